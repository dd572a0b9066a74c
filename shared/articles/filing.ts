import * as z from 'zod';
import { lengthOf, prose } from '../text.ts';
import { Block, bodyLength } from './body.ts';
import { Content } from './content.ts';
import { blocksOfMarkdown, isTangled, isTooDeep } from './markdown.ts';

/** Code points of text in one body: a very long read has 60,000. Three bytes each in Bengali. */
const maxBody = 100_000;

const tooLong = `is longer than ${maxBody} characters (code points); split it into parts`;

/** A body as people send it: Markdown, or the blocks themselves. Either way it is kept as blocks. */
const Body = z
  .union([
    prose
      .refine((raw) => lengthOf(raw) <= maxBody, { error: tooLong, abort: true })
      .refine((raw) => !isTooDeep(raw), { error: 'nests quotes or lists more than 20 deep', abort: true })
      .refine((raw) => !isTangled(raw), {
        error: 'has a paragraph with over 2,000 of * _ [ ] `',
        abort: true,
      })
      .transform(blocksOfMarkdown),
    z.array(Block),
  ])
  .pipe(Content.shape.body)
  .refine((blocks) => bodyLength(blocks) <= maxBody, { error: tooLong });

/** An article as it is filed: what the desk did not say is empty. */
export const Filing = Content.extend({
  body: Body,
  bylines: Content.shape.bylines.default([]),
  tags: Content.shape.tags.default([]),
  alert: Content.shape.alert.default('none'),
});
