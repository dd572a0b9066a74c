import { diffArrays } from 'diff';
import type { Part } from './diff.ts';

export type By = 'word' | 'grapheme';

/**
 * Limits of a comparison, in insertions and deletions, because its cost grows with their square: for paragraphs, then
 * for the words or graphemes of one changed passage, and of all together. Rewriting 500 words takes 1,000.
 */
const most = { paragraphs: 1_000, inAPassage: 1_000, inAll: 5_000 } as const;

const segmenters = {
  word: new Intl.Segmenter('bn', { granularity: 'word' }),
  grapheme: new Intl.Segmenter('bn', { granularity: 'grapheme' }),
};

/**
 * Compares two texts, each given as its paragraphs and the gap between them. Never splits a conjunct. Texts with too
 * little in common come back as one removed and one added part.
 */
export function partsBetween(before: string[], after: string[], gap: string, by: By): Part[] {
  let left: number = most.inAll;
  const parts = paragraphsBetween(before, after, gap).flatMap((change): Part[] => {
    const { same, removed, added } = change;
    if (removed === '' || added === '') return partsOf([change]);
    const limit = Math.min(left, most.inAPassage);
    const within = compared(segmentsOf(removed, by), segmentsOf(added, by), limit);
    left -= within?.edits ?? limit;
    return [
      ...partsOf([{ same, removed: '', added: '' }]),
      ...(within?.parts ?? partsOf([{ ...change, same: '' }])),
    ];
  });
  return partsOf(by === 'word' ? inPhrases(changesOf(parts)) : changesOf(parts));
}

const segmentsOf = (text: string, by: By) =>
  Array.from(segmenters[by].segment(text), ({ segment }) => segment);

function compared(before: string[], after: string[], limit: number) {
  const parts = diffArrays(before, after, { maxEditLength: limit })?.map(
    ({ value, added, removed, count }) => ({
      kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
      text: value.join(''),
      count,
    }),
  );
  return (
    parts && {
      parts,
      edits: parts.reduce((sum, { kind, count }) => (kind === 'same' ? sum : sum + count), 0),
    }
  );
}

/** Unchanged text, and what was removed and added after it. */
type Change = { same: string; removed: string; added: string };

/**
 * Compares paragraphs together with the gap after each; the gap after the last one is in neither text and is removed
 * again.
 */
function paragraphsBetween(before: string[], after: string[], gap: string): Change[] {
  const [olds, news] = [before, after].map((paragraphs) => paragraphs.map((text) => text + gap));
  const parts = compared(olds ?? [], news ?? [], most.paragraphs)?.parts ?? [
    { kind: 'removed', text: olds?.join('') ?? '' },
    { kind: 'added', text: news?.join('') ?? '' },
  ];
  const changes = changesOf(parts);
  const last = changes.pop();
  if (!last) return [];
  const off = (text: string) => text.slice(0, Math.max(0, text.length - gap.length));
  const { same, removed, added } = last;
  if (same !== '' && (removed === '' || added === ''))
    return [
      ...changes,
      { same: off(same), removed: off(removed && gap + removed), added: off(added && gap + added) },
    ];
  return [...changes, { same, removed: off(removed), added: off(added) }];
}

function changesOf(parts: Part[]): Change[] {
  const changes: Change[] = [];
  let change: Change | undefined;
  for (const { kind, text } of parts) {
    if (!change || (kind === 'same' && (change.removed !== '' || change.added !== ''))) {
      change = { same: '', removed: '', added: '' };
      changes.push(change);
    }
    change[kind] += text;
  }
  return changes;
}

const partsOf = (changes: Change[]): Part[] =>
  changes.flatMap(({ same, removed, added }) =>
    [
      { kind: 'same' as const, text: same },
      { kind: 'removed' as const, text: removed },
      { kind: 'added' as const, text: added },
    ].filter(({ text }) => text !== ''),
  );

/** Joins changed words that only spaces separate into one change. */
function inPhrases(changes: Change[]): Change[] {
  const phrases: Change[] = [];
  for (const change of changes) {
    const last = phrases.at(-1);
    if (last && /^ +$/.test(change.same) && [last, change].every(({ removed, added }) => removed && added)) {
      last.removed += change.same + change.removed;
      last.added += change.same + change.added;
    } else phrases.push({ ...change });
  }
  return phrases;
}
