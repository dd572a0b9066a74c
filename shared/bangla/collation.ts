const collator = new Intl.Collator('bn');

/** Compares in Bengali dictionary order, for lists on pages. The table sorts by bytes, an order no reader knows. */
export const inDictionaryOrder = (a: string, b: string) => collator.compare(a, b);
