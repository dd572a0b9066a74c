import { createHash } from 'node:crypto';
import { fold } from '../bangla/fold.ts';

/** Terms list articles across sections: a tag, or an author as in bylines. */
export type TermKind = 'tag' | 'author';

/**
 * The id of a term, `tag/1f2e3d4c5b6a`: the same for spellings that look alike. Hashed, because a Bengali name would
 * make a URL of 400 characters.
 */
export const termOf = (kind: TermKind, name: string) =>
  `${kind}/${createHash('sha256').update(fold(name.trim())).digest('hex').slice(0, 12)}`;

/** Every term of an article, without repeats. */
export const termsOf = ({ tags, bylines }: { tags: string[]; bylines: string[] }): string[] => [
  ...new Set([...tags.map((name) => termOf('tag', name)), ...bylines.map((name) => termOf('author', name))]),
];
