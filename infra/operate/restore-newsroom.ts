import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { keys } from '../../shared/keys.ts';
import { schema } from '../../shared/upcast.ts';
import { Mistake } from '../local/cli/options.ts';
import { restoredMark } from '../topology/restored.ts';
import { countedOf, files, hashOf, Kept, Manifest, placeOf, sha256Of } from './export-files.ts';
import { inParallel } from './in-parallel.ts';
import { type Attributes, itemOf, textIn } from './item-line.ts';
import { checkLines, linesOf } from './lines.ts';
import {
  hasEnded,
  isAboutToBePublished,
  isArriving,
  isCountedLog,
  isFact,
  isOfNewsroom,
  isOfReadOnly,
  isOpenMailing,
  isOwn,
  isPepper,
  type Turn,
  turnOf,
  turns,
} from './what-is-kept.ts';
import type { Bucket, World } from './world.ts';

/** Items that are put at the same time, and objects, each whole in memory. */
const [itemsAtOnce, objectsAtOnce] = [32, 4];

type Wish = {
  from: string;
  /** Whether articles whose time came since the export may be published, with their alerts. */
  publishDue?: boolean;
  now?: () => number;
  say?: (what: string) => void;
};

type Step = [name: string, put: () => Promise<unknown>];

export type Restored = {
  manifest: Manifest;
  items: number;
  objects: number;
  /** What had ended by now and was left out, as readers who never confirmed. */
  ended: number;
  /** Mailings that were under way: each waits for a person. */
  mailings: number;
  /** Keys of what was there already, and was left as it is. */
  left: string[];
};

/**
 * Puts an export into an empty newsroom. First every file is checked, then it is made sure that nobody has worked there;
 * then nothing that lies there is overwritten, and no restored fact is news. One that was interrupted goes on when it is
 * called again, and puts nothing that was there once and was removed since.
 */
export async function restoreNewsroom(
  world: World,
  { from, publishDue = false, now = Date.now, say = () => {} }: Wish,
): Promise<Restored> {
  const manifest = await readManifest(from);
  const { due, pepper } = await check(from, manifest, now());
  say(
    `The export of ${manifest.ended} is whole: ${manifest.items.lines} items, ${manifest.objects.lines} objects`,
  );
  const begun = await findBegun(world, manifest);
  if (!begun) await mustBeEmpty(world);
  if (due.length > 0 && !publishDue)
    throw new Mistake(
      `${due.length} articles would be published at once, with their alerts, because their time came after the export ` +
        `(${some(due)}). If readers have not had them, say so with --publish-due. Nothing was restored`,
    );
  const mark = { ...markerOf(manifest), run: { S: randomUUID() } };
  if (begun) await goOn(world, mark);
  else await begin(world, mark, pepper);
  const counts = { items: pepper ? 1 : 0, objects: 0, ended: 0, mailings: 0 };
  const left: string[] = [];

  const putObjects = async (isTheirTurn: (one: Kept) => boolean) =>
    inParallel(objectsIn(from), objectsAtOnce, async (one) => {
      if (!isTheirTurn(one)) return;
      if (await putObject(world, from, one)) counts.objects++;
      else left.push(`${one.bucket}: ${one.key}`);
    });
  const putItems = (turn: Turn) =>
    inParallel(linesOf(join(from, files.table)), itemsAtOnce, async (line) => {
      const item = itemOf(line);
      if (isPepper(item) || turnOf(item) !== turn) return;
      if (hasEnded(item, now())) {
        counts.ended++;
        return;
      }
      if (isOpenMailing(item)) counts.mailings++;
      if (await putItem(world, asRestored(item, manifest))) counts.items++;
      else left.push(`${textIn(item, 'pk')} ${textIn(item, 'sk')}`);
    });

  const ofTurn = (turn: Turn): Step => [turn, () => putItems(turn)];
  const [beside, records, ...ofClocks] = turns;
  const steps: Step[] = [
    ['private', () => putObjects(({ bucket, key }) => bucket === 'private' && !isArriving(bucket, key))],
    ...[beside, records].map(ofTurn),
    // What readers may not have any more, because the rights to it ended since, the clock takes away in its next minute.
    ['site', () => putObjects(({ bucket }) => bucket === 'site')],
    ...ofClocks.map(ofTurn),
    ['arriving', () => putObjects(({ bucket, key }) => isArriving(bucket, key))],
  ];
  const done = steps.findIndex(([name]) => name === begun?.done);
  if (begun?.done && done < 0)
    throw new Mistake(
      `This restore was begun by another version of Khobor, and came to “${begun.done}”: go on with that version`,
    );
  for (const [name, put] of steps.slice(done + 1)) {
    await put();
    await note(world, mark, name);
    say(`${name}: ${counts.items} items and ${counts.objects} objects are there`);
  }
  await end(world, mark);
  return { manifest, ...counts, left };
}

