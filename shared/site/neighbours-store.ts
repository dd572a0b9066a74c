import { isTombstone, Live, listOfLive, type Published } from '../articles/live.ts';
import { findPublished } from '../articles/live-store.ts';
import { apart, readable, readList } from '../aws/table.ts';
import { canonical } from '../canonical.ts';
import type { Standing } from '../events.ts';
import { type Key, lists } from '../keys.ts';
import { Section } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import { linkCount } from './latest.ts';

/** Articles whose pages link to another, and the keys of those that cannot be read: their pages stay as they are. */
export type Neighbours = { lives: Live[]; unreadable: Key[] };

/**
 * An article's neighbours: published articles whose pages link to it, the next ones in its section and in its former
 * section. When it changes, their pages change too, and no others.
 */
export async function neighboursOf(published: Published, left: Standing | undefined): Promise<Neighbours> {
  // No page leads on to what came from an archive.
  if (published.isBackdated) return { lives: [], unreadable: [] };
  const both = [...new Set([published.section, ...(left ? [left.section] : [])])];
  const all = await Promise.all(both.map((section) => successorsOf(published, section)));
  return {
    lives: all.flatMap(({ lives }) => lives),
    unreadable: all.flatMap(({ unreadable }) => unreadable),
  };
}

/** The articles of a section first published after this one, oldest first. */
async function successorsOf({ id, publishedAt }: Published, section: string): Promise<Neighbours> {
  const { items } = await readList(lists.live({ section }), {
    limit: linkCount + 1,
    newestFirst: false,
    since: publishedAt,
  });
  const { whole, unreadable } = apart(items, Live);
  return { lives: whole.filter((live) => live.id !== id).slice(0, linkCount), unreadable };
}

/**
 * The article's live record or tombstone, once the index agrees with it: a published article is on the list of its
 * section and on no other, a withdrawn one is on none. `left` are sections that it was moved away from. Indexes may be a
 * moment behind the table. Throws `busy` after two seconds.
 */
export async function untilIndexed(id: string, left: readonly string[] = []): Promise<Published | undefined> {
  for (let wait = 20; wait < 2_000; wait *= 2) {
    const published = await findPublished(id);
    if (!published || published.state === 'released') return published;
    const all = [...new Set([published.section, ...left])];
    const areIndexed = await Promise.all(all.map((section) => isIndexed(published, section)));
    if (areIndexed.every((is) => is)) return published;
    await new Promise((done) => setTimeout(done, wait));
  }
  throw new Problem('busy', `${id} has changed, but the index does not show it yet`);
}

/** Whether a section's list in the index agrees with an article's record. */
async function isIndexed(published: Published, section: string) {
  const { id, revision, publishedAt } = published;
  const { items } = await readList(listOfLive({ ...published, section: Section.parse(section) }), {
    limit: 100,
    since: publishedAt,
    until: publishedAt,
  });
  const listed = readable(items, Live).find((live) => live.id === id);
  if (isTombstone(published) || section !== published.section) return !listed;
  return listed?.revision === revision && canonical(listed.lead) === canonical(published.lead);
}
