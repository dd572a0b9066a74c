import { AwsError } from '../service.ts';
import type { ObjectHead } from './object-head.ts';
import { notImplemented } from './wire.ts';

type Headers = Record<string, string>;

/** Refuses a read whose conditions fail: with 412, or with 304 when the reader already has the object. */
export function checkRead(headers: Headers, { etag, lastModified }: ObjectHead, prefix = ''): void {
  const get = (name: string) => headers[`${prefix}${name}`];
  const [match, noneMatch] = [get('if-match'), get('if-none-match')];
  const seconds = Math.floor(lastModified / 1000);
  const since = (name: string) => Math.floor(Date.parse(get(name) ?? '') / 1000);
  if (match !== undefined ? !names(match, etag) : seconds > since('if-unmodified-since'))
    throw failed(match !== undefined ? 'If-Match' : 'If-Unmodified-Since');
  if (noneMatch !== undefined ? !names(noneMatch, etag) : !(seconds <= since('if-modified-since'))) return;
  if (prefix) throw failed(noneMatch !== undefined ? 'If-None-Match' : 'If-Modified-Since');
  throw new AwsError('NotModified', 'Not Modified', 304);
}

/** Refuses a write whose condition on the existing object fails. */
export function checkWrite(headers: Headers, now: ObjectHead | undefined): void {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  for (const name of ['if-modified-since', 'if-unmodified-since'])
    if (headers[name] !== undefined) throw notImplemented(`the header ${name} on a write`);
  if (noneMatch !== undefined) {
    if (noneMatch !== '*') throw notImplemented('If-None-Match with anything but * on a write');
    if (match !== undefined) throw notImplemented('If-Match together with If-None-Match');
    if (now) throw failed('If-None-Match');
  }
  if (match === undefined) return;
  if (!now) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  if (!names(match, now.etag)) throw failed('If-Match');
}

const names = (list: string, etag: string) =>
  list
    .split(',')
    .some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '').replace(/^"|"$/g, '') === etag);

const failed = (Condition: string) =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition,
  });
