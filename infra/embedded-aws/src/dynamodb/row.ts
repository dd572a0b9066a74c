import type { Attributes } from './attribute.ts';
import { sizeOfItem } from './item-size.ts';

/** An item, as text and with its size as AWS counts it. */
export type Row = { item: Attributes; size: number; json: string };

export const rowOf = (item: Attributes): Row => ({
  item,
  size: sizeOfItem(item),
  json: JSON.stringify(item),
});
