import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Key } from '../keys.ts';
import { setting } from './environment.ts';

/** A number that a transaction adds one to, unless it is `most` already. The item ends at `ttl` (epoch seconds). */
export type Counter = Key & { most: number; ttl: number };

/** A part of a transaction, which fails when the number is full. */
export const countUpTo = ({ pk, sk, most, ttl }: Counter): TransactWriteItem => ({
  Update: {
    TableName: setting('TABLE_NAME'),
    Key: marshall({ pk, sk }),
    UpdateExpression: 'ADD #count :one SET #ttl = :ttl',
    ConditionExpression: 'attribute_not_exists(#count) OR #count < :most',
    ExpressionAttributeNames: { '#count': 'count', '#ttl': 'ttl' },
    ExpressionAttributeValues: marshall({ ':one': 1, ':most': most, ':ttl': ttl }),
  },
});
