const collator = new Intl.Collator('bn');

/** Bengali dictionary order, for sorting what a page lists; the table sorts by bytes, which is no order a reader knows. */
export const inDictionaryOrder = (a: string, b: string) => collator.compare(a, b);
