import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, NoSuchKey, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { canonical } from '../../shared/canonical.ts';
import { keys } from '../../shared/keys.ts';
import { schema } from '../../shared/upcast.ts';
import { Mistake } from '../local/cli/options.ts';
import { restoredMark } from '../topology/restored.ts';
import { countedOf, files, format, hashOf, Kept, type Manifest, placeOf } from './export-files.ts';
import { inParallel } from './in-parallel.ts';
import { type Attributes, itemOf, lineOf } from './item-line.ts';
import { linesOf, writeLines } from './lines.ts';
import { printAside } from './print.ts';
import { followChanges, placeIn } from './table-changes.ts';
import { hasEnded, isFact, isOfReaders, isOfReadOnly, prefixes } from './what-is-kept.ts';
import type { Bucket, World } from './world.ts';

/** Parts of the table that are read at the same time, a page of 1 MB of each in memory; and objects. */
const [segments, objectsAtOnce] = [4, 8];
/** Milliseconds after which the changes of the table are looked at again. */
const lookEvery = 30_000;

type Wish = {
  to: string;
  withoutReaders?: boolean;
  /** The time of the table: what has ended by then is left out. */
  now?: () => number;
  /** Hears of each page of items that was read. */
  hear?: (items: number) => Promise<unknown>;
};

export type Exported = Manifest & { changed: number; leftOut: number; reused: number };

/**
 * Writes everything that cannot be made again into a folder: all items of the table as they are at the end, by a scan and what
 * changed during it, and the objects of both buckets. One that was interrupted begins anew, with the objects it has.
 */
export async function exportNewsroom(
  world: World,
  { to, withoutReaders = false, now = Date.now, hear }: Wish,
): Promise<Exported> {
  await mustBeWhole(world);
  await prepare(to);
  const begun = new Date().toISOString();
  let leftOut = 0;
  const kept = (item: Attributes): string | undefined => {
    if (isOfReadOnly(item) || hasEnded(item, now()) || (withoutReaders && isOfReaders(item)))
      return undefined;
    if (!isFact(item)) return lineOf(item);
    // Of the table it was restored into, not of the fact.
    const { [restoredMark]: _, ...fact } = item;
    return lineOf(fact);
  };
  const changes = new Map<string, string | undefined>();
  const stream = await followChanges(world, (place, item) => changes.set(place, item && kept(item)));

  const scan = await writeLines(join(to, files.scan));
  let looked = performance.now();
  await inParallel(
    Array.from({ length: segments }, (_, i) => i),
    segments,
    async (Segment) => {
      for await (const items of pagesOf(world, Segment)) {
        for (const item of items) {
          const line = kept(item);
          if (line === undefined) leftOut++;
          else await scan.write(line);
        }
        await hear?.(items.length);
        if (performance.now() - looked < lookEvery) continue;
        looked = performance.now();
        await stream.read();
      }
    },
  );
  await scan.end();
  if (!(await stream.readToTheEnd()))
    printAside('khobor: the table changes all the time: what was saved in the last second may be torn');
  const ended = new Date().toISOString();
  const items = await writeTable(to, changes);
  const { objects, reused } = await writeObjects(world, to);
  const manifest: Manifest = {
    ...{ format, schema, table: world.table, begun, ended, withoutReaders, items, objects },
    hash: hashOf({ items, objects }),
  };
  await writeFile(join(to, `${files.manifest}.new`), `${JSON.stringify(manifest, null, 2)}\n`, {
    mode: 0o600,
  });
  await rename(join(to, `${files.manifest}.new`), join(to, files.manifest));
  await rm(join(to, files.former), { force: true });
  return { ...manifest, changed: changes.size, leftOut, reused };
}

/** Throws a `Mistake` while another export is being restored here. */
async function mustBeWhole({ dynamodb, table }: World) {
  const { pk, sk } = keys.restoring({});
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true }),
  );
  if (Item) throw new Mistake(`An export is being restored into ${table}, and not all of it is there`);
}

/** Makes the folder, for its owner alone. Throws a `Mistake` if there is a whole export, or something else. */
async function prepare(folder: string) {
  await mkdir(join(folder, files.bytes), { recursive: true, mode: 0o700 });
  const there = await readdir(folder);
  if (there.includes(files.manifest))
    throw new Mistake(`There is an export in ${folder} already; name another folder with --to`);
  const known: readonly string[] = [...Object.values(files), `${files.manifest}.new`];
  const strange = there.find((name) => !known.includes(name));
  if (strange)
    throw new Mistake(`${folder} holds other things (${strange}); name a folder of its own with --to`);
}

