import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/**
 * Renders a page to HTML. Preact escapes whatever could start a tag or end an attribute; this turns its output into
 * HTML5: void elements without `/`, and without line ends or control characters from a text.
 */
export const html = (page: VNode) => `<!DOCTYPE html>${fragment(page)}\n`;

/** A part of a page as HTML. */
export const fragment = (part: VNode) =>
  renderToString(part)
    .replace(selfClosing, '$1>')
    .replace(/[ \t]*[\r\n]+[ \t]*/g, ' ')
    .replace(controls, '');

/**
 * In rendered HTML every `<` opens a tag and every `"` delimits an attribute, so a text that contains `/>` does not
 * match.
 */
const selfClosing = /(<(?:[^">]|"[^"]*")*?) ?\/>/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g;
