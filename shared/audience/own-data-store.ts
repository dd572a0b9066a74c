import * as z from 'zod';
import { erase } from '../aws/commit.ts';
import { read } from '../aws/table.ts';
import type { NewsEvent } from '../events.ts';
import { instant } from '../instant.ts';
import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { recordOf } from './end-store.ts';
import { dataSecretOf, hashOf, partsOf, tokenOf } from './links.ts';
import { readKeyed } from './pepper-store.ts';
import { dataWithin } from './subscription.ts';
import { findSubscription } from './subscription-store.ts';

/** The newest link to what is stored of a reader. */
export const OwnLink = z.object({ hash: z.string(), at: instant });
export type OwnLink = z.infer<typeof OwnLink>;

/** Where the link goes that a fact asks for, and its token; undefined when there is no reader any more, or a newer one. */
export async function findAsked(fact: NewsEvent<'subscription.data-asked'>) {
  const { subscriptionId: id } = fact.data;
  const secret = dataSecretOf(await readKeyed(), fact);
  const [item, subscription] = await Promise.all([read(keys.ownLink({ id })), findSubscription(id)]);
  const isNewest = item !== undefined && OwnLink.parse(item.record).hash === hashOf(secret);
  const address = subscription?.address;
  return isNewest && address !== undefined ? { address, token: tokenOf(id, secret) } : undefined;
}

/** What is stored of a reader, by the token of a link that was mailed for it. The link is used up. */
export const exportOwn = async (token: string, at: string) => {
  const { subscription, link } = await openLink(token, at);
  await erase(link, []).catch((error) => {
    throw error instanceof Problem && error.code === 'stale' ? usedUp() : error;
  });
  return recordOf(subscription);
};

/** The reader of a link that was mailed for it. Throws `invalid-token` for one that was used, or is over. */
export async function openLink(token: string, at: string) {
  const parts = partsOf(token);
  const key = parts && keys.ownLink({ id: parts.id });
  const [item, subscription] = parts && key ? await Promise.all([read(key), findSubscription(parts.id)]) : [];
  if (!parts || !key || !item || !subscription) throw usedUp();
  const { hash, at: askedAt } = OwnLink.parse(item.record);
  if (hash !== hashOf(parts.secret) || Date.parse(at) - Date.parse(askedAt) > dataWithin) throw usedUp();
  return { subscription, link: { ...key, version: item.version ?? 0 } };
}

const usedUp = () =>
  new Problem('invalid-token', 'This link was used, or is older than an hour; ask for a new one');
