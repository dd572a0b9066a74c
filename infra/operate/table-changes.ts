import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { Mistake } from '../local/cli/options.ts';
import { type Attributes, textIn } from './item-line.ts';
import type { World } from './world.ts';

/** How often the stream has to have nothing new, so many milliseconds apart, and for how long that is waited for. */
const [quiet, pause, longest] = [3, 300, 60_000];

/** An item of the table by its key, in one text. */
export const placeIn = (keys: Attributes) => JSON.stringify([textIn(keys, 'pk'), textIn(keys, 'sk')]);

/**
 * Follows what changes in a table from now on, by its stream: `changed` hears of each item as it is then, undefined when
 * it was deleted, the changes of one item in order. Who reads the table meanwhile and then puts these changes over what was
 * read has it as it was at the end.
 */
export async function followChanges(
  { dynamodb, streams, table }: World,
  changed: (place: string, item: Attributes | undefined) => void,
) {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: table }));
  const StreamArn = Table?.LatestStreamArn;
  if (!StreamArn) throw new Mistake(`The table ${table} has no stream`);
  /** Where the next records of each shard are; undefined once it is closed and read. */
  const places = new Map<string, string | undefined>();

  const shardsNow = async (): Promise<Shard[]> => {
    const all: Shard[] = [];
    for (let last: string | undefined, isFirst = true; isFirst || last !== undefined; isFirst = false) {
      const { StreamDescription } = await streams.send(
        new DescribeStreamCommand({ StreamArn, ExclusiveStartShardId: last }),
      );
      all.push(...(StreamDescription?.Shards ?? []));
      last = StreamDescription?.LastEvaluatedShardId;
    }
    return all;
  };
  const open = async (ShardId: string, ShardIteratorType: 'LATEST' | 'TRIM_HORIZON') => {
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType }),
    );
    places.set(ShardId, ShardIterator);
  };

  for (const { ShardId = '', SequenceNumberRange } of await shardsNow())
    if (SequenceNumberRange?.EndingSequenceNumber === undefined) await open(ShardId, 'LATEST');
    else places.set(ShardId, undefined);

  /** Opens the shards that came after others, once those are read. */
  const openNext = async () => {
    for (const { ShardId = '', ParentShardId } of await shardsNow())
      if (!places.has(ShardId) && places.get(ParentShardId ?? '') === undefined)
        await open(ShardId, 'TRIM_HORIZON');
  };

  const readShard = async (id: string): Promise<number> => {
    let count = 0;
    for (let at = places.get(id); at !== undefined; ) {
      const { Records = [], NextShardIterator } = await streams.send(
        new GetRecordsCommand({ ShardIterator: at }),
      );
      for (const { dynamodb: change } of Records) changed(placeIn(change?.Keys ?? {}), change?.NewImage);
      places.set(id, NextShardIterator);
      count += Records.length;
      at = Records.length > 0 ? NextShardIterator : undefined;
    }
    return count;
  };

  /** Reads what changed until now. To be called every few minutes: a place in the stream is good for fifteen. */
  const read = async (): Promise<number> => {
    let count = 0;
    for (let isOver = false; !isOver; ) {
      isOver = true;
      for (const [id, at] of places) {
        if (at === undefined) continue;
        count += await readShard(id);
        if (places.get(id) === undefined) isOver = false;
      }
      if (!isOver) await openNext();
    }
    return count;
  };

  /** Reads until nothing new comes. False when there was no end to it. */
  const readToTheEnd = async (): Promise<boolean> => {
    const until = performance.now() + longest;
    for (let still = 0; still < quiet; ) {
      still = (await read()) === 0 ? still + 1 : 0;
      if (performance.now() > until) return false;
      if (still < quiet) await new Promise((done) => setTimeout(done, pause));
    }
    return true;
  };
  return { read, readToTheEnd };
}
