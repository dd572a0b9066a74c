import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { canonical } from '../canonical.ts';
import type { Page } from '../page.ts';
import { Problem } from '../problem.ts';
import { settleAll } from '../settle-all.ts';
import { setting } from './environment.ts';

const s3 = new S3Client({});

/**
 * The object at a key now: its ETag, the revision of the article it shows (0 for all other pages), and whether it is a
 * redirect or what is left of one, which give way to any page. `headers` are those it is served with, if it was looked at.
 */
export type Found = { etag: string; revision: number; isRedirect: boolean; headers?: Headers };

type Headers = { ContentType: string; CacheControl: string; Metadata: Record<string, string> };

const tries = 8;

/** A page to be replaced. `render` gets the object found at the key, and returns undefined to leave it alone. */
export type Replacing = { key: string; render: (found: Found | undefined) => Promise<AnyPage | undefined> };

type AnyPage = Page<string | Uint8Array>;

/**
 * Replaces pages that nobody else has replaced since their ETags were read (compare-and-swap), and retries those that
 * somebody has. `begin` is called after the ETags are read and reads the data to render: read any earlier, an older
 * page could replace a newer one. So pages only ever move forward, however late or often a render runs. With `known`, the
 * first try takes these ETags for those in the bucket (undefined: nothing is there) and does not look.
 */
export async function replacePages(
  keys: readonly string[],
  begin: (attempt: number) => Promise<Replacing[]>,
  known?: ReadonlyMap<string, string | undefined>,
): Promise<void> {
  let left: readonly string[] = keys;
  for (let attempt = 1; left.length > 0; attempt++) {
    if (attempt > tries)
      throw new Problem('busy', `${left[0]} was replaced by others ${tries} times in a row`);
    if (attempt > 1) await new Promise((done) => setTimeout(done, 10 * 2 ** attempt * Math.random()));
    const found =
      known && attempt === 1
        ? new Map(
            [...known].map(([key, etag]) => [
              key,
              etag === undefined ? undefined : { etag, revision: 0, isRedirect: false },
            ]),
          )
        : new Map(await Promise.all(left.map(async (key) => [key, await look(key)] as const)));
    const lost = (await begin(attempt))
      .filter(({ key }) => found.has(key))
      .map(async ({ key, render }) => {
        const there = found.get(key);
        const page = await render(there);
        const isThere = !page || isSame(there, page);
        return isThere || (await swap(key, page, there)) ? [] : [key];
      });
    left = (await settleAll(lost)).flat();
  }
}

/** Whether a page is there as it would be written: a page may keep its words and be cached longer, or under other tags. */
const isSame = (there: Found | undefined, page: AnyPage) =>
  there?.etag === etagOf(page.body) &&
  (there.headers === undefined || canonical(there.headers) === canonical(headersOf(page)));

const headersOf = (page: AnyPage): Headers => ({
  ContentType: page.contentType,
  CacheControl: page.cacheControl,
  Metadata: {
    revision: String(page.revision),
    ...(page.tags.length ? { 'cache-tag': page.tags.join(',') } : {}),
    ...(page.address ? { address: page.address } : {}),
    ...(page.status ? { status: String(page.status) } : {}),
    ...(page.redirect ? { redirect: page.redirect } : {}),
    ...(page.location ? { location: page.location } : {}),
  },
});

/** Replaces one page. */
export const replacePage = (key: string, render: Replacing['render']): Promise<void> =>
  replacePages([key], async () => [{ key, render }]);

/** A file as readers get it; undefined when there is none, or only what is left of one. */
export async function readFile(key: string): Promise<Uint8Array | undefined> {
  try {
    const { Body, Metadata = {} } = await s3.send(
      new GetObjectCommand({ Bucket: setting('SITE_BUCKET'), Key: key }),
    );
    return Metadata.status === undefined ? await Body?.transformToByteArray() : undefined;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
  }
}

/** Writes a page where nothing is yet; false when something is. */
export const putNew = (key: string, page: AnyPage): Promise<boolean> => swap(key, page, undefined);

async function look(key: string): Promise<Found | undefined> {
  try {
    const {
      ETag = '',
      ContentType = '',
      CacheControl = '',
      Metadata = {},
    } = await s3.send(new HeadObjectCommand({ Bucket: setting('SITE_BUCKET'), Key: key }));
    return {
      etag: ETag,
      headers: { ContentType, CacheControl, Metadata },
      revision: Number(Metadata.revision ?? 0),
      // Redirects that an earlier version put have a location alone, and their own version as the revision.
      isRedirect: Metadata.redirect !== undefined || Metadata.location !== undefined,
    };
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
  }
}

/**
 * Writes the page if the object is still the one found. False when it is not: 412, or 409 while another write is in
 * progress.
 */
async function swap(key: string, page: AnyPage, found: Found | undefined): Promise<boolean> {
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: setting('SITE_BUCKET'),
        Key: key,
        Body: page.body,
        ...headersOf(page),
        ...(found ? { IfMatch: found.etag } : { IfNoneMatch: '*' }),
      }),
    );
    return true;
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === 412 || status === 409 || (status === 404 && found)) return false;
    throw error;
  }
}

/** The ETag of an object with this body. */
export const etagOf = (body: AnyPage['body']) => `"${createHash('md5').update(body).digest('hex')}"`;