const some = (all: readonly string[]) => all.slice(0, 5).join(', ') + (all.length > 5 ? ', …' : '');

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, files.manifest), 'utf8').catch(() => {
    throw new Mistake(`There is no whole export in ${folder}: ${files.manifest} is missing`);
  });
  const { data, error } = Manifest.safeParse(parsed(text));
  if (!data) throw new Mistake(`${files.manifest} cannot be read: ${error.issues[0]?.message}`);
  if (data.hash !== hashOf(data))
    throw new Mistake(`${files.manifest} is damaged: its hash is of other counts`);
  if (data.schema > schema)
    throw new Mistake(
      `The export is of a newer version of Khobor (schema ${data.schema}); deploy that first`,
    );
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Checks every byte of an export. Returns the ids of articles that publish themselves as soon as they are there, and the item
 * of the readers' secret.
 */
async function check(folder: string, manifest: Manifest, now: number) {
  const due: string[] = [];
  let pepper: Attributes | undefined;
  await checkLines(join(folder, files.table), files.table, manifest.items, (line) => {
    const item = itemOf(line);
    if (isPepper(item)) pepper = item;
    if (isAboutToBePublished(item, now)) due.push(keys.article.head.inPk(textIn(item, 'pk')).id);
    return line;
  }).catch(unlessMissing(files.table));
  await checkLines(join(folder, files.objects), files.objects, manifest.objects, (line) =>
    countedOf(Kept.parse(JSON.parse(line))),
  ).catch(unlessMissing(files.objects));
  await inParallel(objectsIn(folder), objectsAtOnce, async ({ sha256, size, key }) => {
    const found = await sha256Of(placeOf(folder, sha256)).catch(unlessMissing(`The file of ${key}`));
    if (found.sha256 !== sha256 || found.size !== size)
      throw new Mistake(`The file of ${key} is damaged. Nothing was restored`);
  });
  return { due, pepper };
}

const unlessMissing = (name: string) => (error: unknown) => {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT')
    throw new Mistake(`${name} is missing. Nothing was restored`);
  throw error;
};

async function* objectsIn(folder: string): AsyncGenerator<Kept> {
  for await (const line of linesOf(join(folder, files.objects))) yield Kept.parse(JSON.parse(line));
}

const marker = keys.restoring({});
const markerKey = { pk: { S: marker.pk }, sk: { S: marker.sk } };

/** How far this export was restored here, if it was begun. Throws a `Mistake` if another is being restored. */
async function findBegun({ dynamodb, table }: World, { hash }: Manifest) {
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: table, Key: markerKey, ConsistentRead: true }),
  );
  if (!Item) return undefined;
  if (Item.record?.S !== hash)
    throw new Mistake(`Another export is being restored into ${table}; go on with that one`);
  return { done: Item.done?.S };
}

const markerOf = ({ hash }: Manifest): Attributes => ({
  ...markerKey,
  record: { S: hash },
  schema: { N: String(schema) },
});

type Mark = Attributes & { run: { S: string } };

/**
 * Marks the table, and puts the readers' secret with the mark: a request that comes meanwhile makes none of its own, which
 * would leave every link and hash of readers without sense.
 */
async function begin({ dynamodb, table }: World, mark: Mark, pepper: Attributes | undefined) {
  const put = (Item: Attributes) => ({
    Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' },
  });
  const TransactItems = [mark, ...(pepper ? [pepper] : [])].map(put);
  await dynamodb.send(new TransactWriteItemsCommand({ TransactItems })).catch((error: unknown) => {
    if (!(error instanceof TransactionCanceledException)) throw error;
    throw new Mistake(
      'Somebody came in at this moment, and this newsroom is not empty any more. Nothing was restored',
    );
  });
}

