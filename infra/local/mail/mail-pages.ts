import type { Ses } from 'embedded-aws';
import type { Request, Response } from '../http.ts';
import { act } from './act.ts';
import { emlOf } from './eml.ts';
import { pathTo } from './layout.ts';
import { listPage } from './list-page.ts';
import { isAct, mailPage } from './mail-page.ts';

/** How many mails the last act is remembered of. */
const mostNotes = 100;

/**
 * No scripts, and nothing from elsewhere but pictures of mails: the policy holds in the frame of a mail as well.
 */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src 'self' data: https:; frame-src 'self'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

export type MailPages = (request: Request) => Promise<Response>;

/** The pages below `/__local/mail`: all mail that was sent from this machine, and what its readers' side can do to it. */
export function openMailPages(ses: Ses, origin: string): MailPages {
  const notes = new Map<string, string>();

  const post = async (request: Request, id: string, name: string): Promise<Response> => {
    const found = ses.find(id);
    if (!found || !isAct(name)) return notFound;
    if (!isFromHere(request)) return plain(403, 'Only the page of the mail itself may do this\n');
    notes.delete(id);
    notes.set(id, await act(name, found.mail, ses, origin));
    for (const oldest of [...notes.keys()].slice(0, -mostNotes)) notes.delete(oldest);
    return { status: 303, headers: { location: pathTo(`/${id}`) }, body: Buffer.alloc(0) };
  };

  return async (request) => {
    const [, id, ending, name] =
      /^\/__local\/mail(?:\/([\w-]+)(\.eml)?(?:\/([\w-]+))?)?$/.exec(request.path) ?? [];
    if (request.method === 'POST' && id !== undefined && name !== undefined) return post(request, id, name);
    if (name !== undefined) return isAct(name) ? onlyBy('POST') : notFound;
    if (request.method !== 'GET' && request.method !== 'HEAD') return onlyBy('GET, HEAD');
    const query = new URLSearchParams(request.query);
    if (request.path === '/__local/mail') return { status: 200, headers, body: listPage(ses, query) };
    const found = id !== undefined ? ses.find(id) : undefined;
    if (!found) return notFound;
    if (ending) {
      const disposition = `attachment; filename="${id}.eml"`;
      return {
        status: 200,
        headers: { ...headers, 'content-type': 'message/rfc822', 'content-disposition': disposition },
        body: emlOf(found.mail),
      };
    }
    return { status: 200, headers, body: mailPage(found, query, notes.get(id ?? '')) };
  };
}

/** Whether a request comes from a page of this machine, or from no page: other sites may link here, and do nothing. */
const isFromHere = ({ headers }: Request) =>
  ['same-origin', 'none', undefined].includes(headers['sec-fetch-site']) &&
  (headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host);

const plain = (status: number, text: string, more: Record<string, string> = {}): Response => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...more },
  body: Buffer.from(text),
});

const onlyBy = (allow: string) => plain(405, `Use ${allow}\n`, { allow });

const notFound = plain(404, 'There is no such mail: see /__local/mail\n');
