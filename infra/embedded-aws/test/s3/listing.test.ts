import {
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBucket } from './a-bucket.ts';

let cloud: Awaited<ReturnType<typeof aBucket>>;
let s3: S3Client;
const Bucket = 'site';
// In the order of their UTF-8 bytes, which is not that of JavaScript's strings for the last two.
const keys = ['a', 'a/1', 'a/2/x', 'a/2/y', 'b+c d', 'z<&>', 'খবর/আজ', 'খবর/কাল', '\uffff', '😀'];

beforeAll(async () => {
  cloud = await aBucket();
  s3 = cloud.s3;
  await Promise.all(
    keys.toReversed().map((Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }))),
  );
});
afterAll(() => cloud.close());

const list = async (more: Partial<ListObjectsV2CommandInput>) => {
  const page = await s3.send(new ListObjectsV2Command({ Bucket, ...more }));
  return {
    ...page,
    keys: page.Contents?.map(({ Key }) => Key) ?? [],
    prefixes: page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
  };
};

const decoded = (key = '') => decodeURIComponent(key.replaceAll('+', ' '));

/** All pages of a listing, as what each shows. */
const pages = async (size: number, more: Partial<ListObjectsV2CommandInput> = {}) => {
  const shown: string[][] = [];
  const input = { Bucket, MaxKeys: size, EncodingType: 'url' as const, ...more };
  for await (const { Contents = [], CommonPrefixes = [] } of paginateListObjectsV2({ client: s3 }, input))
    shown.push(
      [...Contents.map(({ Key }) => Key), ...CommonPrefixes.map(({ Prefix }) => Prefix)].map(decoded),
    );
  return shown;
};

describe('listing a bucket', () => {
  it('shows every key in the order of its bytes', async () => {
    expect((await list({ EncodingType: 'url' })).keys.map(decoded)).toEqual(keys);
  });

  it('shows what begins with a prefix', async () => {
    expect((await list({ Prefix: 'খবর/' })).keys).toEqual(['খবর/আজ', 'খবর/কাল']);
    expect((await list({ Prefix: 'a/2' })).keys).toEqual(['a/2/x', 'a/2/y']);
    expect(await list({ Prefix: 'none' })).toMatchObject({ keys: [], KeyCount: 0, IsTruncated: false });
  });

  it('rolls up what shares a prefix up to the delimiter', async () => {
    const { keys: shown, prefixes, KeyCount } = await list({ Delimiter: '/', Prefix: 'a/' });
    expect([shown, prefixes, KeyCount]).toEqual([['a/1'], ['a/2/'], 2]);
    expect((await list({ Delimiter: '/' })).prefixes).toEqual(['a/', 'খবর/']);
  });

  it('begins after a key, even inside what is rolled up', async () => {
    expect((await list({ StartAfter: 'a/1', Prefix: 'a' })).keys).toEqual(['a/2/x', 'a/2/y']);
    expect((await list({ StartAfter: 'a/1', Delimiter: '/', Prefix: 'a' })).prefixes).toEqual(['a/']);
  });

  it.each([1, 2, 3, 7, 10, 1000])('goes through pages of %i without loss or repetition', async (size) => {
    const shown = await pages(size);
    expect(shown.flat()).toEqual(keys);
    expect(shown.every((page) => page.length <= size)).toBe(true);
  });

  it.each([1, 2, 3])('goes through pages of %i keys and prefixes', async (size) => {
    const rolledUp = ['a', 'a/', 'b+c d', 'z<&>', 'খবর/', '\uffff', '😀'];
    const shown = (await pages(size, { Delimiter: '/' })).flat();
    expect(new Set(shown)).toEqual(new Set(rolledUp));
    expect(shown).toHaveLength(rolledUp.length);
  });

  it('says of each object what a reader needs', async () => {
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'b' }));
    expect(Contents).toMatchObject([{ Key: 'b+c d', Size: 5, StorageClass: 'STANDARD' }]);
    expect(Contents?.[0]?.ETag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(Contents?.[0]?.LastModified).toBeInstanceOf(Date);
  });

  it('shows nothing when asked for nothing', async () => {
    expect(await list({ MaxKeys: 0 })).toMatchObject({ keys: [], IsTruncated: false });
  });

  it('speaks the first version too, with markers', async () => {
    const first = await s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'a/' });
    const second = await s3.send(
      new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2, Marker: first.NextMarker }),
    );
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['b+c d', 'z<&>']);
  });

  it('encodes keys as a form does', async () => {
    expect((await list({ EncodingType: 'url', Prefix: 'b' })).keys).toEqual(['b%2Bc+d']);
  });

  it('refuses a token it never gave', async () => {
    await expect(list({ ContinuationToken: 'no token' })).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('names the owner to who asks for it', async () => {
    expect((await list({ Prefix: 'b' })).Contents?.[0]?.Owner).toBeUndefined();
    expect((await list({ Prefix: 'b', FetchOwner: true })).Contents?.[0]?.Owner?.ID).toBe('000000000000');
  });

  it('refuses an encoding it does not know', async () => {
    await expect(list({ EncodingType: 'xml' as 'url' })).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});
