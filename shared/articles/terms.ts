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

/** What ids of terms look like: the edge leaves these as they are in an address. */
export const idForms: Record<TermKind, RegExp> = {
  tag: /^[0-9a-f]{12}$/,
  author: /^[a-z0-9]+(-[a-z0-9]+)*$/,
};

/** In UTF-16 units: 1,080 bytes of an address, where browsers and the metadata of objects (2 KB) have room for it. */
const longest = 120;

/**
 * How the address of a term names it, `নদী_ভাঙন`: the form that all spellings of its name share, with `_` for spaces, from which
 * the edge finds its object. Undefined where the term has no other name than its id: one of an author's record, one that an
 * earlier version made, and a name that an address cannot have as it is (signs other than letters, digits, hyphens and dots
 * between them, and no longer than 120), or that looks like an id.
 */
export function spelledInAddress({ name, term }: Named): string | undefined {
  const kind = term.startsWith('tag/') ? 'tag' : 'author';
  const identity = identityOf(name);
  const spelled = identity.replaceAll(' ', '_');
  // What is left when a joiner goes may be one letter to the edge.
  const isItsOwnForm = identityOf(identity) === identity;
  const isPlain = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .-]*[\p{L}\p{M}\p{N}])?$/u.test(identity);
  const isCurrent = termOf(kind, name) === term && !idForms[kind].test(spelled);
  return isPlain && isItsOwnForm && isCurrent && spelled.length <= longest ? spelled : undefined;
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
