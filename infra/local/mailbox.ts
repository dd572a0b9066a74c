import type { Mail } from 'embedded-aws';

/** The mailbox as a page: every mail the newsroom sent from this machine, newest first. */
export function mailboxPage(mails: readonly Mail[]): string {
  const rows = mails.map(
    ({ at, from, to, subject, text }) =>
      `<article><h2>${escaped(subject)}</h2><p>${escaped(at)} · ${escaped(from)} → ${escaped(to.join(', '))}</p><pre>${linked(escaped(text))}</pre></article>`,
  );
  return `<!doctype html><html lang="bn"><meta charset="utf-8"><title>Mailbox</title>
<style>body{font:17px/1.7 "Noto Serif Bengali",serif;max-width:44rem;margin:2rem auto;padding:0 1rem}article{border-top:1px solid #999}pre{white-space:pre-wrap;font:inherit}h2{font-size:1.1rem;margin-bottom:0}p{color:#666;margin:0}</style>
<h1>Mailbox</h1>${rows.join('') || '<p>No mail yet.</p>'}</html>`;
}

const linked = (text: string) => text.replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
