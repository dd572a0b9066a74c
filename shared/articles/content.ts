import * as z from 'zod';
import { isVisible } from '../clean-text.ts';
import { AlertLevel, Section } from '../newsroom.ts';
import { line, text } from '../text.ts';
import { Block, Link, Picture, picturesOf, plainText } from './body.ts';
import { Slug } from './slug.ts';

const isPictured = (kind: Block['kind']) => kind === 'image' || kind === 'gallery';

/** The most pictures of one body: an article has twenty at most, a day in pictures a hundred. */
const mostPictures = 200;

/** The content of an article: everything an editor approves, nothing about its state. Lengths are in code points. */
export const Content = z.strictObject({
  section: Section,
  headline: line(160),
  shoulder: line(120).optional(),
  standfirst: text(500).optional(),
  /** Names; one that refers to an author has the author's slug after it: `রহিম উদ্দিন @rahim-uddin`. */
  bylines: z.array(line(150)).max(10),
  dateline: line(80).optional(),
  source: z.strictObject({ name: line(120), url: Link.optional() }).optional(),
  body: z
    .array(Block)
    .min(1, { error: 'is empty' })
    .max(20_000, { error: 'has more than 20,000 blocks' })
    .refine((blocks) => blocks.some(({ kind }) => isPictured(kind)) || isVisible(plainText(blocks)), {
      error: 'is empty',
    })
    .refine((blocks) => blocks.flatMap(picturesOf).length <= mostPictures, {
      error: `has more than ${mostPictures} pictures`,
    }),
  /** The picture above the text; fronts and feeds show it with the headline. */
  lead: Picture.optional(),
  tags: z.array(line(60)).max(20),
  /** Words for its address. They may change: every address that it had leads to the one it has. */
  slug: Slug.optional(),
  alert: AlertLevel,
});
export type Content = z.infer<typeof Content>;
