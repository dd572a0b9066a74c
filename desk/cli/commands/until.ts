import { futureInstantOf } from '../terminal/instants.ts';
import { UsageError } from '../usage-error.ts';

/** The options that set or lift an end. */
export const untilOptions = {
  'expire-at': { type: 'string', placeholder: 'INSTANT', description: 'when it is taken from readers' },
  'no-end': { type: 'boolean', description: 'readers keep it, whatever end was wanted before' },
} as const;

type Until = { 'expire-at'?: string | undefined; 'no-end'?: boolean | undefined };

/** What they ask of the API. Without any, an end that was wanted before stands. */
export function untilOf({ 'expire-at': given, 'no-end': none }: Until): { expireAt?: string | null } {
  if (given !== undefined && none) throw new UsageError('Give --expire-at or --no-end, not both');
  if (none) return { expireAt: null };
  return given === undefined ? {} : { expireAt: futureInstantOf(given) };
}