/** Takes a restore over from the run that was interrupted, or is still going on: of two, the later ends it. */
const goOn = ({ dynamodb, table }: World, { run }: Mark) =>
  unlessTaken(
    dynamodb.send(
      new UpdateItemCommand({
        TableName: table,
        Key: markerKey,
        UpdateExpression: 'SET run = :run',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':run': run },
      }),
    ),
  );

const ifMine = ({ run }: Mark) => ({
  ConditionExpression: 'run = :run',
  ExpressionAttributeValues: { ':run': run },
});

/** Notes that a step is over: what people remove of it from then on stays away, if the restore is interrupted. */
const note = ({ dynamodb, table }: World, mark: Mark, done: string) =>
  unlessTaken(
    dynamodb.send(
      new PutItemCommand({ TableName: table, Item: { ...mark, done: { S: done } }, ...ifMine(mark) }),
    ),
  );

const end = ({ dynamodb, table }: World, mark: Mark) =>
  unlessTaken(dynamodb.send(new DeleteItemCommand({ TableName: table, Key: markerKey, ...ifMine(mark) })));

const unlessTaken = (writing: Promise<unknown>) =>
  writing.catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new Mistake('Another run goes on with this restore, or has ended it: this one stops here');
  });

/** Throws a `Mistake` that says what lies there, unless it is only what a stage makes by itself. */
async function mustBeEmpty(world: World) {
  const found = [...(await itemsThere(world)), ...(await objectsThere(world))];
  if (found.length > 0)
    throw new Mistake(`This newsroom is not empty; there are ${some(found)}. Nothing was restored`);
}

async function itemsThere({ dynamodb, table }: World): Promise<string[]> {
  const found: string[] = [];
  for (let last: Attributes | undefined, isFirst = true; isFirst || last; isFirst = false) {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new ScanCommand({
        TableName: table,
        ConsistentRead: true,
        ProjectionExpression: 'pk, sk',
        ...(last ? { ExclusiveStartKey: last } : {}),
      }),
    );
    for (const item of Items)
      if (!isOwn(item) && !isCountedLog(item) && !isOfReadOnly(item))
        found.push(`${textIn(item, 'pk')} ${textIn(item, 'sk')}`);
    if (found.length > 5) return found;
    last = LastEvaluatedKey;
  }
  return found;
}

async function objectsThere({ s3, buckets }: World): Promise<string[]> {
  const found: string[] = [];
  for (const bucket of Object.keys(buckets) as Bucket[])
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: buckets[bucket] }))
      for (const { Key = '' } of Contents)
        if (found.length < 10 && isOfNewsroom(bucket, Key)) found.push(`${Key} in ${buckets[bucket]}`);
  return found;
}

/** A fact as one that is no news; a mailing that was under way as one of another table, which asks a person. */
function asRestored(item: Attributes, { ended, table }: Manifest): Attributes {
  if (isFact(item)) return { ...item, [restoredMark]: { BOOL: true } };
  if (!isOpenMailing(item)) return item;
  return { ...item, record: { M: { ...item.record?.M, table: { S: `${table}, exported at ${ended}` } } } };
}

/** Whether the item was put: false when there is one with its key. */
async function putItem({ dynamodb, table }: World, Item: Attributes): Promise<boolean> {
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: table,
        Item,
        ...(isOwn(Item) ? {} : { ConditionExpression: 'attribute_not_exists(pk)' }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Whether the object was put: false when there is one with its key. S3 compares what it got with the hash. */
async function putObject({ s3, buckets }: World, folder: string, one: Kept): Promise<boolean> {
  const { bucket, key, sha256, headers, metadata } = one;
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: buckets[bucket],
        Key: key,
        Body: await readFile(placeOf(folder, sha256)),
        ...headers,
        Metadata: metadata,
        ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
        IfNoneMatch: '*',
      }),
    );
    return true;
  } catch (error) {
    if ((error as Error).name === 'PreconditionFailed') return false;
    throw error;
  }
}
