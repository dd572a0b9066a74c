import * as z from 'zod';
import { Envelope, events, type NewsEvent, versionOf } from './events.ts';
import { readableIn } from './stored-fact.ts';

/** A fact that this version cannot read, as another version wrote it. */
const OtherFact = Envelope.extend({ type: z.string(), data: z.record(z.string(), z.unknown()) });
type OtherFact = Omit<z.infer<typeof OtherFact>, 'data'> & { data: object };

const shapes = Object.entries(events).map(([type, data]) => Envelope.extend({ type: z.literal(type), data }));

/**
 * A fact in a record's history, with the versions before (`from`) and after it. It may be of a type that only another
 * version of Khobor knows.
 */
export const HistoryFact = z
  .union([...shapes, OtherFact])
  .and(z.object({ from: z.int(), version: z.int() })) as unknown as z.ZodType<HistoryFact>;
export type HistoryFact = (NewsEvent | OtherFact) & { from: number; version: number };

/** A stored fact for whoever looks back; undefined if it is none at all. */
export function inHistory(raw: unknown): HistoryFact | undefined {
  const fact = readableIn(raw) ?? OtherFact.safeParse(raw).data;
  if (!fact) return undefined;
  const version = versionOf(fact);
  return { ...fact, from: version - 1, version };
}
