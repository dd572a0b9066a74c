/** An XML element with a text. */
export const element = (name: string, text: string) => `<${name}>${xml(text)}</${name}>`;

/** Text for XML: markup escaped, and characters that XML 1.0 forbids removed. */
export const xml = (text: string) =>
  text
    .toWellFormed()
    .replace(forbidden, '')
    .replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g;
