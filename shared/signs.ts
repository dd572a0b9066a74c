/** Soft hyphens, zero-width spaces, marks and overrides of writing direction, and other signs that nobody sees. */
const hidden =
  '\\u00AD\\u034F\\u061C\\u115F\\u1160\\u180E\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF0-\\uFFFC';

/** All signs, and runs of them: what stays of a run depends on what stays before it and is behind it. */
const signs = new RegExp(`[${hidden}\\u200C\\u200D\\u{E0000}-\\u{E007F}]+`, 'gu');

/** Joiners stay where a script needs them: র‍্যাব, বাক্‌স্বাধীনতা, an emoji of several; also after a letter's code (`&#x9B0;`). */
const joins = /(?:[\p{L}\p{M}\p{Extended_Pictographic};]|[\u{1F3FB}-\u{1F3FF}])$/u;
/** Latin letters need none, whatever marks they have: composed or not. */
const latin = /\p{Script=Latin}\p{M}*$/u;
const follows = /^(?:[\p{L}\p{M}\p{P}\p{Z}\p{S}\n]|$)/u;
const isJoined = (before: string) => joins.test(before) && !latin.test(before);
/** The tags of a flag stay behind it. */
const flag = /\u{1F3F4}$/u;

/** As far as a letter may reach back with its marks, in UTF-16 units: a text with more of them is refused. */
const reach = 64;

/**
 * The places of signs that come with text from Word, PDF and phones, split words for a search and make two names of one.
 * They are removed from every text; of what is left none would be.
 */
function* invisibleIn(text: string): Generator<number> {
  let [before, from] = ['', 0];
  for (const { 0: run, index } of text.matchAll(signs)) {
    before = (before + text.slice(from, index)).slice(-reach);
    const end = index + run.length;
    const isFollowed = follows.test(text.slice(end, end + 2));
    let inFlag = flag.test(before);
    for (let at = 0; at < run.length; ) {
      const sign = run.codePointAt(at) ?? 0;
      const size = sign > 0xffff ? 2 : 1;
      const isTag = sign >= 0xe0020;
      const isLastJoiner = at + size === run.length && (sign === 0x200c || sign === 0x200d);
      if ((isTag && inFlag) || (isLastJoiner && isFollowed && isJoined(before)))
        before += run.slice(at, at + size);
      else yield index + at;
      inFlag &&= isTag;
      at += size;
    }
    from = end;
  }
}

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
  /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFD]|[\uD800-\uDFFF]|\p{Noncharacter_Code_Point}/u;

/** A sign in a text: where it stands, its code (`U+00AD`) with its name if it has a known one, and the words before it. */
export type Sign = { index: number; name: string; after: string };

export function withoutInvisible(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const at of invisibleIn(text)) {
    kept.push(text.slice(from, at));
    from = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  }
  return from === 0 && kept.length === 0 ? text : kept.join('') + text.slice(from);
}

/** The invisible signs of a text, in order, at most so many. */
export function invisibleSigns(text: string, most: number): Sign[] {
  const found: Sign[] = [];
  for (const index of invisibleIn(text)) {
    if (found.length === most) break;
    found.push(signAt(text, index));
  }
  return found;
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

/**
 * What steers a terminal or turns the direction of its text: controls other than line ends and tabs, and Unicode's
 * embeddings, overrides and isolates.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const steering = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;

/** A sign of those, as its number in hexadecimal: `001b`. */
export const codeOf = (sign: string) => sign.charCodeAt(0).toString(16).padStart(4, '0');

/** A text as it may be written to a terminal: what would steer it is seen, as `<U+001B>`. */
export const seen = (text: string) => text.replace(steering, (sign) => `<U+${codeOf(sign).toUpperCase()}>`);
