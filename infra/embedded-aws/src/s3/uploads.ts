import { randomBytes } from 'node:crypto';
import { AwsError, type ServiceContext } from '../service.ts';
import { md5, type NewObject } from './objects.ts';
import type { UploadSum } from './upload-sums.ts';

export type Part = { number: number; etag: string; size: number; modified: number };
/** The headers, metadata and checksum algorithm that the object will have. */
type Opened = Pick<NewObject, 'headers' | 'metadata'> & { sum?: UploadSum | undefined };
export type Uploads = ReturnType<typeof openUploads>;

/** Multipart uploads in progress. Functions that write must be called inside `store.write`. */
export function openUploads({ store, clock }: Pick<ServiceContext, 'store' | 'clock'>) {
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS s3_upload (id TEXT PRIMARY KEY, bucket TEXT, key TEXT, described TEXT) STRICT;
    CREATE TABLE IF NOT EXISTS s3_part (
      upload TEXT, number INTEGER, etag TEXT, size INTEGER, modified INTEGER, body BLOB,
      PRIMARY KEY (upload, number)
    ) STRICT`);

  const open = (bucket: string, key: string, described: Opened): string => {
    const id = randomBytes(24).toString('base64url');
    store.sql('INSERT INTO s3_upload VALUES (?, ?, ?, ?)').run(id, bucket, key, JSON.stringify(described));
    return id;
  };

  const get = (id: string, bucket: string, key: string): Opened => {
    const row = store
      .sql('SELECT described FROM s3_upload WHERE id = ? AND bucket = ? AND key = ?')
      .get(id, bucket, key);
    if (row) return JSON.parse(String(row.described));
    throw new AwsError(
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      404,
      { UploadId: id },
    );
  };

  const putPart = (id: string, number: number, body: Buffer): string => {
    const etag = md5(body);
    store
      .sql('INSERT OR REPLACE INTO s3_part VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, number, etag, body.length, clock.now(), body);
    return etag;
  };

  const parts = (id: string): Part[] =>
    store
      .sql('SELECT number, etag, size, modified FROM s3_part WHERE upload = ? ORDER BY number')
      .all(id)
      .map((row) => ({
        number: Number(row.number),
        etag: String(row.etag),
        size: Number(row.size),
        modified: Number(row.modified),
      }));

  const bodies = (id: string, numbers: number[]): Buffer[] =>
    numbers.flatMap((number) => {
      const body = store
        .sql('SELECT body FROM s3_part WHERE upload = ? AND number = ?')
        .get(id, number)?.body;
      return body instanceof Uint8Array ? [Buffer.from(body.buffer, body.byteOffset, body.byteLength)] : [];
    });

  const close = (id: string) => {
    store.sql('DELETE FROM s3_part WHERE upload = ?').run(id);
    store.sql('DELETE FROM s3_upload WHERE id = ?').run(id);
  };

  return { open, get, putPart, parts, bodies, close };
}

export function partNumberOf(query: URLSearchParams): number {
  const number = Number(query.get('partNumber'));
  if (Number.isInteger(number) && number >= 1 && number <= 10_000) return number;
  throw new AwsError(
    'InvalidArgument',
    'Part number must be an integer between 1 and 10000, inclusive',
    400,
    {
      ArgumentName: 'partNumber',
    },
  );
}
