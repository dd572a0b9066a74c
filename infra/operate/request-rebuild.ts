import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { newestFirst } from '../../shared/articles/card.ts';
import { Published, termsListing } from '../../shared/articles/live.ts';
import { dayOf } from '../../shared/bangla/dates.ts';
import { type EventData, type NearestDays, parseEvent, type Standing } from '../../shared/events.ts';
import { keys } from '../../shared/keys.ts';
import type { Section } from '../../shared/newsroom.ts';
import { keyOf } from '../../shared/page.ts';
import { Redirect } from '../../shared/redirects/redirect.ts';
import { archivePath, feedPath, termFeedFiles, termKeyPath } from '../../shared/site/view/paths.ts';
import { monthSitemapPath } from '../../shared/site/view/sitemap.ts';
import { upcast } from '../../shared/upcast.ts';
import { printAside } from './print.ts';

type World = {
  dynamodb: DynamoDBClient;
  sns: SNSClient;
  s3: S3Client;
  table: string;
  topic: string;
  bucket: string;
};
type Wanted = EventData<'site.rebuild-requested'>;

/** The most that one message asks for: some seconds of work. */
const most = { articles: 100, redirects: 50, archives: 1, months: 1, terms: 50 };

/** The most articles of a day that are named in its message, which holds 256 KB. */
const mostOfADay = 5_000;

/** An article, with every section it was ever in. */
type Found = { id: string; section: Section; publishedAt: string; path: string; sections: Section[] };

/**
 * Requests that every page of the site be rendered again, through the usual inboxes. The bucket is listed and the table
 * read once each, in this order: a page is replaced only if it is still the one that was there before. In memory stay
 * the names of pages, articles and terms. Returns how much was requested.
 */
export async function requestRebuild(
  world: World,
): Promise<{ articles: number; days: number; terms: number }> {
  const there = await listed(world);
  const { published, others, archives, terms, redirects } = await readTable(world);
  const ask = new Requests(world, there);
  await ask.for({ fronts: true });
  for (const some of Map.groupBy(published, ({ section }) => section).values()) {
    const inOrder = some.sort((a, b) => newestFirst(a, b));
    for (const part of chunks(inOrder, most.articles))
      await ask.for(
        { articles: part.map(named) },
        part.map(({ path }) => path),
      );
  }
  // Among these are articles that are just being published: their pages are looked at.
  for (const part of chunks(others, most.articles)) await ask.for({ articles: part.map(named) });
  for (const part of chunks(redirects, most.redirects)) await ask.for({ redirects: part });
  const days = daysOf(published);
  const ofDays = Map.groupBy(published, ({ publishedAt }) => dayOf(publishedAt));
  for (const [day, touched] of archives) {
    const sections = [...touched];
    const ids = (ofDays.get(day) ?? []).map(({ id }) => id);
    const known = ids.length > mostOfADay ? {} : { ids, nearest: days.nearestTo(day) };
    await ask.for(
      { archives: [{ day, sections, ...known }] },
      [undefined, ...sections].map((one) => archivePath(day, one)),
    );
  }
  for (const month of new Set([...archives.keys()].map((day) => day.slice(0, 7))))
    await ask.for({ months: [month] }, [monthSitemapPath(month)]);
  for (const part of chunks([...terms], most.terms))
    await ask.for(
      { terms: part },
      part.map(termKeyPath).flatMap((path) => [path, ...termFeedFiles.map((file) => feedPath(path, file))]),
    );
  await ask.done();
  return { articles: published.length + others.length, days: archives.size, terms: terms.size };
}

const named = ({ id, sections }: Found) => ({ id, sections });

/** Messages to the topic, ten in one request. */
class Requests {
  private waiting: Wanted[] = [];
  private readonly world: World;
  private readonly there: ReadonlyMap<string, string>;

  constructor(world: World, there: ReadonlyMap<string, string>) {
    this.world = world;
    this.there = there;
  }

  /** Asks for a part. `paths` are those of the pages that it may replace, if they are known. */
  async for(part: Partial<Wanted>, paths?: readonly string[]) {
    const there =
      paths &&
      Object.fromEntries(
        paths.map(keyOf).flatMap((key) => {
          const etag = this.there.get(key);
          return etag === undefined ? [] : [[key, etag]];
        }),
      );
    this.waiting.push({ ...nothing, ...part, ...(there ? { there } : {}) });
    if (this.waiting.length === 10) await this.done();
  }

  /** Sends what is waiting. */
  async done() {
    const [wanted, size] = [this.waiting, (one: Wanted) => Buffer.byteLength(JSON.stringify(one))];
    this.waiting = [];
    // A request has 256 KB, however many messages it carries.
    const all = wanted.reduce((sum, one) => sum + size(one), 0);
    for (const some of all > 200_000 ? wanted.map((one) => [one]) : [wanted])
      if (some.length > 0) await announce(this.world, some);
  }
}

