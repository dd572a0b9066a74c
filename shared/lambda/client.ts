import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../problem.ts';

type Event = Pick<APIGatewayProxyEventV2, 'headers' | 'requestContext'>;

/**
 * The client's address on the internet. The CDN adds who called it to `x-forwarded-for`, and the API's gateway adds the
 * CDN: the last but one. Who calls the gateway past the CDN can name any address there, so nothing may rest on this alone.
 */
export function ipOf({ headers, requestContext }: Event): string {
  const hops = (headers['x-forwarded-for'] ?? '').split(',').map((hop) => hop.trim());
  return (hops.length > 1 ? hops.at(-2) : hops[0]) || requestContext.http.sourceIp;
}

/**
 * Lets through what our own pages send, and what programs send that are no browsers. A page of another site can make its
 * visitors' browsers post a form or plain text here, but neither JSON nor without saying where it comes from: browsers
 * say so by `sec-fetch-site`, old ones by `origin` alone.
 */
export function requireOwnPage({ headers }: Pick<Event, 'headers'>): void {
  const { 'sec-fetch-site': site, origin } = headers;
  const isOwn =
    site === undefined ? origin === undefined || origin === own() : site === 'same-origin' || site === 'none';
  if (!isOwn) throw new Problem('forbidden', 'Pages of other sites may not send this');
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    throw new Problem('unsupported-type', 'Send JSON, with content-type: application/json');
}

/**
 * Lets through what `requireOwnPage` does, and forms of our own pages, which are sent without script: those must say where
 * they come from.
 */
export function requireOwnPageOrForm(event: Pick<Event, 'headers'>): void {
  const { 'sec-fetch-site': site, origin, 'content-type': type = '' } = event.headers;
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
  if (!isForm) requireOwnPage(event);
  const isOwn = site === undefined || site === 'none' ? origin === own() : site === 'same-origin';
  if (isForm && !isOwn) throw new Problem('forbidden', 'Pages of other sites may not send this');
}

function own(): string {
  const origin = process.env.SITE_ORIGIN;
  if (!origin) throw new Error('SITE_ORIGIN is not set for this function: its row in the topology needs it');
  return origin;
}
