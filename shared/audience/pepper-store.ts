import * as z from 'zod';
import { claim } from '../aws/claim.ts';
import { read } from '../aws/table.ts';
import { newToken } from '../ids.ts';
import { remembered } from '../instance-memory.ts';
import { keys } from '../keys.ts';
import { type Keyed, keyedBy } from './keyed.ts';

const secret = remembered<{ read?: Promise<Keyed> }>(() => ({}));

/** Hashing with the stage's secret, which the first call of all makes. A running function reads it once. */
export function readKeyed(): Promise<Keyed> {
  const known = secret();
  known.read ??= readSecret().then(keyedBy);
  known.read.catch(() => {
    delete known.read;
  });
  return known.read;
}

async function readSecret(): Promise<string> {
  const key = keys.pepper({});
  const there = await read(key);
  if (there) return z.string().parse(there.record);
  const made = newToken() + newToken();
  return (await claim({ ...key, record: made })) ? made : readSecret();
}
