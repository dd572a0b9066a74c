import type { Mail, Ses } from 'embedded-aws';
import type { Act } from './mail-page.ts';

/** The most links of a mail that a scanner visits. */
const mostLinks = 50;

/** Does to a mail what its reader's side might do, and says what came of it. Only links to `origin` are followed. */
export async function act(name: Act, mail: Mail, ses: Ses, origin: string): Promise<string> {
  switch (name) {
    case 'one-click':
      return oneClick(mail, origin);
    case 'scan':
      return scan(mail, origin);
    case 'bounce':
      return reported(await ses.report(mail.id, 'bounced'), 'It bounced, for good.');
    case 'full':
      return reported(await ses.report(mail.id, 'bounced for now'), 'It came back: the mailbox is full.');
    case 'complaint':
      return reported(await ses.report(mail.id, 'complained about'), 'Its reader complained.');
  }
}

const reported = (isThere: boolean, said: string) => (isThere ? said : 'This mail is not there any more.');

/** As Gmail does it: a form by POST, without cookies, origin or a page behind it (RFC 8058). */
async function oneClick({ headers }: Mail, origin: string): Promise<string> {
  const [, link] = /<(https?:[^<>]*)>/.exec(header(headers, 'List-Unsubscribe')) ?? [];
  const how = header(headers, 'List-Unsubscribe-Post');
  if (link === undefined || how !== 'List-Unsubscribe=One-Click')
    return 'This mail has no link for one click (List-Unsubscribe and List-Unsubscribe-Post).';
  if (!isOwn(link, origin)) return `The link leads elsewhere and is not followed: ${link}`;
  const answer = await fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Mozilla/5.0 (compatible; one-click unsubscribe)',
    },
    body: how,
  });
  return `POST ${link}\nwas answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`;
}

/** As security products do: every link by HEAD and by GET, as soon as the mail is there. Nothing may change by it. */
async function scan({ headers, html, text }: Mail, origin: string): Promise<string> {
  const inHtml = [...html.matchAll(/(?:href|src)\s*=\s*["']([^"']+)["']/gi)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&'),
  );
  const inText = text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  const inHeader = [...header(headers, 'List-Unsubscribe').matchAll(/<(https?:[^<>]*)>/g)].map(
    ([, link = '']) => link,
  );
  const links = [...new Set([...inHtml, ...inText, ...inHeader].filter((link) => /^https?:/.test(link)))];
  if (links.length === 0) return 'This mail has no links.';
  const lines: string[] = [];
  for (const link of links.slice(0, mostLinks)) {
    if (!isOwn(link, origin)) lines.push(`not visited, leads elsewhere: ${link}`);
    else
      for (const method of ['HEAD', 'GET']) {
        const answer = await fetch(link, { method, redirect: 'manual' });
        await answer.arrayBuffer();
        lines.push(`${method} ${answer.status} ${link}`);
      }
  }
  return lines.join('\n');
}

const header = (headers: Record<string, string>, name: string) =>
  Object.entries(headers).find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1] ?? '';

const isOwn = (link: string, origin: string) => URL.parse(link)?.origin === new URL(origin).origin;
