import * as z from 'zod';
import { prose } from '../text.ts';
import { Block, bodyBytes } from './body.ts';
import { Content } from './content.ts';
import { tooComplex } from './too-complex.ts';

/** The most text in one body, in bytes of UTF-8: 2 MB are 660,000 Bengali letters, a whole book. */
const maxBytes = 2_000_000;
const tooLong = `is longer than ${maxBytes} bytes of UTF-8; split it into parts`;

/** The largest body in bytes of JSON: it has to fit into one API response. */
const maxJson = 4_000_000;
const tooMany = `is cut into too many runs: as blocks it takes more than ${maxJson} bytes`;

const Markdown = prose
  .refine((raw) => Buffer.byteLength(raw) <= maxBytes, { error: tooLong, abort: true })
  .superRefine((raw, { addIssue }) => {
    const reason = tooComplex(raw);
    if (reason) addIssue({ code: 'custom', message: reason, input: raw, continue: false });
  })
  .transform(async (raw) => (await parser()).blocksOfMarkdown(raw));

/** Loaded on demand, because the parser is a fifth of what a function that files copy loads. */
const parser = () => import('./markdown.ts');

/** A body as clients send it, Markdown or blocks. It is stored as blocks. */
const Body = z
  .union([Markdown, z.array(Block)], { error: 'must be Markdown, or an array of blocks' })
  .pipe(Content.shape.body)
  .refine((blocks) => bodyBytes(blocks) <= maxBytes, { error: tooLong })
  .refine((blocks) => Buffer.byteLength(JSON.stringify(blocks)) <= maxJson, { error: tooMany });

/** An article as it is filed; fields that may be left out get their defaults. */
export const Filing = Content.extend({
  body: Body,
  bylines: Content.shape.bylines.default([]),
  tags: Content.shape.tags.default([]),
  alert: Content.shape.alert.default('none'),
});
