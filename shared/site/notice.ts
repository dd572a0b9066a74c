import { isTombstone, type Published, type Tombstone } from '../articles/live.ts';

/** The content of a notice: the page in place of a withdrawn article. */
export type Notice = Pick<
  Tombstone,
  'state' | 'revision' | 'path' | 'section' | 'headline' | 'reason' | 'withdrawnAt'
>;

/** The notice for a withdrawn article; undefined for a live one, or one that was never released. */
export function noticeFor(published: Published | undefined): Notice | undefined {
  if (!published || !isTombstone(published)) return undefined;
  const { state, revision, path, section, headline, reason, withdrawnAt } = published;
  // What went out before its time says nothing, not even its headline.
  return {
    state,
    revision,
    path,
    section,
    ...(state === 'unpublished' ? {} : { headline, reason }),
    withdrawnAt,
  };
}
