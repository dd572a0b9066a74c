import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand, NotFound } from '@aws-sdk/client-s3';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Article } from '../../shared/articles/article.ts';
import { isTombstone, Published } from '../../shared/articles/live.ts';
import { Mailing } from '../../shared/audience/mailing.ts';
import { recordOf } from '../../shared/audience/mailing-record.ts';
import { Progress } from '../../shared/audience/progress.ts';
import { inHistory } from '../../shared/history-fact.ts';
import { keys } from '../../shared/keys.ts';
import { keyOf } from '../../shared/page.ts';
import { upcast } from '../../shared/upcast.ts';
import { Mistake } from '../local/cli/options.ts';
import { listParked, type Queues, showParked } from './parked-queues.ts';
import type { World } from './world.ts';

/** Something that happened to an article, or became of it. */
type Step = { at: string; says: string };

/** The way of an article: what happened in order, what stands now, and why readers do not have what they should. */
export type Trace = { steps: Step[]; now: string[]; faults: string[] };

/** An item, its record upcast to the current schema. */
type Stored = { sk: string; record: unknown };

/**
 * Follows an article from its first draft to readers, by what is kept of it: its facts, its record, the page in the bucket,
 * its mailings, and what is parked of it. Texts of people, such as notes, are not told. Throws a `Mistake` if there is no such
 * article.
 */
export async function traceArticle(world: World, queues: Queues, id: string): Promise<Trace> {
  const items = await itemsIn(world, keys.article.head.partition({ id }));
  const found = (sk: string) => items.find((item) => item.sk === sk)?.record;
  const head = found('HEAD');
  if (!head) throw new Mistake(`There is no article ${id} in ${world.table}`);
  const article = Article.parse(head);
  const live = found('LIVE') === undefined ? undefined : Published.parse(found('LIVE'));
  const page = live && (await pageAt(world, live.path));
  const mailings = await mailingsOf(world, id);
  const parked = await parkedAbout(queues, id);

  const steps = items.flatMap(factIn);
  for (const { at, id: mailing } of mailings) steps.push({ at, says: `${mailing} was planned` });
  steps.sort((a, b) => a.at.localeCompare(b.at));

  const now = [
    `${article.state}, version ${article.version}${article.publishAt ? `, due ${article.publishAt}` : ''}`,
    live
      ? `readers: revision ${live.revision}, ${live.state}, ${live.path}`
      : 'readers: nothing, and never had',
    page
      ? `page: revision ${page.revision}, in the bucket since ${page.at}${page.status ? `, answered with ${page.status}` : ''}`
      : 'page: none',
    ...mailings.map(({ id: mailing, state, counts }) => `${mailing}: ${state}, ${told(counts)}`),
  ];
  return { steps, now, faults: faultsOf(article, live, page, parked) };
}

function faultsOf(
  { state, renderFailed }: Article,
  live: Published | undefined,
  page: Page | undefined,
  parked: readonly string[],
): string[] {
  const isOut = live !== undefined && !isTombstone(live);
  const isBehind = live !== undefined && page !== undefined && page.revision < live.revision;
  return [
    ...(renderFailed
      ? [`its page cannot be rendered, since ${renderFailed.at}: ${renderFailed.reason}`]
      : []),
    ...(state === 'released' && !renderFailed ? ['it is released, and its page is still to come'] : []),
    ...(isOut && !page && state !== 'released' ? ['readers should have its page, and there is none'] : []),
    ...(isBehind
      ? [`the page shows revision ${page.revision}, and readers should have ${live.revision}`]
      : []),
    ...parked.map((name) => `a message about it is parked: npm run parked -- show ${name}`),
  ];
}

async function itemsIn({ dynamodb, table }: World, pk: string, prefix = ''): Promise<Stored[]> {
  const items: Stored[] = [];
  for await (const { Items = [] } of paginateQuery(
    { client: dynamodb },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :sk)' : 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk }, ...(prefix ? { ':sk': { S: prefix } } : {}) },
    },
  ))
    for (const item of Items) {
      const { sk, record, schema = 1 } = unmarshall(item);
      items.push({ sk, record: upcast(record, schema, pk) });
    }
  return items;
}

function factIn({ sk, record }: Stored): Step[] {
  const fact = sk.startsWith('FACT#') ? inHistory(record) : undefined;
  if (!fact) return [];
  const { at, by, type, version } = fact;
  return [{ at, says: `${type} by ${by}, version ${version}` }];
}

type Page = { at: string; revision: number; status: string | undefined };

async function pageAt({ s3, buckets }: World, path: string): Promise<Page | undefined> {
  try {
    const { LastModified, Metadata = {} } = await s3.send(
      new HeadObjectCommand({ Bucket: buckets.site, Key: keyOf(path) }),
    );
    const at = (LastModified ?? new Date(0)).toISOString();
    return { at, revision: Number(Metadata.revision), status: Metadata.status };
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

async function mailingsOf(world: World, article: string) {
  const [list] = await itemsIn(world, keys.mailing.ofArticle({ article }).pk, 'OF ARTICLE');
  const ids = list ? z.array(z.string()).parse(list.record) : [];
  return Promise.all(
    ids.map(async (mailing) => {
      const { pk, sk } = keys.mailing.head({ mailing });
      const [head] = await itemsIn(world, pk, sk);
      const shards = await itemsIn(world, pk, keys.mailing.shard.prefix);
      const record = Mailing.parse(head?.record);
      return recordOf(
        record,
        shards.map((shard) => Progress.parse(shard.record)),
        new Date().toISOString(),
      );
    }),
  );
}

const told = (counts: Readonly<Record<string, number | undefined>>) =>
  Object.entries(counts)
    .filter(([, count]) => count)
    .map(([fate, count]) => `${count} ${fate}`)
    .join(', ') || 'nobody yet';

/** The functions for which a message about an article is parked. */
async function parkedAbout(queues: Queues, id: string): Promise<string[]> {
  const names: string[] = [];
  for (const { name } of await listParked(queues))
    if ((await showParked(queues, name)).some(({ body }) => body.includes(id))) names.push(name);
  return names;
}
