import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  paginateScan,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Article } from '../../shared/articles/article.ts';
import { filedItem, listOf } from '../../shared/articles/queue-place.ts';
import { keys } from '../../shared/keys.ts';
import { schema, upcast } from '../../shared/upcast.ts';

type World = { dynamodb: DynamoDBClient; table: string };

/**
 * Puts every article at its place on the lists as this version of Khobor reads them, and on the list of who filed it. An
 * article that somebody saves meanwhile is at its place already. Returns how many were moved.
 */
export async function renewPlaces({ dynamodb, table }: World): Promise<{ articles: number; moved: number }> {
  const count = { articles: 0, moved: 0 };
  const head = keys.article.head;
  const pages = paginateScan(
    { client: dynamodb },
    {
      TableName: table,
      ConsistentRead: true,
      FilterExpression: 'sk = :head AND begins_with(pk, :article)',
      ExpressionAttributeValues: marshall({ ':head': head.sk, ':article': head.partition({ id: '' }) }),
    },
  );
  for await (const { Items = [] } of pages)
    for (const item of Items.map((attributes) => Stored.parse(unmarshall(attributes)))) {
      count.articles++;
      const article = Article.parse(upcast(item.record, item.schema, item.pk));
      await putFiled({ dynamodb, table }, article);
      const place = listOf(article, since(item.at) ?? article.savedAt);
      if (place.list === item.list && place.at === item.at) continue;
      if (await movePlace({ dynamodb, table }, item, place)) count.moved++;
    }
  return count;
}

const Stored = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  version: z.number(),
  list: z.string().optional(),
  at: z.string().optional(),
  schema: z.number().default(1),
  record: z.unknown(),
});

/** When an article came to its list: the instant in its place. */
const since = (at: string | undefined) => /\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(at ?? '')?.[0];

async function putFiled({ dynamodb, table }: World, article: Article) {
  const item = marshall({ ...filedItem(article), schema });
  await unlessRefused(
    dynamodb.send(
      new PutItemCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
    ),
  );
}

const movePlace = (
  { dynamodb, table }: World,
  { pk, sk, version }: z.infer<typeof Stored>,
  { list, at }: ReturnType<typeof listOf>,
) =>
  unlessRefused(
    dynamodb.send(
      new UpdateItemCommand({
        TableName: table,
        Key: marshall({ pk, sk }),
        UpdateExpression: list ? 'SET #list = :list, #at = :at' : 'REMOVE #list, #at',
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#list': 'list', '#at': 'at', '#version': 'version' },
        ExpressionAttributeValues: marshall({
          ':version': version,
          ...(list ? { ':list': list, ':at': at } : {}),
        }),
      }),
    ),
  );

/** Whether it was done: false when its condition did not hold. */
async function unlessRefused(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
