import { type Page, readList } from '../aws/table.ts';
import { Problem } from '../problem.ts';
import { type Actor, type Article, expire, isDue, isLive, type Outcome, release, system } from './article.ts';
import { findLive, getArticle, saveArticle } from './article-store.ts';
import { articleOf, dueList, expiringList } from './keys.ts';

/** Releases every approved article whose embargo has lifted, in the order in which they are due. */
export const releaseDue = (at: string) =>
  eachDue(dueList, at, async (article, actor) =>
    article.state === 'approved' && isDue(article, actor.at) ? release(article, actor) : undefined,
  );

/** Withdraws every article that readers were to have until now, in the order in which they end. */
export const expireDue = (at: string) =>
  eachDue(expiringList, at, async (article, actor) => {
    const live = await findLive(article.id);
    const isOver = live?.expireAt !== undefined && live.expireAt <= actor.at;
    return isOver && isLive(article) ? expire(article, actor) : undefined;
  });

type Decide = (article: Article, actor: Actor) => Promise<Outcome | undefined>;

/**
 * Takes what is due from a list, one by one, each a millisecond after the last, so that fronts keep the order. One that
 * fails is told of and does not hold up those behind it.
 */
async function eachDue(list: string, at: string, decide: Decide): Promise<void> {
  const failures: unknown[] = [];
  let instant = Date.parse(at);
  let from: Page['next'];
  do {
    const page: Page = await readList(list, { limit: 50, newestFirst: false, until: at, from });
    for (const { pk } of page.items) {
      const actor = system('clock', new Date(instant++).toISOString());
      await takeOne(articleOf(pk), actor, decide).catch((error) => failures.push(error));
    }
    from = page.next;
  } while (from);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${list} failed`);
}

/** Whatever else happened to it since the list was read wins: it is not due any more then, or on the next list. */
async function takeOne(id: string, actor: Actor, decide: Decide) {
  try {
    const outcome = await decide(await getArticle(id), actor);
    if (outcome) await saveArticle(outcome, actor);
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'stale')) throw error;
  }
}
