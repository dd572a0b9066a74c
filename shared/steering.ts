/**
 * What steers a terminal or turns the direction of its text: controls other than line ends and tabs, and Unicode's
 * embeddings, overrides and isolates.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const steering = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;

/** A sign of those, as its number in hexadecimal: `001b`. */
export const codeOf = (sign: string) => sign.charCodeAt(0).toString(16).padStart(4, '0');

/** A text as it may be written to a terminal: what would steer it is seen, as `<U+001B>`. */
export const seen = (text: string) => text.replace(steering, (sign) => `<U+${codeOf(sign).toUpperCase()}>`);
