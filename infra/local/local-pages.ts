import type { Ses } from 'embedded-aws';
import type { Request, Response } from './http.ts';
import { openMailPages } from './mail/mail-pages.ts';

/** How many of the newest mails `mailbox.json` has. */
const mostMails = 200;

/** Pages of a local instance only: the mailbox, and where its data is stored. */
export function openLocalPages(
  ses: Ses,
  origin: string,
  about: object,
): (request: Request) => Promise<Response> {
  const mailPages = openMailPages(ses, origin);
  return async (request) => {
    const { method, path } = request;
    if (/^\/__local\/mail(\/|$)/.test(path)) return mailPages(request);
    if (method !== 'GET' && method !== 'HEAD') {
      const { headers, ...refusal } = json(405, { error: 'These pages are read-only: use GET' });
      return { ...refusal, headers: { ...headers, allow: 'GET, HEAD' } };
    }
    switch (path) {
      case '/__local/':
      case '/__local/mailbox':
        return { status: 302, headers: { location: '/__local/mail' }, body: Buffer.alloc(0) };
      case '/__local/mailbox.json':
        return json(
          200,
          ses.page({ limit: mostMails }).mails.map(({ id }) => ses.find(id)?.mail),
        );
      case '/__local/instance.json':
        return json(200, about);
      default:
        return json(404, {
          error: 'Only these exist: /__local/mail, /__local/mailbox.json and /__local/instance.json',
        });
    }
  };
}

const json = (status: number, body: unknown): Response => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: Buffer.from(`${JSON.stringify(body, null, 2)}\n`),
});
