import * as z from 'zod';
import { events, type NewsEvent, parseEvent } from './events.ts';

/** A fact as it is stored and passed on. Whoever carries it does not judge it: its type and fields may be of any version. */
export const StoredFact = z.looseObject({ type: z.string().min(1) });
export type StoredFact = z.infer<typeof StoredFact>;

/** The fact, or undefined if only another version of Khobor knows its type. Throws a ZodError as `parseEvent` does. */
export function findEvent(raw: unknown): NewsEvent | undefined {
  const type = StoredFact.safeParse(raw).data?.type;
  return type !== undefined && !Object.hasOwn(events, type) ? undefined : parseEvent(raw);
}

/** The fact, or undefined if this version cannot read it. */
export function readableIn(raw: unknown): NewsEvent | undefined {
  try {
    return parseEvent(raw);
  } catch (error) {
    if (error instanceof z.ZodError) return undefined;
    throw error;
  }
}
