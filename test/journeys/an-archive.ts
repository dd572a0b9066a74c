import { createHash } from 'node:crypto';
import { BatchWriteItemCommand, DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { tableName } from '../../infra/local/resources.ts';
import type { Content } from '../../shared/articles/content.ts';
import { copyHashOf } from '../../shared/articles/copy-hash.ts';
import type { Live } from '../../shared/articles/live.ts';
import { termsOf } from '../../shared/articles/terms.ts';
import { type Item, keys, lists, padded } from '../../shared/keys.ts';
import { sections } from '../../shared/newsroom.ts';
import type { ACloud } from '../a-cloud.ts';

type Archive = {
  /** How many it publishes a day. */
  aDay?: number;
  /** Whether it goes up to now, as at the end of a day; otherwise up to yesterday. */
  isUpToNow?: boolean;
  withCopies?: boolean;
};

/** As many published articles as a paper has after years: what lists and fronts can see of them. */
export async function anArchive(
  cloud: Pick<ACloud, 'aws' | 'clock'>,
  count: number,
  { aDay = 300, isUpToNow = false, withCopies = false }: Archive = {},
) {
  const dynamodb = new DynamoDBClient({
    region,
    endpoint: cloud.aws.url,
    credentials: cloud.aws.operator,
  });
  const newest = cloud.clock.now() - (isUpToNow ? 60_000 : 24 * 3_600_000);
  const items = Array.from({ length: count }, (_, n) =>
    itemsOf(n, newest - (n * 86_400_000) / aDay).slice(0, withCopies ? 2 : 1),
  ).flat();
  for (let start = 0; start < items.length; start += 25)
    await dynamodb.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [tableName]: items.slice(start, start + 25).map((item) => ({
            PutRequest: { Item: marshall(item, { removeUndefinedValues: true }) },
          })),
        },
      }),
    );
  // What fronts are made of is folded forward by facts. These articles came without, so it is made again from the lists.
  for (const section of sections)
    await dynamodb.send(
      new DeleteItemCommand({ TableName: tableName, Key: marshall(keys.latest({ section })) }),
    );
  dynamodb.destroy();
}

const words =
  'পদ্মার চরে নতুন স্কুলের প্রথম ঘণ্টা বাজল আজ সকালে জেলা শহরে বন্যার পানি নামছে কৃষকের মাঠে ধান কাটা শুরু হয়েছে মেলা বসেছে নদীর ধারে হাসপাতালে চিকিৎসক নেই সড়কে দুর্ঘটনা কমাতে পুলিশের অভিযান চলছে বাজারে সবজির দাম বেড়েছে'.split(
    ' ',
  );

/** Some words that differ from article to article, as a paper's do. */
const wordsFor = (n: number, count: number) =>
  Array.from({ length: count }, (_, i) => words[(n * 31 + i * i * 7 + ((n * i) % 13)) % words.length]).join(
    ' ',
  );

const body = Array.from({ length: 6 }, () => ({
  kind: 'paragraph' as const,
  spans: [{ text: 'পদ্মার চরে আজ নতুন স্কুলের প্রথম ঘণ্টা বেজেছে।' }],
}));

/** The live record of an article, and its copy. */
function itemsOf(n: number, instant: number): Item[] {
  const id = `art_${createHash('sha256').update(String(n)).digest('hex').slice(0, 12)}`;
  const section = sections[n % sections.length] ?? 'other';
  const publishedAt = new Date(instant - ((n * 7919) % 997)).toISOString();
  const fields = {
    ...{ section, headline: wordsFor(n, 6), standfirst: wordsFor(n + 1, 14), bylines: ['রুমানা হক'] },
    ...{ tags: ['শিক্ষা'], alert: 'none' as const },
  };
  const content: Content = { ...fields, body };
  const live: Live = {
    ...{
      id,
      state: 'published',
      revision: 1,
      path: `/${section}/${id}`,
      copyVersion: 1,
      copyHash: copyHashOf(content),
    },
    ...fields,
    ...{ terms: termsOf(fields), publishedAt, updatedAt: publishedAt, corrections: [] },
  };
  return [
    { ...keys.article.live({ id }), list: lists.live({ section }), at: publishedAt, record: live },
    { ...keys.article.copy({ id, version: padded(1) }), record: content },
  ];
}
