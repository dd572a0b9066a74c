import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { setting } from './environment.ts';

const s3 = new S3Client({});

/**
 * Streams a log object, unzipped if it is gzip, through `read`. Returns the result and the SHA-256 of the unzipped
 * text, the same for every copy of the log. Throws when a gzip file is cut off.
 */
export async function readLog<T>(
  key: string,
  read: (pieces: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<{ made: T; hash: string }> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: setting('LOGS_BUCKET'), Key: key }));
  const hash = createHash('sha256');
  const made = await read(hashed(await unpacked(Body as AsyncIterable<Uint8Array>), hash));
  return { made, hash: hash.digest('hex') };
}

async function* hashed(pieces: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

async function unpacked(body: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const rest = body[Symbol.asyncIterator]();
  const first = await beginning(rest);
  const all = Readable.from(rejoined(first, rest));
  const isGzip = first[0] === 0x1f && first[1] === 0x8b;
  // An error in between ends the stream that is being read.
  return isGzip ? pipeline(all, createGunzip(), () => {}) : all;
}

/** The first bytes: at least two, unless there are fewer. */
async function beginning(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let first = new Uint8Array();
  while (first.length < 2) {
    const { value, done } = await pieces.next();
    if (done) return first;
    first = Buffer.concat([first, value]);
  }
  return first;
}

async function* rejoined(first: Uint8Array, rest: AsyncIterator<Uint8Array>) {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
