import * as z from 'zod';
import type { Actor } from '../actor.ts';
import { read, readAllUnder } from '../aws/table.ts';
import { ifUnchanged, put, removal, transact, transactIf } from '../aws/transact.ts';
import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { getArticle } from './article-store.ts';
import { WorkingCopy, workingLasts } from './working.ts';

/**
 * A long one lies in the private bucket, as long copies do: the item says where. Others are text in the item, since the table
 * takes no deep nesting and not every number; those of an earlier version are not.
 */
const Kept = z
  .object({ json: z.string() })
  .or(WorkingCopy)
  .or(z.object({ key: z.string() }));

/** The longest, in bytes of JSON, that is kept in its table item. */
const inItem = 100_000;
const tries = 4;

/** Keeps somebody's unsaved copy in place of the one before. Throws `wrong-state` for a killed article. */
export async function keepWorking(
  id: string,
  given: Pick<WorkingCopy, 'from' | 'fields'>,
  actor: Actor,
  attempt = 1,
): Promise<WorkingCopy> {
  const { state, version } = await getArticle(id);
  if (state === 'killed')
    throw new Problem('wrong-state', `${id} is killed: nothing of it is kept`, { state, version });
  const copy: WorkingCopy = { ...given, at: actor.at };
  const json = JSON.stringify(copy);
  const isLong = Buffer.byteLength(json) > inItem;
  // The bucket forgets what lies there when its item has ended.
  const key = `copies/working/${id}/${encodeURIComponent(actor.by)}.json`;
  if (isLong) await (await bucket()).writeCopy(key, json);
  const ttl = Math.ceil(Date.parse(actor.at) / 1000) + workingLasts;
  const item = { ...keyOf(id, actor), ttl, record: isLong ? { key } : { json } };
  // Of an article that is killed meanwhile nothing is kept.
  if (await transactIf([put(item), ifUnchanged({ key: keys.article.head({ id }), version })])) return copy;
  if (attempt === tries) throw new Problem('busy', 'Others are saving this article at the same moment');
  return keepWorking(id, given, actor, attempt + 1);
}

/** The caller's own unsaved copy. Throws `not-found` when there is none, and for a killed article. */
export async function getWorking(id: string, actor: Actor): Promise<WorkingCopy> {
  const [{ state }, item] = await Promise.all([getArticle(id), read(keyOf(id, actor))]);
  const isOver = item?.ttl !== undefined && item.ttl <= Date.parse(actor.at) / 1000;
  if (!item || isOver || state === 'killed')
    throw new Problem('not-found', `You have kept nothing unsaved of ${id}`);
  const kept = Kept.parse(item.record);
  if ('from' in kept) return kept;
  const json = 'json' in kept ? kept.json : await (await bucket()).readCopy(kept.key);
  return WorkingCopy.parse(JSON.parse(json));
}

/** Drops the caller's unsaved copy; there need be none. */
export const dropWorking = (id: string, actor: Actor) => transact([removal(keyOf(id, actor))]);

/** The most parts of a transaction of DynamoDB. */
const atOnce = 100;

/**
 * Drops everybody's unsaved copies of a killed article, which nobody is given any more. Not with the kill: they are as many as
 * people wrote at it, and a transaction is not.
 */
export async function dropAllWorking(id: string): Promise<void> {
  const all = await readAllUnder(keys.article.head.partition({ id }), keys.article.working.prefix);
  for (let from = 0; from < all.length; from += atOnce)
    await transact(all.slice(from, from + atOnce).map(({ pk, sk }) => removal({ pk, sk })));
}

const keyOf = (id: string, { by }: Pick<Actor, 'by'>) => keys.article.working({ id, by });

/** Loaded on demand: few are long. */
const bucket = () => import('../aws/private-bucket.ts');
