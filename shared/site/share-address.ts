import { createHash } from 'node:crypto';
import type { Live } from '../articles/live.ts';
import { newsroom } from '../newsroom.ts';

/** What networks show of a shared link: 1.91:1, in pixels. */
export const shareSize = { width: 1200, height: 630 } as const;

/** Where the image of an article's shared links lies. Each revision replaces it. */
export const sharePath = (id: string) => `/share/${id}.jpg`;

/** What the image of a shared link shows, beside the picture. */
export type Shared = Pick<Live, 'id' | 'section' | 'headline'>;

/** Counts how it looks: networks keep an image for as long as its address stays the same. */
const design = 1;

/** The address of an image; another one when it shows something else. */
export const shareAddress = (shared: Shared, picture = ''): string => {
  const { id, section, headline } = shared;
  const shown = JSON.stringify([design, newsroom.sections[section], headline, picture]);
  return `${sharePath(id)}?${createHash('sha256').update(shown).digest('hex').slice(0, 10)}`;
};
