import * as z from 'zod';
import { Problem } from './problem.ts';

/** A place in a list of the index. */
const Position = z.strictObject({ pk: z.string(), sk: z.string(), list: z.string(), at: z.string() });

/** Where a list goes on, as a client holds it. */
export const toCursor = (position: object) => Buffer.from(JSON.stringify(position)).toString('base64url');

/** The position a cursor stands for. Throws when it is not one of this list. */
export function fromCursor(list: string, cursor: string | undefined): Record<string, string> | undefined {
  if (cursor === undefined) return undefined;
  try {
    const position = Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (position.list === list && position.pk !== '' && position.sk !== '' && position.at !== '')
      return position;
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
  }
  throw new Problem('invalid-input', 'The cursor is not one of this list; begin again without it', {
    errors: [{ pointer: '/cursor', detail: 'is not one of this list' }],
  });
}
