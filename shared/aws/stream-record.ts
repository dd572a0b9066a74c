import { unmarshall } from '@aws-sdk/util-dynamodb';

/** The record in an item's image, as the table's stream delivers it. */
export const recordOf = (image: object | undefined): unknown =>
  unmarshall((image ?? {}) as Parameters<typeof unmarshall>[0]).record;
