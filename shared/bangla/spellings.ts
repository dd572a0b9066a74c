/** ড় ঢ় য় as one code point each, as most keyboards type them; NFC decomposes them (composition exclusions). */
const composed: Record<string, string> = {
  '\u09a1\u09bc': '\u09dc',
  '\u09a2\u09bc': '\u09dd',
  '\u09af\u09bc': '\u09df',
};

/** Every spelling of a text in URLs: NFC, NFD, and as keyboards type it. */
export const spellingsOf = (text: string): string[] => {
  const nfc = text.normalize('NFC');
  const typed = nfc.replace(/[\u09a1\u09a2\u09af]\u09bc/g, (letter) => composed[letter] ?? letter);
  return [...new Set([nfc, text.normalize('NFD'), typed])];
};
