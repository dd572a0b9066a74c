import * as z from 'zod';

/** Sizes of creatives in CSS pixels: the IAB sizes that newspapers sell. */
export const sizes = ['970x250', '728x90', '300x600', '300x250', '320x50'] as const;
export const Size = z.enum(sizes).meta({ id: 'AdSize' });
export type Size = z.infer<typeof Size>;

/** Kinds of pages that carry ads. */
export type PageKind = 'home' | 'section' | 'archive' | 'term' | 'article';

type SlotSpec = {
  /** What advertisers know it by, in their reports. */
  called: string;
  /** Sizes it takes. The stylesheet reserves the largest that the reader's screen has room for. */
  sizes: readonly Size[];
  on: readonly PageKind[];
  /** The most of these slots on one page. */
  most: number;
};

/** The slots for ads. A newsroom that sells another place adds a row here, and puts an `AdSlot` on its pages. */
export const slots = {
  /** Below the top stories of a front, and at the end of a list. */
  leaderboard: {
    called: 'প্রধান খবরের নিচে',
    sizes: ['728x90', '320x50'],
    on: ['home', 'section', 'archive', 'term'],
    most: 1,
  },
  /** At the end of the home page. */
  billboard: { called: 'প্রথম পাতার শেষে', sizes: ['970x250', '300x250'], on: ['home'], most: 1 },
  /** In the text of an article. */
  text: { called: 'খবরের ভেতরে', sizes: ['300x250'], on: ['article'], most: 2 },
  /** Beside an article where the screen is wide enough, otherwise below it. */
  side: { called: 'খবরের পাশে', sizes: ['300x600', '300x250'], on: ['article'], most: 1 },
} as const satisfies Record<string, SlotSpec>;

export type SlotName = keyof typeof slots;
export const slotNames = Object.keys(slots) as [SlotName, ...SlotName[]];

export const Slot = z
  .enum(slotNames, { error: () => `must be one of: ${slotNames.join(', ')}` })
  .meta({ id: 'AdSlot' });
