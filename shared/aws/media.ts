import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { cacheControl } from '../page.ts';
import { setting } from './environment.ts';

const s3 = new S3Client({});

/** A file for readers, and its object metadata. */
export type MediaFile = { body: Uint8Array; contentType: string; about: Record<string, string> };

/**
 * Moves what arrived to where it stays. The first that arrived is kept, whatever is sent later by the same form: its
 * bytes are returned.
 */
export async function keepFirst(arrived: string, kept: string): Promise<Uint8Array> {
  const { Body, ContentType } = await get(arrived);
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  const isFirst = await putNew({
    Bucket: setting('PRIVATE_BUCKET'),
    Key: kept,
    Body: bytes,
    ContentType,
  });
  return isFirst ? bytes : ((await (await get(kept)).Body?.transformToByteArray()) ?? new Uint8Array());
}

/**
 * Puts a rendition where no reader gets it, for good: the first one stays. Returns the metadata and size of the file
 * that is there.
 */
export async function putOnce(key: string, { body, contentType, about }: MediaFile) {
  const at = { Bucket: setting('PRIVATE_BUCKET'), Key: key };
  const isFirst = await putNew({ ...at, Body: body, ContentType: contentType, Metadata: about });
  if (isFirst) return { bytes: body.length, about };
  const { ContentLength = 0, Metadata = {} } = await s3.send(new HeadObjectCommand(at));
  return { bytes: ContentLength, about: Metadata };
}

/**
 * Copies a rendition to readers, under a cache tag. What lies there already stays: the same file, or what is left of a
 * withdrawn one, so that no late copy brings that back.
 */
export async function show(from: string, to: string, tag: string): Promise<void> {
  const { Body, ContentType } = await get(from);
  await putNew({
    Bucket: setting('SITE_BUCKET'),
    Key: to,
    Body: await Body?.transformToByteArray(),
    ContentType,
    CacheControl: cacheControl.upload,
    Metadata: { 'cache-tag': tag },
  });
}

/** Puts a file into the private bucket, in place of what is there: the same file has the same name. */
export async function putPrivate(key: string, body: Uint8Array, contentType: string): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: setting('PRIVATE_BUCKET'),
      Key: key,
      Body: body,
      ContentType: contentType,
    }),
  );
}

/** The bytes of a file in the private bucket. */
export const readPrivate = async (key: string): Promise<Uint8Array> =>
  (await (await get(key)).Body?.transformToByteArray()) ?? new Uint8Array();

/** The keys of all objects of the private bucket that begin so. */
export async function listPrivate(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  let from: string | undefined;
  do {
    const { Contents = [], NextContinuationToken } = await s3.send(
      new ListObjectsV2Command({
        Bucket: setting('PRIVATE_BUCKET'),
        Prefix: prefix,
        ContinuationToken: from,
      }),
    );
    keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
    from = NextContinuationToken;
  } while (from !== undefined);
  return keys;
}

/** Puts an empty object in a file's place that is served as 410 (gone), whatever lies there. */
export async function bury(key: string, tag: string): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: setting('SITE_BUCKET'),
      Key: key,
      Body: '',
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: cacheControl.front,
      Metadata: { 'cache-tag': tag, status: '410' },
    }),
  );
}

/** The most objects that one request deletes. */
const mostDeleted = 1_000;

/** Deletes objects of the private bucket; those that are not there do not matter. */
export async function deletePrivate([...keys]: readonly string[]): Promise<void> {
  while (keys.length > 0) await deleteSome(keys.splice(0, mostDeleted));
}

async function deleteSome(keys: readonly string[]) {
  const { Errors = [] } = await s3.send(
    new DeleteObjectsCommand({
      Bucket: setting('PRIVATE_BUCKET'),
      Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: true },
    }),
  );
  if (Errors.length > 0) throw new Error('Files of an asset were not deleted', { cause: Errors });
}

const get = (Key: string) => s3.send(new GetObjectCommand({ Bucket: setting('PRIVATE_BUCKET'), Key }));

/** Puts an object where nothing is yet; false when something is. Throws 409, of another write at the same moment. */
async function putNew(object: PutObjectCommandInput): Promise<boolean> {
  try {
    await s3.send(new PutObjectCommand({ ...object, IfNoneMatch: '*' }));
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) return false;
    throw error;
  }
}
