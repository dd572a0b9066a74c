import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { canonical } from '../../shared/canonical.ts';

/**
 * The files of an export. `export.json` is written last: a folder without it holds none, or one that was interrupted.
 *
 *     export.json      what it is of, counts and hashes
 *     table.ndjson     every item of the table, one a line
 *     objects.ndjson   every object that is kept, one a line: key, size, SHA-256, headers
 *     objects/ab/ab…   their bytes, under their SHA-256
 */
export const files = {
  manifest: 'export.json',
  table: 'table.ndjson',
  scan: 'scan.ndjson',
  objects: 'objects.ndjson',
  former: 'objects.former.ndjson',
  bytes: 'objects',
} as const;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().min(0);
const Lines = z.object({ lines: Count, bytes: Count, sha256: Sha256, sum: Sha256 });

/** How the files of an export are laid out. Another number cannot be read. */
export const format = 1;

export const Manifest = z.object({
  format: z.literal(format),
  /** The form of the records, as `shared/upcast.ts` counts it. */
  schema: z.int(),
  table: z.string(),
  /** The export shows the table as it was at its end. */
  begun: z.iso.datetime(),
  ended: z.iso.datetime(),
  withoutReaders: z.boolean(),
  items: Lines,
  objects: Lines.extend({ bytesOfObjects: Count }),
  /** Of everything, whatever order it was read in: two newsrooms with the same content have the same. */
  hash: Sha256,
});
export type Manifest = z.infer<typeof Manifest>;

export const hashOf = ({ items, objects }: { items: { sum: string }; objects: { sum: string } }) =>
  createHash('sha256').update(`${items.sum} ${objects.sum}`).digest('hex');

/** An object as the export lists it. */
export const Kept = z.object({
  bucket: z.enum(['site', 'private']),
  key: z.string().min(1),
  size: Count,
  sha256: Sha256,
  headers: z.object({
    ContentType: z.string().optional(),
    CacheControl: z.string().optional(),
    ContentDisposition: z.string().optional(),
    ContentEncoding: z.string().optional(),
    ContentLanguage: z.string().optional(),
  }),
  metadata: z.record(z.string(), z.string()),
  /** What S3 calls this content, by which an export that goes on knows what it has. */
  etag: z.string(),
});
export type Kept = z.infer<typeof Kept>;

/** What counts of an object: all but what S3 calls it. */
export const countedOf = ({ etag: _, ...counted }: Kept): string => canonical(counted);

export const placeOf = (folder: string, sha256: string) =>
  join(folder, files.bytes, sha256.slice(0, 2), sha256);

/** The SHA-256 of a file and its size, read piece by piece. */
export async function sha256Of(path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const some of createReadStream(path)) {
    hash.update(some as Buffer);
    size += (some as Buffer).length;
  }
  return { size, sha256: hash.digest('hex') };
}
