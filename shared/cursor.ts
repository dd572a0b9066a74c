import * as z from 'zod';
import { Problem } from './problem.ts';

/** A place on an index list: an instant, alone or with what orders beside it. */
const at = z
  .string()
  .max(1_000)
  .refine((place) => z.iso.datetime().safeParse(/\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(place)?.[0]).success);

/** A position in an index list. */
const Position = z.strictObject({
  pk: z.string().min(1),
  sk: z.string().min(1),
  list: z.string(),
  at,
});

/** A place in a queue, as text that places are ordered by. */
const Place = z.strictObject({ queue: z.string(), at });

/** The position where a list continues, as an opaque cursor for clients. */
export const toCursor = (position: object) => Buffer.from(JSON.stringify(position)).toString('base64url');

/** The position in a cursor. Throws `invalid-input` when it is not a cursor of this list. */
export function fromCursor(list: string, cursor: string | undefined): Record<string, string> | undefined {
  if (cursor === undefined) return undefined;
  const position = parsed(Position, cursor);
  if (position.list !== list) throw notOfThisList();
  return position;
}

/** The place in a queue's cursor. Throws `invalid-input` when it is not a cursor of this queue. */
export function placeFrom(queue: string, cursor: string): string {
  const place = parsed(Place, cursor);
  if (place.queue !== queue) throw notOfThisList();
  return place.at;
}

function parsed<T>(schema: z.ZodType<T>, cursor: string): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    throw notOfThisList();
  }
}

/** The problem for a cursor that is not one of this list. */
export const notOfThisList = (cause?: unknown) =>
  new Problem(
    'invalid-input',
    'The cursor is not one of this list; begin again without it',
    { errors: [{ pointer: '/cursor', detail: 'is not one of this list' }] },
    { cause },
  );
