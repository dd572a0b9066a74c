import type { ObjectHead } from './object-head.ts';
import type { Objects } from './objects.ts';

export type Page = {
  objects: ObjectHead[];
  prefixes: string[];
  /** Where the next page begins; undefined on the last page. */
  next: Buffer | undefined;
};

/** The first byte string after all those that begin with `prefix`. */
export function after(prefix: string): Buffer | undefined {
  const bytes = Buffer.from(prefix);
  if (bytes.length === 0) return undefined;
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) + 1;
  return bytes;
}

/** The first key that can follow this one. */
export const next = (key: string) => Buffer.concat([Buffer.from(key), Buffer.from([0])]);

/** One page of a bucket, starting at `from`. Keys below a common prefix are skipped without being read. */
export function listPage(
  objects: Objects,
  bucket: string,
  { prefix, delimiter, from, max }: { prefix: string; delimiter: string; from: Buffer; max: number },
): Page {
  const page: Page = { objects: [], prefixes: [], next: undefined };
  const end = after(prefix);
  let at = Buffer.compare(from, Buffer.from(prefix)) < 0 ? Buffer.from(prefix) : from;
  for (;;) {
    const room = max - page.objects.length - page.prefixes.length;
    const rows = objects.range(bucket, at, end, room + 1);
    if (rows.length === 0) return page;
    for (const row of rows) {
      if (page.objects.length + page.prefixes.length === max) return { ...page, next: Buffer.from(row.key) };
      const cut = delimiter ? row.key.indexOf(delimiter, prefix.length) : -1;
      if (cut < 0) {
        page.objects.push(row);
        at = next(row.key);
        continue;
      }
      const common = row.key.slice(0, cut + delimiter.length);
      page.prefixes.push(common);
      at = after(common) ?? at;
      break;
    }
  }
}
