import type { NewsEvent } from '../events.ts';
import type { Correction } from './live.ts';

/** A revision that readers got: its copy, when, what it was, and the note of a correction. */
export type Release = {
  revision: number;
  copyVersion: number;
  releasedAt: string;
  kind: 'publication' | 'correction' | 'update' | 'reinstatement';
  note?: string;
};

/** Every revision that readers got, from an article's history. */
export function releasesIn(facts: readonly NewsEvent[]): Release[] {
  const releases: Release[] = [];
  let open: Pick<Release, 'kind' | 'note'> = { kind: 'publication' };
  for (const { type, at: releasedAt, data } of facts) {
    if (type === 'article.correction-opened') open = { kind: 'correction', note: data.note };
    if (type === 'article.update-opened') open = { kind: 'update' };
    if (type === 'article.reworded')
      open = data.note === undefined ? { kind: 'update' } : { kind: 'correction', note: data.note };
    if (type === 'article.reinstated') open = { kind: 'reinstatement' };
    // It could not be rendered, so readers never got it.
    if (type === 'article.returned' && data.wasReleased) open = releases.pop() ?? open;
    if (type !== 'article.released' && type !== 'article.reinstated') continue;
    const { revision, copyVersion } = data;
    const { kind, note } = open;
    releases.push({ revision, copyVersion, releasedAt, kind, ...(note === undefined ? {} : { note }) });
  }
  return releases;
}

/** The corrections that readers were told of, from an article's history. */
export const correctionsIn = (facts: readonly NewsEvent[]): Correction[] =>
  releasesIn(facts).flatMap(({ revision, releasedAt: at, note }) =>
    note === undefined ? [] : [{ at, revision, note }],
  );
