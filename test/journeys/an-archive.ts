import { BatchWriteItemCommand, DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { tableName } from '../../infra/local/resources.ts';
import type { Content } from '../../shared/articles/content.ts';
import { copyHashOf } from '../../shared/articles/copy-hash.ts';
import type { Live } from '../../shared/articles/live.ts';
import { type Item, keys, lists, padded } from '../../shared/keys.ts';
import { sections } from '../../shared/newsroom.ts';
import type { ACloud } from '../a-cloud.ts';

/** What a busy paper publishes a day. */
const aDay = 300;

/** As many published articles as a paper has after years, up to yesterday: what lists and fronts can see of them. */
export async function anArchive(
  cloud: Pick<ACloud, 'aws' | 'clock'>,
  count: number,
  copies?: 'with their copies',
) {
  const dynamodb = new DynamoDBClient({
    region,
    endpoint: cloud.aws.url,
    credentials: cloud.aws.operator,
  });
  const yesterday = cloud.clock.now() - 24 * 3_600_000;
  const items = Array.from({ length: count }, (_, n) =>
    itemsOf(n, yesterday - (n * 86_400_000) / aDay).slice(0, copies ? 2 : 1),
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

const body = Array.from({ length: 6 }, () => ({
  kind: 'paragraph' as const,
  spans: [{ text: 'পদ্মার চরে আজ নতুন স্কুলের প্রথম ঘণ্টা বেজেছে।' }],
}));

/** The live record of an article, and its copy. */
function itemsOf(n: number, instant: number): Item[] {
  const id = `art_${n.toString(16).padStart(12, '0')}`;
  const section = sections[n % sections.length] ?? 'other';
  const publishedAt = new Date(instant).toISOString();
  const fields = {
    ...{ section, headline: 'পদ্মার চরে নতুন স্কুলের প্রথম ঘণ্টা', bylines: ['রুমানা হক'], tags: ['শিক্ষা'] },
    alert: 'none' as const,
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
    ...{ publishedAt, updatedAt: publishedAt, corrections: [] },
  };
  return [
    { ...keys.article.live({ id }), list: lists.live({ section }), at: publishedAt, record: live },
    { ...keys.article.copy({ id, version: padded(1) }), record: content },
  ];
}
