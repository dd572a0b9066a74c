/** The fields of a form, by name, as they stand in it. */
export type Values = Readonly<Record<string, string>>;

const same = (name: string, one: Values, other: Values) =>
  (one[name] ?? '').normalize('NFC') === (other[name] ?? '').normalize('NFC');

const namesIn = (...some: Values[]) => [...new Set(some.flatMap((one) => Object.keys(one)))];

/** Whether two people see the same. */
export const sameValues = (one: Values, other: Values): boolean =>
  namesIn(one, other).every((name) => same(name, one, other));

/**
 * Two people's changes of one record as one: what I left alone is theirs, what I changed stays mine. `clashes` are the fields
 * that both of us changed, each in another way.
 */
export function mergedValues(
  base: Values,
  mine: Values,
  theirs: Values,
): { values: Values; clashes: string[] } {
  const names = namesIn(base, mine, theirs);
  const values = names.map((name) => [name, (same(name, mine, base) ? theirs : mine)[name] ?? '']);
  const clashes = names.filter(
    (name) => !same(name, mine, base) && !same(name, theirs, base) && !same(name, mine, theirs),
  );
  return { values: Object.fromEntries(values), clashes };
}
