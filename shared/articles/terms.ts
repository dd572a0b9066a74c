import { createHash } from 'node:crypto';
import { bylineOf } from '../authors/author.ts';
import { identityOf } from '../bangla/fold.ts';
import { formerTermOf } from '../upcast.ts';

/** Terms list articles across sections: a tag, or an author as in bylines. */
export type TermKind = 'tag' | 'author';

/**
 * The id of a term, `tag/1f2e3d4c5b6a`: the same for spellings that look alike. Hashed, because a Bengali name would
 * make a URL of 400 characters. A byline that refers to an author has that author's, `author/rahim-uddin`.
 */
export function termOf(kind: TermKind, name: string): string {
  const { slug } = kind === 'author' ? bylineOf(name) : {};
  if (slug) return `author/${slug}`;
  return `${kind}/${createHash('sha256').update(identityOf(name)).digest('hex').slice(0, 12)}`;
}

/** Whether a term is an author with a record. */
export const hasRecord = (term: string) => term.startsWith('author/') && !/\/[0-9a-f]{12}$/.test(term);

/** A tag or an author as readers see it, and its term. */
export type Named = { name: string; term: string };

/**
 * The tags or authors of an article as readers see them: each once, in the spelling that comes first. `listed` are the
 * terms that list it, if they are known: what an earlier version published is listed under the terms of its day.
 */
export function named(kind: TermKind, names: readonly string[], listed: readonly string[] = []): Named[] {
  const all = names.map((typed) => {
    const former = formerTermOf(kind, typed);
    return {
      name: kind === 'author' ? bylineOf(typed).name : typed,
      term: listed.includes(former) ? former : termOf(kind, typed),
    };
  });
  return all.filter(({ term }, at) => all.findIndex((other) => other.term === term) === at);
}

/** The tags and authors of an article as readers see them. */
export const tagsOf = ({ tags = [], terms }: { tags?: string[] | undefined; terms?: string[] }) =>
  named('tag', tags, terms);
export const authorsOf = ({ bylines, terms }: { bylines: string[]; terms?: string[] }) =>
  named('author', bylines, terms);

/** Every term of an article, without repeats. */
export const termsOf = ({ tags, bylines }: { tags: string[]; bylines: string[] }): string[] =>
  [...tagsOf({ tags }), ...authorsOf({ bylines })].map(({ term }) => term);
