/** Where runs of text stand: only a paragraph may have more than one line. */
export type Setting = 'paragraph' | 'heading' | 'cell';

/** What a run of text touches: the start or the end of all text there, or the `[` of a link. */
export type Touches = { start: boolean; end: boolean; link: boolean };

/**
 * Text as Markdown that reads as that text: signs are escaped, only where they would set it otherwise; white space that
 * Markdown would drop, at the ends of a line or as a blank one, becomes character references.
 */
export function markdownOfText(text: string, setting: Setting, touches: Touches): string {
  let markdown = text.replace(/[\\`*_[\]]|<(?=[A-Za-z/!?])|&(?=#?\w{1,31};)/g, '\\$&');
  if (setting === 'paragraph')
    markdown = markdown.replace(block, (found, before, number, at: number) =>
      at === 0 && before === '' && !touches.start ? found : `${before}${number ?? ''}\\`,
    );
  if (setting === 'cell') markdown = markdown.replaceAll('|', '\\|');
  if (setting === 'heading' && touches.end) markdown = markdown.replace(/#$/, '\\#');
  if (touches.link) markdown = markdown.replace(/!$/, '\\!');
  if (touches.start) markdown = markdown.replace(/^[ \t\n]+/, references);
  if (touches.end) markdown = markdown.replace(/(?<![ \t\n])[ \t\n]+$/, references);
  return markdown.replace(setting === 'paragraph' ? blank : /\n/g, references);
}

/** What begins a heading, a list, a quote, a fence, or underlines the line before, at the head of a line. */
const block =
  /(^|\n)(?:(\d{1,9})(?=[.)](?:[ \t\n]|$))|(?=>|~~~|[-+](?:[ \t\n]|$)|#{1,6}(?:[ \t\n]|$)|=+[ \t]*(?:\n|$)|[-:|][-:| \t]*(?:\n|$)))/g;

/** White space around a line end, but for the line end alone. */
const blank = /\n[ \t\n]+|(?<![ \t])[ \t]+\n[ \t\n]*/g;

/** A link's address between its brackets. */
export const markdownOfAddress = (href: string, setting: Setting) =>
  href
    .replace(setting === 'cell' ? /[\\()<>|]|&(?=#?\w{1,31};)/g : /[\\()<>]|&(?=#?\w{1,31};)/g, '\\$&')
    .replace(/[\s\p{Cc}]+/gu, references);

/** Characters by number, `&#x20;`: they are read as text wherever they stand. */
export const references = (text: string) =>
  [...text].map((character) => `&#x${character.codePointAt(0)?.toString(16).toUpperCase()};`).join('');
