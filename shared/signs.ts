/** Soft hyphens, zero-width spaces, marks and overrides of writing direction, and other signs that nobody sees. */
const hidden =
  '[\\u00AD\\u034F\\u061C\\u115F\\u1160\\u180E\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF0-\\uFFFC]';

const joiner = '[\\u200C\\u200D]';

/** Joiners stay where a script needs them: র‍্যাব, বাক্‌স্বাধীনতা, an emoji of several; also after a letter's code (`&#x9B0;`). */
const joins = '[\\p{L}\\p{M}\\p{Extended_Pictographic}\\u{1F3FB}-\\u{1F3FF}\\u200C\\u200D;]';
const follows = '[\\p{L}\\p{M}\\p{P}\\p{Z}\\p{S}]|$';

/**
 * Signs that come with text from Word, PDF and phones, split words for a search and make two names of one. They are
 * removed from every text.
 */
const invisible = new RegExp(
  `${hidden}|(?<![\\u{1F3F4}\\u{E0020}-\\u{E007E}])[\\u{E0000}-\\u{E007F}]|(?<!${joins})${joiner}|(?<=\\p{Script=Latin})${joiner}|${joiner}(?!${follows})`,
  'gu',
);

const names: Record<string, string> = {
  '00AD': 'soft hyphen',
  '200B': 'zero-width space',
  '200C': 'zero-width non-joiner',
  '200D': 'zero-width joiner',
  '200E': 'left-to-right mark',
  '200F': 'right-to-left mark',
  '2060': 'word joiner',
  FEFF: 'byte order mark',
};

/**
 * Characters that no text may contain: controls other than tab, line and page ends, half of a surrogate pair, the
 * replacement character and Unicode's non-characters. Something was lost before the text came here.
 */
const foreign =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFD-\uFFFF]|[\uD800-\uDFFF]/u;

/** A sign in a text: where it stands, its code (`U+00AD`) with its name if it has a known one, and the words before it. */
export type Sign = { index: number; name: string; after: string };

export const withoutInvisible = (text: string) => text.replace(invisible, '');

/** The invisible signs of a text, in order, at most so many. */
export function invisibleSigns(text: string, most: number): Sign[] {
  const signs: Sign[] = [];
  for (const { index } of text.matchAll(invisible)) {
    if (signs.length === most) break;
    signs.push(signAt(text, index));
  }
  return signs;
}

/** The first character that no text may contain. */
export function foreignSign(text: string): Sign | undefined {
  const found = foreign.exec(text);
  return found ? signAt(text, found.index) : undefined;
}

function signAt(text: string, index: number): Sign {
  const code = (text.codePointAt(index) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const name = names[code];
  return { index, name: name ? `U+${code} (${name})` : `U+${code}`, after: wordBefore(text, index) };
}

/** The last word before a place, at most twenty characters, without signs that nobody sees. */
const wordBefore = (text: string, index: number) =>
  [
    ...(text
      .slice(Math.max(0, index - 60), index)
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .trim()
      .split(/\s+/)
      .at(-1) ?? ''),
  ]
    .slice(-20)
    .join('');

/** Where a sign stands, in words. */
export const placeOf = ({ after }: Sign) => (after === '' ? 'at the beginning' : `after “${after}”`);
