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

/** The same where the stage has a secret; undefined where it has none yet: nobody has a link of ours then. */
export async function findKeyed(): Promise<Keyed | undefined> {
  const known = secret();
  if (known.read !== undefined) return known.read;
  const there = await findSecret();
  if (there === undefined) return undefined;
  known.read = Promise.resolve(keyedBy(there));
  return known.read;
}

async function findSecret(): Promise<string | undefined> {
  const there = await read(keys.pepper({}));
  return there && z.string().parse(there.record);
}

async function readSecret(): Promise<string> {
  const there = await findSecret();
  if (there !== undefined) return there;
  const made = newToken() + newToken();
  return (await claim({ ...keys.pepper({}), record: made })) ? made : readSecret();
}
