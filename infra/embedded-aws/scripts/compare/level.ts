import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/** Copies the items of a table to the other DynamoDB, so that one difference does not lead to others. */
export async function level(table: string, from: DynamoDBClient, to: DynamoDBClient): Promise<void> {
  const [wanted, there] = [await itemsOf(table, from), await itemsOf(table, to)];
  const keyOf = ({ pk, sk }: Item) => JSON.stringify([pk, sk]);
  const kept = new Set(wanted.map(keyOf));
  const writes = [
    ...there
      .filter((item) => !kept.has(keyOf(item)))
      .map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } as Item } })),
    ...wanted.map((Item) => ({ PutRequest: { Item } })),
  ];
  for (let at = 0; at < writes.length; at += 25)
    await to.send(new BatchWriteItemCommand({ RequestItems: { [table]: writes.slice(at, at + 25) } }));
}

const itemsOf = async (TableName: string, client: DynamoDBClient): Promise<Item[]> =>
  (await client.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items ?? [];
