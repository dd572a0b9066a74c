import { overwrite } from '../aws/claim.ts';
import { countUnder } from '../aws/count-under.ts';
import { read } from '../aws/table.ts';
import { keys, padded } from '../keys.ts';
import { type Interest, interests } from './interest.ts';
import { shards } from './mailing.ts';
import { ReaderCounts } from './reader-counts.ts';

/** For how long a count is good, in milliseconds: each costs what it costs to read all lists. */
const goodFor = 10 * 60_000;

/** How many readers want mail of each topic: counted now, unless somebody asked some minutes ago. */
export async function countReaders(at: string): Promise<ReaderCounts> {
  const key = keys.readerCounts({});
  const item = await read(key);
  const { data: known } = ReaderCounts.safeParse(item?.record);
  if (known && Math.abs(Date.parse(at) - Date.parse(known.at)) < goodFor) return known;
  const counts: ReaderCounts = { topics: [], at };
  // One list at a time: that is as many calls at once as there are shards.
  for (const topic of interests) counts.topics.push({ topic, ...(await countList(topic)) });
  await overwrite({ ...key, record: counts });
  return counts;
}

async function countList(interest: Interest) {
  const of = await Promise.all(
    Array.from({ length: shards }, (_, shard) =>
      countUnder(keys.reader.partition({ interest, shard: padded(shard, 2) }), 'sub_', {
        field: 'interests',
        value: 'breaking',
      }),
    ),
  );
  return {
    readers: of.reduce((sum, { all }) => sum + all, 0),
    alsoBreaking: of.reduce((sum, { having }) => sum + having, 0),
  };
}
