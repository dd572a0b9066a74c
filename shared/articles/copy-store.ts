import * as z from 'zod';
import { read } from '../aws/table.ts';
import { type Item, keys, padded } from '../keys.ts';
import { Problem } from '../problem.ts';
import type { Article } from './article.ts';
import { Content } from './content.ts';

/** Bytes of a copy that its item in the table holds. A longer one lies in the private bucket. */
const inItem = 100_000;

/** Where a long copy lies: named by the article and the copy's hash, so that writing it again changes nothing. */
const Elsewhere = z.object({ key: z.string(), bytes: z.int() });

/** The copy as it was saved at a version. */
export async function getContent(id: string, copyVersion: number): Promise<Content> {
  const item = await read(copyKey(id, copyVersion));
  if (!item) throw new Problem('not-found', `Article ${id} has no copy ${copyVersion}`);
  const { data } = Elsewhere.safeParse(item.record);
  return Content.parse(data ? JSON.parse(await (await bucket()).readCopy(data.key)) : item.record);
}

/** The item of an article's newest copy. A long one is put into the bucket first: nothing may name what is not there. */
export async function copyItem({ id, copyVersion, copyHash }: Article, content: Content): Promise<Item> {
  const json = JSON.stringify(content);
  const bytes = Buffer.byteLength(json);
  if (bytes <= inItem) return { ...copyKey(id, copyVersion), record: content };
  const key = `copies/${id}/${copyHash}.json`;
  await (await bucket()).writeCopy(key, json);
  return { ...copyKey(id, copyVersion), record: { key, bytes } satisfies z.infer<typeof Elsewhere> };
}

const copyKey = (id: string, version: number) => keys.article.copy({ id, version: padded(version) });

/** Loaded when it is needed: one copy in a thousand is long, and the client costs 54 ms of a cold start. */
const bucket = () => import('../aws/private-bucket.ts');
