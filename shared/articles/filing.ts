import * as z from 'zod';
import { excerptOf } from '../excerpt.ts';
import { remembered } from '../instance-memory.ts';
import { invisibleSigns, placeOf } from '../signs.ts';
import { prose } from '../text.ts';
import { type Alteration, mostAlterations } from './alteration.ts';
import { Block, bodyBytes } from './body.ts';
import { Content } from './content.ts';
import type { Copy } from './markdown.ts';
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
  .transform(async (raw) => (await copyIn(raw)).blocks);

/** The Markdown that was read last: a filing is read to be saved, and once more to say what was altered. */
const last = remembered<{ markdown?: string; copy?: Copy }>(() => ({}));

/** Loaded on demand, because the parser is a fifth of what a function that files copy loads. */
async function copyIn(markdown: string): Promise<Copy> {
  const { copyOf } = await import('./markdown.ts');
  const read = last();
  if (read.copy && read.markdown === markdown) return read.copy;
  const copy = copyOf(markdown);
  Object.assign(read, { markdown, copy });
  return copy;
}

/** A body as clients send it, Markdown or blocks. It is stored as blocks. */
const Body = z
  .union([Markdown, z.array(Block)], {
    error: ({ input }) =>
      input === undefined ? 'is missing' : 'must be Markdown as text, or a list of blocks',
  })
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

/**
 * What of a filing, as it was sent, is left out or changed: invisible signs in any field, and in Markdown what no page can
 * show. Runs of white space that become one space are not told.
 */
export async function alterationsIn(raw: Readonly<Record<string, unknown>>): Promise<Alteration[]> {
  const { body, ...fields } = raw;
  const signs = [...Object.entries(fields), ...(typeof body === 'string' ? [['body', body] as const] : [])];
  return [
    ...signs.flatMap(([name, value]) => signsIn(value, `/${name}`)),
    ...(typeof body === 'string' ? (await copyIn(prose.parse(body))).alterations : []),
  ].slice(0, mostAlterations);
}

/** A saved record with what was altered of its filing, if anything was: for `finish` of a route. */
export async function withAlterations<R extends object>(
  saved: R,
  _input: unknown,
  _caller: unknown,
  raw: Readonly<Record<string, unknown>>,
): Promise<R & { alterations?: Alteration[] }> {
  const alterations = await alterationsIn(raw);
  return alterations.length > 0 ? { ...saved, alterations } : saved;
}

/** The invisible signs of a field, or of the texts in it. */
function signsIn(value: unknown, pointer: string): Alteration[] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => signsIn(inner, `${pointer}/${name}`));
  if (typeof value !== 'string') return [];
  let [line, counted] = [1, 0];
  return invisibleSigns(value, mostAlterations).map((sign) => {
    line += value.slice(counted, sign.index).split('\n').length - 1;
    counted = sign.index;
    return {
      pointer,
      ...(pointer === '/body' ? { line } : {}),
      excerpt: excerptOf(sign.after),
      detail: `${sign.name} ${placeOf(sign)} was removed: nobody sees it`,
    };
  });
}
