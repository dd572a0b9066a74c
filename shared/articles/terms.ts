import { createHash } from 'node:crypto';
import { fold } from '../bangla/fold.ts';

/** What articles are listed under beside their section: a tag, or an author as bylines name them. */
export type TermKind = 'tag' | 'author';

/** The id of a term, `tag/1f2e3d4c5b6a`: the same for spellings that look alike. A Bengali name would be a URL of 400 characters. */
export const termOf = (kind: TermKind, name: string) =>
  `${kind}/${createHash('sha256').update(fold(name.trim())).digest('hex').slice(0, 12)}`;

/** Every term of an article, each once. */
export const termsOf = ({ tags, bylines }: { tags: string[]; bylines: string[] }): string[] => [
  ...new Set([...tags.map((name) => termOf('tag', name)), ...bylines.map((name) => termOf('author', name))]),
];
