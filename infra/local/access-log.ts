import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { Clock } from 'embedded-aws';
import { type LogField, logFields } from '../edge/log-fields.ts';
import { arrivals } from '../topology/inbox.ts';
import type { Request, Response } from './http.ts';
import { distributionId, logsBucket } from './resources.ts';

/** Milliseconds from a log's first line to its delivery. CloudFront takes minutes, and up to a day. */
const lag = 10_000;
/** The most lines in a log. */
const most = 10_000;
/** The most logs that wait for a disk with room. */
const mostLogs = 100;

export type AccessLog = {
  /** Logs a request that was answered. */
  note: (request: Request, response: Response) => void;
  /** Delivers the lines since the last log, if there are any; resolves when all logs so far are delivered. */
  deliver: () => Promise<void>;
  close: () => void;
};

/**
 * Logs the front's responses as CloudFront's standard logging does: files of W3C lines in the logs bucket, some time
 * later, or only when asked if it is held. A log that cannot be delivered is tried again with the next one, which is
 * passed to `report`; of more than a hundred the oldest are lost.
 */
export function openAccessLog(
  config: S3ClientConfig,
  clock: Clock,
  report: (error: unknown) => void,
  isHeld: boolean,
): AccessLog {
  const s3 = new S3Client(config);
  let lines: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let delivered = Promise.resolve();
  /** Logs that are still to be delivered, each as it was first tried: who counts them knows a copy. */
  let logs: { Key: string; Body: Uint8Array }[] = [];

  let isClosed = false;
  const wait = () => {
    if (!isClosed) timer ??= setTimeout(deliver, lag).unref();
  };
  const put = async () => {
    try {
      for (let log = logs[0]; log; log = logs[0]) {
        await s3.send(new PutObjectCommand({ Bucket: logsBucket, ...log }));
        logs.shift();
      }
    } catch (error) {
      report(error);
      logs = logs.slice(-mostLogs);
      if (!isHeld) wait();
    }
  };
  const deliver = () => {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length > 0) logs.push({ Key: keyAt(clock.now()), Body: fileOf(lines) });
    lines = [];
    delivered = delivered.then(put);
    return delivered;
  };
  const note: AccessLog['note'] = (request, response) => {
    lines.push(lineOf(request, response, clock.now()));
    if (isHeld) return;
    if (lines.length >= most) void deliver();
    else wait();
  };
  const close = () => {
    isClosed = true;
    clearTimeout(timer);
    s3.destroy();
  };
  return { note, deliver, close };
}

/** `cdn/EKHOBOR.2026-11-24-09.0f3a9c27.gz` */
const keyAt = (instant: number) =>
  `${arrivals.log.prefix}${distributionId}.${iso(instant).slice(0, 13).replace('T', '-')}.${randomBytes(8).toString('hex')}.gz`;

const fileOf = (lines: readonly string[]) =>
  gzipSync(`#Version: 1.0\n#Fields: ${logFields.join(' ')}\n${lines.join('\n')}\n`);

function lineOf({ method, path, headers }: Request, { status, headers: answered }: Response, now: number) {
  const values: Record<LogField, string> = {
    date: iso(now).slice(0, 10),
    time: iso(now).slice(11, 19),
    'x-edge-location': 'LOC1-P1',
    'cs-method': method,
    'cs-uri-stem': path,
    'sc-status': String(status),
    'cs(User-Agent)': headers['user-agent'] ?? '',
    'x-edge-result-type': resultOf(status, answered['x-cache']),
    'x-edge-request-id': randomBytes(41).toString('base64url'),
  };
  return logFields.map((field) => encoded(values[field]) || '-').join('\t');
}

const iso = (instant: number) => new Date(instant).toISOString();

/** CloudFront's result types `Hit`, `RefreshHit`, `Miss` and `Error`; a response without one is a miss. */
const resultOf = (status: number, cache = 'Miss') =>
  status >= 400 ? 'Error' : (cache.split(' ')[0] ?? 'Miss');

/** Percent-encodes what CloudFront encodes in its logs: controls, spaces, some characters, every non-ASCII byte. */
const encoded = (value: string) =>
  value.replace(
    /[^!$&()*+,./0-9:;=?@A-Z_a-z-]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