async function* pagesOf({ dynamodb, table }: World, Segment: number): AsyncGenerator<Attributes[]> {
  for (let last: Attributes | undefined, isFirst = true; isFirst || last; isFirst = false) {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new ScanCommand({
        TableName: table,
        ConsistentRead: true,
        Segment,
        TotalSegments: segments,
        ...(last ? { ExclusiveStartKey: last } : {}),
      }),
    );
    yield Items;
    last = LastEvaluatedKey;
  }
}

/** Puts what changed during the scan over what was read. */
async function writeTable(folder: string, changes: ReadonlyMap<string, string | undefined>) {
  const table = await writeLines(join(folder, files.table));
  for await (const line of linesOf(join(folder, files.scan)))
    if (changes.size === 0 || !changes.has(placeIn(itemOf(line)))) await table.write(line);
  for (const line of changes.values()) if (line !== undefined) await table.write(line);
  const sums = await table.end();
  await rm(join(folder, files.scan));
  return sums;
}

/** Fetches every object that the folder does not have from before. One that is removed meanwhile is left out. */
async function writeObjects(world: World, folder: string) {
  const former = await readFormer(folder);
  const list = await writeLines(join(folder, files.objects));
  let [bytesOfObjects, reused] = [0, 0];
  await inParallel(objectsOf(world), objectsAtOnce, async (one) => {
    const there = former.get(nameOf(one));
    const isThere = there !== undefined && (await sizeOf(placeOf(folder, there.sha256))) === there.size;
    if (isThere) reused++;
    const object = isThere ? there : await fetchObject(world, folder, one);
    if (!object) return;
    bytesOfObjects += object.size;
    await list.write(canonical(object), countedOf(object));
  });
  return { objects: { ...(await list.end()), bytesOfObjects }, reused };
}

type Listed = Pick<Kept, 'bucket' | 'key' | 'etag'>;

const nameOf = ({ bucket, key, etag }: Listed) => JSON.stringify([bucket, key, etag]);

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );

/** What an export that was interrupted has of objects, whole lines alone. */
async function readFormer(folder: string): Promise<Map<string, Kept>> {
  const found = new Map<string, Kept>();
  const list = join(folder, files.objects);
  if ((await sizeOf(list)) !== undefined) await rename(list, join(folder, files.former));
  if ((await sizeOf(join(folder, files.former))) === undefined) return found;
  for await (const line of linesOf(join(folder, files.former))) {
    const { data } = Kept.safeParse(JSON.parse(line));
    if (data) found.set(nameOf(data), data);
  }
  return found;
}

async function* objectsOf({ s3, buckets }: World): AsyncGenerator<Listed> {
  for (const bucket of ['private', 'site'] as const)
    for (const Prefix of prefixes[bucket])
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client: s3 },
        { Bucket: buckets[bucket], Prefix },
      ))
        for (const { Key, ETag } of Contents)
          if (Key !== undefined && ETag !== undefined) yield { bucket, key: Key, etag: ETag };
}

let temporary = 0;

async function fetchObject(
  { s3, buckets }: World,
  folder: string,
  { bucket, key }: { bucket: Bucket; key: string },
): Promise<Kept | undefined> {
  const got = await s3
    .send(new GetObjectCommand({ Bucket: buckets[bucket], Key: key }))
    .catch((error: unknown) => {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    });
  if (!got) return undefined;
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(some: Buffer, _, done) {
      hash.update(some);
      size += some.length;
      done(null, some);
    },
  });
  const part = join(folder, files.bytes, `part-${process.pid}-${temporary++}`);
  await pipeline(got.Body as Readable, measure, createWriteStream(part, { mode: 0o600, flush: true }));
  const sha256 = hash.digest('hex');
  const place = placeOf(folder, sha256);
  await mkdir(join(place, '..'), { recursive: true, mode: 0o700 });
  await rename(part, place);
  const { ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage } = got;
  return {
    ...{ bucket, key, size, sha256, etag: got.ETag ?? '', metadata: got.Metadata ?? {} },
    headers: { ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage },
  };
}
