import * as z from 'zod';
import { AlertLevel, Section } from '../newsroom.ts';
import { isVisible, line, text } from '../text.ts';
import { Block, Link, plainText } from './body.ts';

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
    .refine((blocks) => isVisible(plainText(blocks)), { error: 'is empty' }),
  tags: z.array(line(60)).max(20),
  alert: AlertLevel,
});
export type Content = z.infer<typeof Content>;
