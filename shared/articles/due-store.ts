import { type Actor, system } from '../actor.ts';
import { type Position, readList } from '../aws/table.ts';
import { keys, lists } from '../keys.ts';
import { sections } from '../newsroom.ts';
import { retryStale } from '../retry-stale.ts';
import { settleAll } from '../settle-all.ts';
import { type Article, isDue, isLive } from './article.ts';
import { getArticle, saveArticle } from './article-store.ts';
import { release } from './clearing.ts';
import { findLive } from './live-store.ts';
import { failRender } from './rendering.ts';
import { expire } from './withdrawing.ts';
import type { Outcome } from './workflow.ts';

/** Releases every approved article whose embargo has lifted, earliest first. */
export const releaseDue = (at: string) =>
  eachDue(lists.due({}), at, at, async (article, actor) =>
    article.state === 'approved' && isDue(article, actor.at) ? release(article, actor) : undefined,
  );

/**
 * How long a release may take to become a page, in milliseconds: a message of the renderer is parked after five tries, two
 * minutes apart, and a release whose fact was lost is announced again after ten.
 */
const longest = 25 * 60_000;

/** Says of every article that is still without its page long after its release that it could not be rendered. */
export async function failUnrendered(at: string): Promise<void> {
  const until = new Date(Date.parse(at) - longest).toISOString();
  await settleAll(
    sections.map((section) =>
      eachDue(lists.desk({ section, state: 'released' }), until, at, async (article, actor) =>
        article.state === 'released' && !article.renderFailed
          ? failRender(
              article,
              'The page was not ready in 25 minutes: the renderer died, or did not get to it',
              actor,
            )
          : undefined,
      ),
    ),
  );
}

/** Withdraws every article whose expiry has passed, earliest first. */
export const expireDue = (at: string) =>
  eachDue(lists.expiring({}), at, at, async (article, actor) => {
    const live = await findLive(article.id);
    const isOver = live?.expireAt !== undefined && live.expireAt <= actor.at;
    return isOver && isLive(article) ? expire(article, actor) : undefined;
  });

type Decide = (article: Article, actor: Actor) => Promise<Outcome | undefined>;

/**
 * Takes a step on each due article of a list, one by one, each a millisecond after the last so that fronts keep the
 * order. A failure does not stop the articles behind it; all failures are thrown together at the end.
 */
async function eachDue(list: string, until: string, at: string, decide: Decide): Promise<void> {
  const failures: unknown[] = [];
  let instant = Date.parse(at);
  let from: Position | undefined;
  do {
    const { items, next } = await readList(list, { limit: 50, newestFirst: false, until, from });
    for (const { pk } of items) {
      const actor = system('clock', new Date(instant++).toISOString());
      await takeOne(keys.article.head.inPk(pk).id, actor, decide).catch((error) => failures.push(error));
    }
    from = next;
  } while (from);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${list} failed`);
}

/** If somebody saved the article since it was read, it is read again: it may no longer be due. */
const takeOne = (id: string, actor: Actor, decide: Decide) =>
  retryStale(async () => {
    const outcome = await decide(await getArticle(id), actor);
    if (outcome) await saveArticle(outcome, actor);
  }, Math.random);
