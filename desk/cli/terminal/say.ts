import { randomBytes } from 'node:crypto';
import { codeOf, seen, steering } from '../../../shared/signs.ts';

/** Stands for the escape character of our own styles until a text is written; nobody else can know it. */
const ownEscape = `<${randomBytes(16).toString('hex')}>`;

/** A text with a style of ours, which stays when it is said. */
export const inStyle = (text: string, style: (text: string) => string) =>
  style(seen(text)).replaceAll('\u001B', ownEscape);

/**
 * A text as it may be written to a terminal, with our own styles and no control character of anybody else. The newsroom
 * refuses or removes those in every text, but an address may be another server's, and a file anybody's.
 */
export const printable = (text: string) => seen(text).replaceAll(ownEscape, '\u001B');

/** The same for JSON: there they are escaped, and read back as they were. */
const printableJson = (data: unknown) =>
  JSON.stringify(data, null, 2).replace(steering, (sign) => `\\u${codeOf(sign)}`);

/**
 * Writes lines to stdout, the answer, or to stderr, whatever else there is to say. Nothing but this and prompts and progress
 * beside it writes to a terminal.
 */
export const say = {
  answer: (text: string) => console.log(printable(text)),
  json: (data: unknown) => console.log(printableJson(data)),
  aside: (text: string) => console.error(printable(text)),
  asideJson: (data: unknown) => console.error(printableJson(data)),
};
