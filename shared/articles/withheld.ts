import type { Actor } from '../actor.ts';
import type { Article } from './article.ts';

/** Whether this caller may not see the words of an article: only publishers see those of a killed one. */
export const isWithheld = ({ state }: Pick<Article, 'state'>, roles: Actor['roles']) =>
  state === 'killed' && !roles.includes('publisher');

/** An article as the caller may see it: of a killed one who killed it and when, and no word. */
export function asSeenBy(roles: Actor['roles'], article: Article): Article {
  if (!isWithheld(article, roles)) return article;
  const { headline: _gone, withdrawal, ...rest } = article;
  return withdrawal ? { ...rest, withdrawal: { by: withdrawal.by, at: withdrawal.at } } : rest;
}

/** The names of what people write in facts. */
const words = ['note', 'reason'] as const;

/** Whether a fact has words that somebody wrote. */
export const hasWords = ({ data }: { data: object }) => words.some((name) => name in data);

/** A fact of a killed article, its words withheld. */
export const withoutWords = <F extends { data: object }>(fact: F): F => {
  const hidden = words.filter((name) => name in fact.data).map((name) => [name, '(withheld)']);
  return { ...fact, data: { ...fact.data, ...Object.fromEntries(hidden) } };
};
