import { newsroom } from '../newsroom.ts';

/** A mail as text and HTML, before it is addressed. */
export type Letter = { subject: string; text: string; html: string };

type Line = string | { link: string; label: string };

/** A letter of these lines, under a subject. Lines are text as people wrote it; only HTML needs escaping. */
export const letter = (subject: string, lines: readonly Line[]): Letter => ({
  subject: subject.replace(/\s+/g, ' ').trim(),
  text: `${lines.map((line) => (typeof line === 'string' ? line : `${line.label}: ${line.link}`)).join('\n\n')}\n\n${newsroom.name}\n`,
  html: `<!doctype html><html lang="bn"><body style="font-family:'Noto Serif Bengali',serif;font-size:17px;line-height:1.7">${lines
    .map((line) =>
      typeof line === 'string'
        ? `<p>${escaped(line).replaceAll('\n', '<br>')}</p>`
        : `<p><a href="${escaped(line.link)}">${escaped(line.label)}</a></p>`,
    )
    .join('')}<p>${escaped(newsroom.name)}</p></body></html>`,
});

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
