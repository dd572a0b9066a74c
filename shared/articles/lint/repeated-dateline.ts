import type { Content } from '../content.ts';
import type { Found } from './found.ts';
import type { Passage } from './passages.ts';

/** A dateline that is in its field and again at the beginning of the text: pages would show it twice. */
export function repeatedDateline(
  passages: readonly Passage[],
  _at: string,
  { dateline }: Pick<Content, 'dateline'>,
): Found[][] {
  const first = passages.findIndex(({ runs: [run] }) => run?.pointer.startsWith('/body/'));
  return passages.map(({ text }, at) => {
    if (at !== first || dateline === undefined) return [];
    const wanted = wordsOf(dateline);
    const opening = /^[^:।\n–—-]{1,120}[:–—-]/u.exec(text)?.[0] ?? '';
    const isRepeated =
      wanted.length > 0 && wordsOf(opening).slice(0, wanted.length).join(' ') === wanted.join(' ');
    return isRepeated
      ? [
          {
            index: 0,
            length: opening.length,
            detail: 'The dateline is in its field already; take it out here.',
          },
        ]
      : [];
  });
}

const wordsOf = (text: string) => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
