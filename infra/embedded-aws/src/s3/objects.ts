import { createHash } from 'node:crypto';
import type { ServiceContext } from '../service.ts';
import type { NotifyArrival, Reason } from './arrival-rules.ts';
import type { ObjectHead } from './object-head.ts';

export type NewObject = Pick<ObjectHead, 'headers' | 'metadata' | 'checksums'> & {
  body: Buffer;
  /** For multipart uploads only; otherwise it is the MD5 of the body. */
  etag?: string;
};

export type Objects = ReturnType<typeof openObjects>;

const columns = 'key, etag, size, modified, headers, metadata, checksums';
export const md5 = (data: Buffer | string) => createHash('md5').update(data).digest('hex');

/** The objects of all buckets. Keys are stored as UTF-8 bytes, since listings are in byte order. */
export function openObjects(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  notifyArrival: NotifyArrival,
) {
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS s3_object (
      bucket TEXT, key BLOB, etag TEXT, size INTEGER, modified INTEGER, headers TEXT, metadata TEXT,
      checksums TEXT, body BLOB, PRIMARY KEY (bucket, key)
    ) STRICT`);

  const put = (bucket: string, key: string, object: NewObject, reason: Reason): ObjectHead => {
    const { headers, metadata, checksums, body, etag = md5(body) } = object;
    const head = { key, etag, size: body.length, lastModified: clock.now(), headers, metadata, checksums };
    store
      .sql('INSERT OR REPLACE INTO s3_object VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        bucket,
        Buffer.from(key),
        etag,
        body.length,
        head.lastModified,
        JSON.stringify(headers),
        JSON.stringify(metadata),
        JSON.stringify(checksums),
        body,
      );
    notifyArrival(bucket, head, reason);
    return head;
  };

  const head = (bucket: string, key: string): ObjectHead | undefined => {
    const row = store
      .sql(`SELECT ${columns} FROM s3_object WHERE bucket = ? AND key = ?`)
      .get(bucket, Buffer.from(key));
    return row && fromRow(row);
  };

  const body = (bucket: string, key: string): Buffer =>
    bytes(
      store.sql('SELECT body FROM s3_object WHERE bucket = ? AND key = ?').get(bucket, Buffer.from(key))
        ?.body,
    );

  const remove = (bucket: string, key: string) =>
    store.sql('DELETE FROM s3_object WHERE bucket = ? AND key = ?').run(bucket, Buffer.from(key));

  /** The first objects, in key order, from one key (inclusive) to another (exclusive). */
  const range = (bucket: string, from: Buffer, to: Buffer | undefined, limit: number): ObjectHead[] =>
    store
      .sql(`SELECT ${columns} FROM s3_object WHERE bucket = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?`)
      .all(bucket, from, to ?? afterAll, limit)
      .map(fromRow);

  return { put, head, body, remove, range };
}

/** After every key: UTF-8 never contains the byte 255. */
const afterAll = Buffer.from([255]);

function bytes(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) return Buffer.alloc(0);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

const fromRow = (row: Record<string, unknown>): ObjectHead => ({
  key: bytes(row.key).toString(),
  etag: String(row.etag),
  size: Number(row.size),
  lastModified: Number(row.modified),
  headers: JSON.parse(String(row.headers)),
  metadata: JSON.parse(String(row.metadata)),
  checksums: JSON.parse(String(row.checksums)),
});
