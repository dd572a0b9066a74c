/** An element that holds a text. */
export const element = (name: string, text: string) => `<${name}>${xml(text)}</${name}>`;

/** Text inside XML: markup escaped, and what XML 1.0 allows in no form left out. */
export const xml = (text: string) =>
  text
    .toWellFormed()
    .replace(unspeakable, '')
    .replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const unspeakable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g;
