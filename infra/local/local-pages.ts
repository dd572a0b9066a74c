import type { Ses } from 'embedded-aws';
import type { Request, Response } from './http.ts';
import { mailboxPage } from './mailbox.ts';

/** Pages of a local instance only: the mailbox, and where its data is stored. */
export function localPage({ method, path }: Request, ses: Ses, about: object): Response {
  if (method !== 'GET' && method !== 'HEAD') {
    const { headers, ...refusal } = json(405, { error: 'These pages are read-only: use GET' });
    return { ...refusal, headers: { ...headers, allow: 'GET, HEAD' } };
  }
  switch (path) {
    case '/__local/':
      return { status: 302, headers: { location: '/__local/mailbox' }, body: Buffer.alloc(0) };
    case '/__local/mailbox.json':
      return json(200, ses.mailbox());
    case '/__local/mailbox':
      return {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
        body: Buffer.from(mailboxPage(ses.mailbox())),
      };
    case '/__local/instance.json':
      return json(200, about);
    default:
      return json(404, {
        error: 'Only these exist: /__local/mailbox, /__local/mailbox.json and /__local/instance.json',
      });
  }
}

const json = (status: number, body: unknown): Response => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: Buffer.from(`${JSON.stringify(body, null, 2)}\n`),
});
