import { createHash } from 'node:crypto';
import { fold } from '../bangla/fold.ts';

/** What articles are gathered under beside their section: a tag, or an author as bylines name them. */
export type TopicKind = 'tag' | 'author';

/** `tag/1f2e3d4c5b6a`: the same for spellings that look alike. Names are no addresses: a Bengali one is 400 characters long. */
export const topicOf = (kind: TopicKind, name: string) =>
  `${kind}/${createHash('sha256').update(fold(name.trim())).digest('hex').slice(0, 12)}`;

/** Every topic of an article, each once. */
export const topicsOf = ({ tags, bylines }: { tags: string[]; bylines: string[] }): string[] => [
  ...new Set([
    ...tags.map((name) => topicOf('tag', name)),
    ...bylines.map((name) => topicOf('author', name)),
  ]),
];
