import { unmarshall } from '@aws-sdk/util-dynamodb';

/** The record inside an item's image, as the table's stream carries it. */
export const recordOf = (image: object | undefined): unknown =>
  unmarshall((image ?? {}) as Parameters<typeof unmarshall>[0]).record;
