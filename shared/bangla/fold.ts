/**
 * Text normalised for comparison, so that spellings which look alike are equal: NFC, no joiners, ত্‍ as ৎ, digits in
 * ASCII, ৷ and | as দাঁড়ি, Latin in lower case. Never shown to readers, whose text keeps its joiners: র‍্যাব needs
 * one.
 */
export const fold = (text: string) =>
  text
    .normalize('NFC')
    .replaceAll('ত্\u200D', 'ৎ')
    .replace(/[\u200C\u200D]/g, '')
    .replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - 0x09e6))
    .replace(/[৷|]/g, '।')
    .toLowerCase();
