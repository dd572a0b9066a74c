import { read } from '../aws/table.ts';
import { keys } from '../keys.ts';
import { isTombstone, type Live, Published } from './live.ts';

/** What readers have of an article: the article, or its tombstone; nothing before it has gone out. */
export async function findPublished(id: string): Promise<Published | undefined> {
  const item = await read(keys.article.live({ id }));
  return item && Published.parse(item.record);
}

/** What readers can read of it, if anything. */
export async function findLive(id: string): Promise<Live | undefined> {
  const published = await findPublished(id);
  return published && !isTombstone(published) ? published : undefined;
}
