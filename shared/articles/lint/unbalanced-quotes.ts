import type { Found } from './found.ts';
import type { Passage } from './passages.ts';

const closerOf = { '‘': '’', '“': '”', '«': '»', '"': '"', '(': ')', '[': ']' } as const;

type Opener = keyof typeof closerOf;
type Open = { mark: Opener; index: number; isDoubtful: boolean };

const openers = new Map<string, Opener>(
  Object.entries(closerOf).map(([opener, closer]) => [closer, opener as Opener]),
);
const isOpener = (mark: string): mark is Opener => mark in closerOf;

/**
 * Quotes and brackets that are opened and never closed in their passage, or closed and never opened. A quotation over
 * several paragraphs may open each of them and close only the last. The ’ of an omitted letter, as in দু’দেশের and ’৭১,
 * is not a quote.
 */
export const unbalancedQuotes = (passages: readonly Pick<Passage, 'kind' | 'text'>[]): Found[][] =>
  passages.map(({ kind, text }, at) => {
    const { found, open } = balanceOf(text);
    const next = passages[at + 1];
    const goesOn = kind === 'paragraph' && next?.kind === 'paragraph' && opensWith(next.text, open);
    return goesOn ? found : [...found, ...open.map(neverClosed)];
  });

const opensWith = (text: string, open: Open[]) =>
  open.every(({ mark }) => mark !== '(' && mark !== '[') &&
  text.trimStart().startsWith(open.map(({ mark }) => mark).join(''));

function balanceOf(text: string) {
  const found: Found[] = [];
  const open: Open[] = [];
  const count = new Map<Opener, number>();
  /** Quotes closed by a ’ that may have been an apostrophe: a surplus ’ later is matched with them. */
  let closedInDoubt = 0;

  const push = (mark: Opener, index: number, isDoubtful = false) => {
    open.push({ mark, index, isDoubtful });
    count.set(mark, (count.get(mark) ?? 0) + 1);
  };
  /** Closes the nearest quote of this kind. Quotes opened inside it and still open are reported as never closed. */
  const close = (mark: Opener) => {
    for (let last = open.pop(); last; last = open.pop()) {
      count.set(last.mark, (count.get(last.mark) ?? 0) - 1);
      if (last.mark === mark) return;
      if (!last.isDoubtful) found.push(neverClosed(last));
    }
  };

  for (const { 0: mark, index } of text.matchAll(/[‘’“”«»"()[\]]/g)) {
    const opener = openers.get(mark);
    const isOpen = opener !== undefined && (count.get(opener) ?? 0) > 0;
    if (isOpener(mark) && !(mark === '"' && isOpen)) {
      if (!(mark === '"' && isInch(text, index))) push(mark, index, isDoubtfulOpener(text, index));
    } else if (opener === '‘' && mayBeApostrophe(text, index)) {
      if (open.at(-1)?.mark === '‘') {
        close('‘');
        closedInDoubt += 1;
      }
    } else if (opener && isOpen) close(opener);
    else if (opener === '‘' && closedInDoubt > 0) closedInDoubt -= 1;
    else if (!isEnumeration(text, index)) found.push(neverOpened(mark, index));
  }
  return { found, open: open.filter(({ isDoubtful }) => !isDoubtful) };
}

const letter = /[\p{L}\p{M}\p{N}]/u;

/** ’ for an omitted letter, as in হুই’র, দু’দেশের, পাঁচশ’, ’৭১ and players’. It may be a closing quote all the same. */
function mayBeApostrophe(text: string, index: number) {
  const before = text[index - 1] ?? '';
  const after = text[index + 1] ?? '';
  if (!letter.test(before)) return /[0-9০-৯]/.test(after) && /^$|[\s(‘“-]/.test(before);
  return (
    letter.test(after) ||
    /(?:^|[^\p{L}\p{M}])\p{L}\p{M}*$|শ$|s$/iu.test(text.slice(Math.max(0, index - 6), index))
  );
}

/** ‘ typed instead of ’, as in ‘৭১ and হুই‘র: counted as a quote only if something closes it. */
const isDoubtfulOpener = (text: string, index: number) =>
  text[index] === '‘' &&
  (/^[0-9০-৯]{2}(?![0-9০-৯])/.test(text.slice(index + 1, index + 4)) || letter.test(text[index - 1] ?? ''));

const isInch = (text: string, index: number) => /[0-9০-৯]/.test(text[index - 1] ?? '');

/** ১) and ক) at the beginning of a list item do not close a bracket. */
const isEnumeration = (text: string, index: number) =>
  text[index] === ')' &&
  /(?:^|\s)(?:[0-9০-৯]{1,3}|\p{L}|[ivx]{1,4})$/u.test(text.slice(Math.max(0, index - 5), index));

const neverClosed = ({ mark, index }: Open): Found => ({
  index,
  length: 1,
  detail: `This ${mark} is never closed by a ${closerOf[mark]}.`,
});

const neverOpened = (mark: string, index: number): Found => ({
  index,
  length: 1,
  detail: `This ${mark} has no opening ${openers.get(mark)}.`,
});
