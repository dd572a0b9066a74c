import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Published, termsListing } from '../../shared/articles/live.ts';
import { dayOf } from '../../shared/bangla/dates.ts';
import { type EventData, parseEvent, type Standing } from '../../shared/events.ts';
import type { Section } from '../../shared/newsroom.ts';
import { Redirect } from '../../shared/redirects/redirect.ts';
import { upcast } from '../../shared/upcast.ts';

type World = { dynamodb: DynamoDBClient; sns: SNSClient; table: string; topic: string };
type Wanted = EventData<'site.rebuild-requested'>;

/** The most that one message asks for: some seconds of work. */
const most = { articles: 25, redirects: 50, archives: 1, terms: 25 };

/**
 * Requests that every page of the site be rendered again, through the usual inboxes. Reads the table once; only the
 * names of days and terms are kept in memory. Returns how much was requested.
 */
export async function requestRebuild(
  world: World,
): Promise<{ articles: number; days: number; terms: number }> {
  const archives = new Map<string, Set<Section>>();
  const terms = new Set<string>();
  let articles = 0;
  let left: Standing[] = [];
  await announce(world, [{ ...nothing, fronts: true }]);
  for await (const items of pagesOf(world)) {
    const found: Wanted['articles'] = [];
    const redirects: string[] = [];
    for (const { pk, sk, record } of items) {
      // Facts of an article sort before its live record.
      if (pk.startsWith('REDIRECT#')) redirects.push(Redirect.parse(record).from);
      else if (sk !== 'LIVE') left.push(...standingsIn(record));
      else {
        const published = Published.parse(record);
        const day = dayOf(published.publishedAt);
        const sections = archives.get(day) ?? new Set();
        archives.set(day, sections);
        for (const { section } of [published, ...left]) sections.add(section);
        for (const term of [...termsListing(published), ...left.flatMap((one) => one.terms)]) terms.add(term);
        found.push({ id: published.id, sections: [...new Set(left.map(({ section }) => section))] });
        left = [];
      }
    }
    articles += found.length;
    await announce(world, [...inParts('articles', found), ...inParts('redirects', redirects)]);
  }
  const days = [...archives].map(([day, sections]) => ({ day, sections: [...sections] }));
  await announce(world, [...inParts('archives', days), ...inParts('terms', [...terms])]);
  return { articles, days: days.length, terms: terms.size };
}

const nothing: Wanted = { articles: [], redirects: [], archives: [], terms: [], fronts: false };

const inParts = <P extends keyof typeof most>(part: P, all: Wanted[P][number][]): Wanted[] =>
  chunks(all, most[part]).map((some) => ({ ...nothing, [part]: some }));

/**
 * Live records and tombstones, publications (which name terms that an article has left, whose pages still exist), and
 * redirects.
 */
async function* pagesOf({ dynamodb, table }: World) {
  const pages = paginateScan(
    { client: dynamodb },
    {
      TableName: table,
      FilterExpression:
        'sk = :live OR (begins_with(sk, :fact) AND #record.#type = :published) OR (begins_with(pk, :redirect) AND sk = :head)',
      ProjectionExpression: 'pk, sk, #schema, #record',
      ExpressionAttributeNames: { '#record': 'record', '#type': 'type', '#schema': 'schema' },
      ExpressionAttributeValues: {
        ':live': { S: 'LIVE' },
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

async function announce({ sns, topic }: World, wanted: Wanted[]) {
  for (const batch of chunks(wanted, 10)) {
    const entries = batch.map((data, i) => ({
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
      throw new Error(`The topic did not take ${Failed.length} of ${batch.length} messages`);
  }
}

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
