import { isNews } from './alert.ts';
import { type Batch, isHeld } from './batch.ts';
import type { Audience, Mailing, MemberState } from './mailing.ts';
import { readBatches } from './mailing-store.ts';
import { type Reader, readMembers, readReaders, readWhereverListed } from './readers-store.ts';

/** What a mailing says of whom it goes to. */
type ToWhom = Pick<Mailing, 'kind' | 'audience'>;

/**
 * The next readers of a shard that a mailing looks at, in order of id: those to send to, those who had it by an earlier
 * mailing, and those who left since that one.
 */
export type Next = { last: string; readers: Reader[]; had: string[]; gone: string[] };

/**
 * The readers of a mailing that follow `after` in a shard; undefined when there are no more. `not yet`: it goes to whom
 * another mailing reached, and a call of that one is under way.
 */
export async function readNext(
  mailing: ToWhom,
  { shard, after, limit, now }: Where & { now: number },
): Promise<Next | 'not yet' | undefined> {
  const { lists, except, of } = mailing.audience;
  const found = of
    ? await whoHad(of, mailing, { shard, after, limit, now })
    : { readers: await readListed(lists, { shard, after, limit }), gone: [] };
  if (found === 'not yet') return found;
  const ids = [...found.readers.map(({ id }) => id), ...found.gone].sort();
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const had = await whoWasReached(except, shard, first, last);
  return {
    last,
    readers: found.readers.filter(({ id }) => !had.has(id)),
    had: found.readers.map(({ id }) => id).filter((id) => had.has(id)),
    gone: found.gone,
  };
}

type Where = { shard: number; after: string | undefined; limit: number };

/** Readers of any of these lists, each once: they are in the same shard of all their lists. */
async function readListed(lists: Audience['lists'], { shard, after, limit }: Where): Promise<Reader[]> {
  const of = await Promise.all(
    lists.map((list) => readReaders(list, shard, { limit, ...(after === undefined ? {} : { after }) })),
  );
  const all = new Map(of.flat().map((reader) => [reader.id, reader]));
  return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
}

/**
 * Those of these readers whom a mailing may still go to. News goes to those on its lists; of what was wrong, whoever had that is
 * told, also if they have chosen other topics since.
 */
export async function readStill({ kind, audience }: ToWhom, ids: readonly string[]): Promise<Reader[]> {
  const listed = (await Promise.all(audience.lists.map((list) => readMembers(list, ids)))).flat();
  const there = new Map(listed.map((reader) => [reader.id, reader]));
  const others = isNews({ kind }) ? [] : ids.filter((id) => !there.has(id));
  return [...there.values(), ...(others.length > 0 ? await readWhereverListed(others) : [])];
}

/**
 * Readers of earlier mailings whom this one may still go to, and the others. Of a batch that a crash left nobody
 * knows whom it reached.
 */
async function whoHad(
  { mailings, states, before = Number.POSITIVE_INFINITY }: NonNullable<Audience['of']>,
  mailing: ToWhom,
  { shard, after = '', limit, now }: Where & { now: number },
): Promise<{ readers: Reader[]; gone: string[] } | 'not yet'> {
  const inBatch = (batch: Batch) => {
    const left: readonly MemberState[] =
      batch.state === 'sending' && states.includes('unknown') ? ['due', 'failing'] : [];
    return batch.revision < before ? idsOf(batch, [...states, ...left]).filter((id) => id > after) : [];
  };
  const isEnough = (all: readonly Batch[]) => all.flatMap(inBatch).length >= limit;
  const of = await Promise.all(
    mailings.map((mailing) => readBatches(mailing, shard, after || undefined, { limit: 5, isEnough })),
  );
  if (of.flat().some((batch) => batch.revision < before && isHeld(batch, now))) return 'not yet';
  const ids = [...new Set(of.flat().flatMap(inBatch))].sort().slice(0, limit);
  const readers = await readStill(mailing, ids);
  const there = new Set(readers.map(({ id }) => id));
  return { readers, gone: ids.filter((id) => !there.has(id)) };
}

/** Readers between two, both inclusive, whom one of these mailings reached, or may have. */
async function whoWasReached(mailings: readonly string[], shard: number, first: string, last: string) {
  const isEnough = (all: readonly Batch[]) => all.some((batch) => batch.last >= last);
  const of = await Promise.all(
    mailings.map((mailing) => readBatches(mailing, shard, before(first), { limit: 5, isEnough })),
  );
  return new Set(
    of.flat().flatMap((batch) =>
      // Whom a call is under way to may be reached at any moment.
      idsOf(batch, batch.state === 'sending' ? [...reached, 'due', 'failing'] : reached),
    ),
  );
}

const reached: readonly MemberState[] = ['sent', 'unknown', 'had'];

/** A text right before an id, and behind all smaller ones. */
const before = (id: string) => `${id.slice(0, -1)}${String.fromCharCode(id.charCodeAt(id.length - 1) - 1)}~`;

const idsOf = ({ members }: Batch, states: readonly MemberState[]) =>
  states.flatMap((state) => members[state] ?? []);