const nothing: Wanted = { articles: [], redirects: [], archives: [], months: [], terms: [], fronts: false };

/** The ETag of every object in the bucket, by key. */
async function listed({ s3, bucket }: World): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket }))
    for (const { Key, ETag } of Contents) if (Key !== undefined && ETag !== undefined) found.set(Key, ETag);
  return found;
}

/** Everything in the table that has a page. */
async function readTable(world: World) {
  const archives = new Map<string, Set<Section>>();
  const terms = new Set<string>();
  const [published, others, redirects]: [Found[], Found[], string[]] = [[], [], []];
  let left: Standing[] = [];
  for await (const items of pagesOf(world))
    for (const { pk, sk, record } of items) {
      // Facts of an article sort before its live record.
      if (sk === keys.author.sk) terms.add(`author/${keys.author.inPk(pk).slug}`);
      else if (pk.startsWith('REDIRECT#')) redirects.push(Redirect.parse(record).from);
      else if (sk !== 'LIVE') left.push(...standingsIn(record));
      else {
        const { success, data: one } = Published.safeParse(record);
        if (!success) {
          printAside(`${pk} is left out: its live record cannot be read`);
          left = [];
          continue;
        }
        const { id, section, publishedAt, path } = one;
        const day = dayOf(publishedAt);
        const sections = archives.get(day) ?? new Set();
        archives.set(day, sections);
        for (const standing of [one, ...left]) sections.add(standing.section);
        for (const term of [...termsListing(one), ...left.flatMap((standing) => standing.terms)])
          terms.add(term);
        const found = {
          id,
          section,
          publishedAt,
          path,
          sections: [...new Set(left.map((standing) => standing.section))],
        };
        (one.state === 'published' ? published : others).push(found);
        left = [];
      }
    }
  return { published, others, redirects, archives, terms };
}

/** The days on which each section published. */
function daysOf(published: readonly Found[]) {
  const inOrder = [...Map.groupBy(published, ({ section }) => section)].map(([section, some]) => {
    const days = [...new Set(some.map(({ publishedAt }) => dayOf(publishedAt)))].sort();
    return { section, days };
  });
  /** For each section the nearest days before and after a day. */
  const nearestTo = (day: string): Partial<Record<Section, NearestDays>> =>
    Object.fromEntries(
      inOrder.map(({ section, days }) => {
        const before = days.findLast((one) => one < day);
        const after = days.find((one) => one > day);
        return [section, { ...(before ? { before } : {}), ...(after ? { after } : {}) }];
      }),
    );
  return { nearestTo };
}

/**
 * Live records and tombstones, authors, publications (which name terms that an article has left, whose pages still exist), and
 * redirects.
 */
async function* pagesOf({ dynamodb, table }: World) {
  const pages = paginateScan(
    { client: dynamodb },
    {
      TableName: table,
      ConsistentRead: true,
      FilterExpression:
        'sk = :live OR sk = :author OR (begins_with(sk, :fact) AND #record.#type = :published) OR (begins_with(pk, :redirect) AND sk = :head)',
      ProjectionExpression: 'pk, sk, #schema, #record',
      ExpressionAttributeNames: { '#record': 'record', '#type': 'type', '#schema': 'schema' },
      ExpressionAttributeValues: {
        ':live': { S: 'LIVE' },
        ':author': { S: keys.author.sk },
        ':fact': { S: 'FACT#' },
        ':published': { S: 'article.published' },
        ':redirect': { S: 'REDIRECT#' },
        ':head': { S: 'HEAD' },
      },
    },
  );
  for await (const { Items = [] } of pages) yield Items.map((item) => itemOf(unmarshall(item)));
}

const Scanned = z.object({
  pk: z.string(),
  sk: z.string(),
  schema: z.number().default(1),
  record: z.unknown().optional(),
});

function itemOf(attributes: unknown) {
  const { pk, sk, schema, record } = Scanned.parse(attributes);
  return { pk, sk, record: upcast(record, schema, pk) };
}

/** Where a publication listed its article, then and before. */
function standingsIn(record: unknown): Standing[] {
  const fact = parseEvent(record);
  if (fact.type !== 'article.published') return [];
  const { section, left } = fact.data;
  return [{ section, terms: [] }, ...(left ? [left] : [])];
}

async function announce({ sns, topic }: World, wanted: readonly Wanted[]) {
  const entries = wanted.map((data, i) => ({
    Id: String(i),
    Message: JSON.stringify({
      id: `rebuild_${randomUUID()}@1`,
      type: 'site.rebuild-requested',
      at: new Date().toISOString(),
      by: 'operator',
      data,
    }),
    MessageAttributes: { type: { DataType: 'String', StringValue: 'site.rebuild-requested' } },
  }));
  const { Failed = [] } = await sns.send(
    new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries: entries }),
  );
  if (Failed.length > 0)
    throw new Error(`The topic did not take ${Failed.length} of ${wanted.length} messages`);
}

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
