import type { Mail, Outcome } from 'embedded-aws';
import { fontFaces } from './font.ts';
import { layout, pathTo, when } from './layout.ts';
import { html, type Markup } from './markup.ts';

const views = { html: 'HTML', text: 'Text', headers: 'Headers' };
const widths = { 600: '600 px', 360: '360 px' };
const themes = { light: 'Light', dark: 'Dark' };

/** What can be done to a mail, as its reader's provider or reader would. */
export const acts = {
  'one-click': 'Unsubscribe by one click, as a provider',
  bounce: 'Let it bounce',
  full: 'Mailbox is full',
  complaint: 'Complain',
  scan: 'Let a scanner visit all links',
} as const;
export type Act = keyof typeof acts;
export const isAct = (name: string): name is Act => Object.hasOwn(acts, name);

/** One mail: as readers see it, its text, its headers, what became of it; `note` says what was done to it last. */
export function mailPage(
  { mail, outcomes }: { mail: Mail; outcomes: Outcome[] },
  query: URLSearchParams,
  note: string | undefined,
): Buffer {
  const shown = {
    view: chosen(views, query.get('view')) ?? (mail.html ? 'html' : 'text'),
    width: chosen(widths, query.get('width')) ?? '600',
    theme: chosen(themes, query.get('theme')) ?? 'light',
  };
  const tags = Object.entries(mail.tags ?? {});
  const to = (changes: Partial<typeof shown>) => pathTo(`/${mail.id}`, { ...shown, ...changes });
  const links = (name: keyof typeof shown, words: Record<string, string>) =>
    Object.entries(words).map(
      ([value, word]) =>
        html`<a href="${to({ [name]: value })}"${shown[name] === value && html` aria-current="true"`}>${word}</a>
`,
    );
  return layout(
    mail.subject,
    html`<h1><a href="${pathTo('')}">Mailbox</a></h1>
<main><table>
<tr><th scope="row">Subject</th><td lang="bn">${mail.subject}</td></tr>
<tr><th scope="row">From</th><td lang="bn">${mail.from}</td></tr>
<tr><th scope="row">To</th><td>${mail.to.join(', ')}</td></tr>
<tr><th scope="row">Sent</th><td>${when(mail.at)}</td></tr>
${tags.length > 0 && html`<tr><th scope="row">Tags</th><td>${tags.map(([name, value]) => html`${name} = ${name === 'm' ? html`<a href="${pathTo('', { mailing: value })}">${value}</a>` : value} &ensp;`)}</td></tr>`}
${outcomes.length > 0 && html`<tr><th scope="row">Became</th><td>${outcomes.map(({ what, at }) => html`${what} (${when(at)}) &ensp;`)}</td></tr>`}
</table>
${note && html`<p class="note" role="status">${note}</p>`}
<nav class="tabs" aria-label="View">${links('view', views)}${shown.view === 'html' && html`<span class="soft">|</span> ${links('width', widths)}<span class="soft">|</span> ${links('theme', themes)}`}<span class="soft">|</span> <a href="${pathTo(`/${mail.id}.eml`)}">.eml</a></nav>
${body(mail, shown)}
<h2>As the reader's side</h2>
<form method="post" class="acts">${Object.entries(acts).map(([act, word]) => html`<button formaction="${pathTo(`/${mail.id}/${act}`)}">${word}</button> `)}</form>
</main>`,
  );
}

function chosen<T extends object>(all: T, asked: string | null): string | undefined {
  return asked !== null && Object.hasOwn(all, asked) ? asked : undefined;
}

function body(mail: Mail, { view, width, theme }: { view: string; width: string; theme: string }): Markup {
  if (view === 'headers')
    return html`<table>${Object.entries(mail.headers).map(
      ([name, value]) => html`<tr><th scope="row">${name}</th><td lang="bn">${value}</td></tr>
`,
    )}</table>`;
  if (view === 'text') return html`<pre lang="bn">${linked(mail.text)}</pre>`;
  if (!mail.html) return html`<p>This mail has no HTML.</p>`;
  return html`<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" width="${width}" srcdoc="${framed(mail.html, theme)}"></iframe>`;
}

/**
 * Links open beside the page, Bengali has its font, and the theme is the one that was chosen, whatever this machine's is;
 * nothing else of the mail is changed.
 */
function framed(mail: string, theme: string): string {
  const added = `<base target="_blank"><style>${fontFaces()}:root{color-scheme:${theme}!important}</style>`;
  const source = mail.replace(/\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi, (_, asked: string) =>
    asked.toLowerCase() === theme ? '(min-width: 0)' : '(max-width: 0)',
  );
  const tags = ['<head', '<html', '<!doctype'].map((tag) => new RegExp(`${tag}\\b[^>]*>`, 'i').exec(source));
  const found = tags.find((match) => match !== null);
  const after = found ? found.index + found[0].length : 0;
  return source.slice(0, after) + added + source.slice(after);
}

const linked = (text: string) =>
  text
    .split(/(https?:\/\/[^\s<>]+)/)
    .map((part, i) => (i % 2 ? html`<a href="${part}" target="_blank" rel="noreferrer">${part}</a>` : part));
