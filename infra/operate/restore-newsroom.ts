import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
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
  isOpenMailing,
  isOwn,
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
 * called again.
 */
export async function restoreNewsroom(
  world: World,
  { from, publishDue = false, now = Date.now, say = () => {} }: Wish,
): Promise<Restored> {
  const manifest = await readManifest(from);
  const due = await check(from, manifest, now());
  say(
    `The export of ${manifest.ended} is whole: ${manifest.items.lines} items, ${manifest.objects.lines} objects`,
  );
  const goesOn = await isBegun(world, manifest);
  if (!goesOn) await mustBeEmpty(world);
  if (due.length > 0 && !publishDue)
    throw new Mistake(
      `${due.length} articles would be published at once, with their alerts, because their time came after the export ` +
        `(${some(due)}). If readers have not had them, say so with --publish-due. Nothing was restored`,
    );
  if (!goesOn) await begin(world, manifest);
  const counts = { items: 0, objects: 0, ended: 0, mailings: 0 };
  const left: string[] = [];

  const putObjects = async (isTheirTurn: (one: Kept) => boolean) =>
    inParallel(objectsIn(from), objectsAtOnce, async (one) => {
      if (!isTheirTurn(one)) return;
      if (await putObject(world, from, one)) counts.objects++;
      else left.push(`${one.bucket}: ${one.key}`);
    });
  const putItems = (turn: number) =>
    inParallel(linesOf(join(from, files.table)), itemsAtOnce, async (line) => {
      const item = itemOf(line);
      if (turnOf(item) !== turn) return;
      if (hasEnded(item, now())) {
        counts.ended++;
        return;
      }
      if (isOpenMailing(item)) counts.mailings++;
      if (await putItem(world, asRestored(item, manifest))) counts.items++;
      else left.push(`${textIn(item, 'pk')} ${textIn(item, 'sk')}`);
    });

  await putObjects(({ bucket, key }) => !isArriving(bucket, key));
  say(`${counts.objects} objects are there`);
  for (const turn of turns.keys()) await putItems(turn);
  await putObjects(({ bucket, key }) => isArriving(bucket, key));
  await end(world);
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

/** Checks every byte of an export. Returns the ids of articles that publish themselves as soon as they are there. */
async function check(folder: string, manifest: Manifest, now: number): Promise<string[]> {
  const due: string[] = [];
  await checkLines(join(folder, files.table), files.table, manifest.items, (line) => {
    const item = itemOf(line);
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
  return due;
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

/** Whether this export is being restored here already. Throws a `Mistake` if another is. */
async function isBegun({ dynamodb, table }: World, { hash }: Manifest): Promise<boolean> {
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: table, Key: markerKey, ConsistentRead: true }),
  );
  const of = Item?.record?.S;
  if (of !== undefined && of !== hash)
    throw new Mistake(`Another export is being restored into ${table}; go on with that one`);
  return of !== undefined;
}

const begin = ({ dynamodb, table }: World, { hash }: Manifest) =>
  dynamodb.send(
    new PutItemCommand({
      TableName: table,
      Item: { ...markerKey, record: { S: hash }, schema: { N: String(schema) } },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );

const end = ({ dynamodb, table }: World) =>
  dynamodb.send(new DeleteItemCommand({ TableName: table, Key: markerKey }));

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
      if (!isOwn(item) && !isCountedLog(item)) found.push(`${textIn(item, 'pk')} ${textIn(item, 'sk')}`);
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
