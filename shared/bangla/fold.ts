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

/**
 * A name normalised for comparison: folded, any run of white space as one space, without default-ignorable code points
 * (soft hyphen, word joiner, byte order mark). A zero-width space stands between words, so it counts as white space.
 */
export const identityOf = (name: string) =>
  fold(name)
    .replace(/(?!\u200B)\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\p{White_Space}\u200B]+/gu, ' ')
    .trim();
