import { isTombstone, type Published, type Tombstone } from '../articles/live.ts';

/** What stands in place of an article that was withdrawn. */
export type Notice = Pick<
  Tombstone,
  'state' | 'revision' | 'path' | 'section' | 'headline' | 'reason' | 'withdrawnAt'
>;

/** What the page of a withdrawn article says; undefined for one that is there to read, or never was. */
export function noticeFor(published: Published | undefined): Notice | undefined {
  if (!published || !isTombstone(published)) return undefined;
  const { state, revision, path, section, headline, reason, withdrawnAt } = published;
  return { state, revision, path, section, headline, reason, withdrawnAt };
}
