import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { setting } from './environment.ts';
import { dynamo } from './table.ts';

/** How many items there are, and in how many of them a list of the record has the value that was asked for. */
export type Count = { all: number; having: number };

/**
 * Counts the items of one partition whose sort key starts with a prefix. DynamoDB counts what it reads, and sends no item.
 * Eventually consistent, at half the price.
 */
export async function countUnder(
  pk: string,
  prefix: string,
  { field, value }: { field: string; value: string },
): Promise<Count> {
  const count: Count = { all: 0, having: 0 };
  let from: Record<string, never> | undefined;
  do {
    const {
      Count = 0,
      ScannedCount = 0,
      LastEvaluatedKey,
    } = await dynamo.send(
      new QueryCommand({
        TableName: setting('TABLE_NAME'),
        Select: 'COUNT',
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        FilterExpression: 'contains(#record.#field, :value)',
        ExpressionAttributeNames: { '#record': 'record', '#field': field },
        ExpressionAttributeValues: marshall({ ':pk': pk, ':prefix': prefix, ':value': value }),
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    count.all += ScannedCount;
    count.having += Count;
    from = LastEvaluatedKey as typeof from;
  } while (from);
  return count;
}
