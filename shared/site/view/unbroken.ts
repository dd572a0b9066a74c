/**
 * A text whose numbers stay with the word that they count: `৫৫ বছর` and `১ কোটি` never break into two lines. Only pages have
 * these spaces, never the copy.
 */
export const unbroken = (text: string) =>
  text.replace(/(?<=[0-9০-৯]%?) (?=[\u0985-\u09B9\u09CE\u09DC-\u09DF])/g, '\u00A0');
