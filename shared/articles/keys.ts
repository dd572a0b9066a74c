import type { State } from './article.ts';

/** Where an article's items lie: all under one partition. Versions are padded, so that they sort by number. */
export const pkOf = (id: string) => `ARTICLE#${id}`;
export const headKey = (id: string) => ({ pk: pkOf(id), sk: 'HEAD' });
export const liveKey = (id: string) => ({ pk: pkOf(id), sk: 'LIVE' });
export const expiryKey = (id: string) => ({ pk: pkOf(id), sk: 'EXPIRY' });
export const leaseKey = (id: string) => ({ pk: pkOf(id), sk: 'LEASE' });
export const copyKey = (id: string, version: number) => ({
  pk: pkOf(id),
  sk: `COPY#${String(version).padStart(8, '0')}`,
});
export const previewKey = (id: string, hash: string) => ({ pk: pkOf(id), sk: `PREVIEW#${hash}` });

/** An article on the page of a tag or an author: newest last. */
export const topicKey = (topic: string, { id, publishedAt }: { id: string; publishedAt: string }) => ({
  pk: topicPk(topic),
  sk: `AT#${publishedAt}#${id}`,
});
export const topicPk = (topic: string) => `TOPIC#${topic}`;

/** The article that an item of its partition belongs to. */
export const articleOf = (pk: string) => pk.slice(pkOf('').length);

/** Lists of the index: a desk's queue, what readers have of a section, what is due to go out, and to end. */
export const deskList = (section: string, state: State) =>
  state === 'published' ? `LIVE#${section}` : `DESK#${section}#${state}`;
export const dueList = 'DUE';
export const expiringList = 'EXPIRING';

/** What happened on a day (UTC), across articles. */
export const activityList = (at: string) => `ACTIVITY#${at.slice(0, 10)}`;
