import { keys, lists } from '../../shared/keys.ts';
import { type Attributes, textIn } from './item-line.ts';
import type { Bucket } from './world.ts';

/** The part of a pattern of keys before its first value. */
const beginning = (pattern: string) => pattern.replace(/\{.*/s, '');

/** Partitions of what is stored about readers. */
const ofReaders = [
  keys.subscription.head.pk,
  keys.mailbox.pk,
  keys.suppressed.head.pk,
  keys.reader.pk,
  keys.pepper.pk,
  keys.limit.pk,
  keys.done.partition({ what: 'confirmation' }),
  // What was answered to a request may name its reader.
  keys.answer.pk,
].map(beginning);

/** Whether an item is about readers: their addresses, ids, hashes of both, and the secret that they are hashed with. */
export function isOfReaders(item: Attributes): boolean {
  const [pk, sk] = [textIn(item, 'pk'), textIn(item, 'sk')];
  if (ofReaders.some((begin) => pk.startsWith(begin))) return true;
  const { head, batch, shard } = keys.mailing;
  return pk.startsWith(beginning(head.pk)) && [batch, shard].some(({ prefix }) => sk.startsWith(prefix));
}

/** Whether an item has ended: DynamoDB may delete it days later. */
export const hasEnded = ({ ttl }: Attributes, now: number) =>
  ttl?.N !== undefined && Number(ttl.N) * 1000 < now;

export const isFact = (item: Attributes) => textIn(item, 'sk').startsWith(keys.fact.prefix);

/** Partitions of what a stage writes by itself before anybody works in it, and makes again. */
const own = new Set<string>([
  keys.latest.pk,
  keys.readerCounts.pk,
  keys.queueWatch.pk,
  keys.views.pk,
  keys.sender.pk,
]);

/** Whether a stage writes it by itself: what was exported takes its place. */
export const isOwn = (item: Attributes) => own.has(textIn(item, 'pk'));

/** Whether a newsroom is read-only, and the facts of it: of the one that stands there, and in no export. */
export const isOfReadOnly = (item: Attributes) => textIn(item, 'pk') === keys.readOnly.pk;

/** A log of the CDN that was counted: a stage on the net has machines as readers from its first minute. */
export const isCountedLog = (item: Attributes) =>
  textIn(item, 'pk').startsWith(beginning(keys.countedLog.pk));

/** What is below these in each bucket cannot be made again from the table. All else in the site's is pages and the deploy's. */
export const prefixes: Record<Bucket, readonly string[]> = {
  private: [''],
  site: ['media/', 'frames/', 'share/'],
};

/** Whether an object says that a newsroom has worked here. */
export const isOfNewsroom = (bucket: Bucket, key: string) =>
  prefixes[bucket].some((prefix) => key.startsWith(prefix)) || /(^|\/)art_/.test(key);

/** Files that were not checked yet: putting one here has it checked. */
export const isArriving = (bucket: Bucket, key: string) =>
  bucket === 'private' && key.startsWith('incoming/');

/** The lists by which clocks act, beside that of articles that were released. */
const ofClocks = [
  lists.due,
  lists.expiring,
  lists.unpinning,
  lists.unused,
  lists.lapsing,
  lists.lineItems,
  lists.mailings,
].map(({ pattern }) => beginning(pattern));

/** Whether an article publishes itself: its embargo is over, or it was released and its page was not there yet. */
export function isAboutToBePublished(item: Attributes, now: number): boolean {
  const list = textIn(item, 'list');
  return list === lists.due({}) ? Date.parse(textIn(item, 'at')) <= now : isReleased(list);
}

const isReleased = (list: string) =>
  list.startsWith(beginning(lists.desk.pattern)) && list.endsWith('#released');

export const isOpenMailing = (item: Attributes) => textIn(item, 'list') === lists.mailings({ state: 'open' });

/** Partitions whose item `HEAD` only leads to a record, or says something of a mailbox. */
const noRecords = [keys.mailbox.pk, keys.suppressed.head.pk].map(beginning);

/** Whether people and readers act on it: a record, without which nothing beside it is changed or removed. */
function isRecord(item: Attributes): boolean {
  const [pk, sk] = [textIn(item, 'pk'), textIn(item, 'sk')];
  return sk === keys.article.head.sk && !noRecords.some((begin) => pk.startsWith(begin));
}

/** The secret of hashes and links of readers: the first request of a reader makes one where there is none. */
export const isPepper = (item: Attributes) => textIn(item, 'pk') === keys.pepper.pk;

/**
 * When an item is restored. Readers have the links of their mails, also meanwhile: what stands beside a record comes before it, so
 * that whoever ends or changes it finds all there is, and none comes afterwards. Clocks act by lists, each minute: what stands
 * on their lists comes after all that they read then; of that, records before what only refers to them.
 */
export const turns = [
  'beside records',
  'records',
  'what clocks act on',
  'what clocks act on beside a record',
  'own',
] as const;
export type Turn = (typeof turns)[number];

export function turnOf(item: Attributes): Turn {
  if (isOwn(item)) return 'own';
  const list = textIn(item, 'list');
  if (!isReleased(list) && !ofClocks.some((begin) => list.startsWith(begin)))
    return isRecord(item) ? 'records' : 'beside records';
  return isRecord(item) ? 'what clocks act on' : 'what clocks act on beside a record';
}
