import * as z from 'zod';
import { read, readMany, sayUnreadable } from '../aws/table.ts';
import { type Item, keys, padded } from '../keys.ts';
import { Problem } from '../problem.ts';
import type { Article } from './article.ts';
import { Content } from './content.ts';

/** The longest copy, in bytes, that is stored in its table item. A longer one is stored in the private bucket. */
const inItem = 100_000;

/**
 * Where a long copy is stored. Its key has the article's id and the copy's hash, so writing it twice changes nothing.
 */
const InBucket = z.object({ key: z.string(), bytes: z.int() });

/** The copy that was saved at a version. */
export async function getContent(id: string, copyVersion: number): Promise<Content> {
  const item = await read(copyKey(id, copyVersion));
  if (!item) throw new Problem('not-found', `Article ${id} has no copy ${copyVersion}`);
  return contentIn(item);
}

/**
 * The copies that these articles were saved with at these versions, by article. Those that are missing, or cannot be read,
 * are left out.
 */
export async function findAllContents(
  wanted: readonly { id: string; copyVersion: number }[],
): Promise<Map<string, Content>> {
  const items = await readMany(wanted.map(({ id, copyVersion }) => copyKey(id, copyVersion)));
  const found = items.map(async (item) => {
    try {
      return [[keys.article.copy.inPk(item.pk).id, await contentIn(item)] as const];
    } catch (error) {
      sayUnreadable(item, error);
      return [];
    }
  });
  return new Map((await Promise.all(found)).flat());
}

/** The copy of its item. */
export async function contentIn({ record }: Item): Promise<Content> {
  const { data } = InBucket.safeParse(record);
  return Content.parse(data ? JSON.parse(await (await bucket()).readCopy(data.key)) : record);
}

/**
 * The table item of an article's newest copy. A long copy is written to the bucket first, so no item names a missing
 * object.
 */
export async function copyItem({ id, copyVersion, copyHash }: Article, content: Content): Promise<Item> {
  const json = JSON.stringify(content);
  const bytes = Buffer.byteLength(json);
  if (bytes <= inItem) return { ...copyKey(id, copyVersion), record: content };
  const key = `copies/${id}/${copyHash}.json`;
  await (await bucket()).writeCopy(key, json);
  return { ...copyKey(id, copyVersion), record: { key, bytes } satisfies z.infer<typeof InBucket> };
}

/** Where the copy is that was saved at a version. */
export const copyKey = (id: string, version: number) => keys.article.copy({ id, version: padded(version) });

/** Loaded on demand: one copy in a thousand is long, and the S3 client adds 54 ms to a cold start. */
const bucket = () => import('../aws/private-bucket.ts');
