/** Two things side by side in a text that should name the same day. */
export type Pair<A, B> = { one: A; other: B; agree: boolean };

/**
 * The pairs that contradict each other. In a list each name has two neighbours and belongs to one of them, so a name
 * that agrees with one neighbour is not compared with the other.
 */
export function contradictions<P extends Pair<unknown, unknown>>(pairs: P[]): P[] {
  const settled = new Set(pairs.filter(({ agree }) => agree).flatMap(({ one, other }) => [one, other]));
  return pairs.filter(({ one, other, agree }) => {
    if (agree || settled.has(one) || settled.has(other)) return false;
    settled.add(one).add(other);
    return true;
  });
}

/** Pairs of neighbours: each item with the next one of the other kind, if `isNothing` accepts the text between them. */
export function neighbourPairs<A extends Place, B extends Place>(
  ones: A[],
  others: B[],
  isNothing: (start: number, end: number) => boolean,
): { one: A; other: B }[] {
  const places = [
    ...ones.map((one) => ({ place: one as Place, one, other: undefined })),
    ...others.map((other) => ({ place: other as Place, one: undefined, other })),
  ].sort((a, b) => a.place.index - b.place.index);
  return places.flatMap((left, at) => {
    const right = places[at + 1];
    if (!right || !isNothing(left.place.end, right.place.index)) return [];
    const one = left.one ?? right.one;
    const other = left.other ?? right.other;
    return one && other ? [{ one, other }] : [];
  });
}

type Place = { index: number; end: number };
