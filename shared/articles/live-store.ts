import { read, readable, readMany } from '../aws/table.ts';
import { keys } from '../keys.ts';
import { isTombstone, type Live, Published } from './live.ts';

/** The live record of an article, or its tombstone; undefined before its first release. */
export async function findPublished(id: string): Promise<Published | undefined> {
  const item = await read(keys.article.live({ id }));
  return item && Published.parse(item.record);
}

/** The live records and tombstones of articles, by id; those that were never released are missing. */
export async function findAllPublished(ids: readonly string[]): Promise<Map<string, Published>> {
  const items = await readMany([...new Set(ids)].map((id) => keys.article.live({ id })));
  return new Map(items.map(({ record }) => Published.parse(record)).map((one) => [one.id, one]));
}

/** The same of articles that are beside those at hand: what cannot be read of them is left out. */
export async function findReadable(ids: readonly string[]): Promise<Map<string, Published>> {
  const items = await readMany([...new Set(ids)].map((id) => keys.article.live({ id })));
  return new Map(readable(items, Published).map((one) => [one.id, one]));
}

/** The live record, if the article has not been withdrawn. */
export async function findLive(id: string): Promise<Live | undefined> {
  const published = await findPublished(id);
  return published && !isTombstone(published) ? published : undefined;
}
