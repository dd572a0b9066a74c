import { createHash } from 'node:crypto';
import { HeadObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Page } from '../page.ts';
import { Problem } from '../problem.ts';
import { setting } from './environment.ts';

const s3 = new S3Client({});

/** What lies at a key now: its ETag, and the revision of what it shows (0 when the page has none). */
export type Found = { etag: string; revision: number; isRedirect: boolean };

const tries = 8;

/** A page to be replaced: `render` gets what is there, and answers undefined to leave it alone. */
export type Replacing = { key: string; render: (found: Found | undefined) => Promise<Page | undefined> };

/**
 * Replaces pages that nobody else replaced since they were looked at (compare-and-swap), and tries again those that somebody
 * did. `begin` is called after the look and reads the data that the pages are rendered from: read before it, an older page
 * could replace a newer one. So pages only ever move forward, however late or often a render runs.
 */
export async function replacePages(keys: readonly string[], begin: () => Replacing[]): Promise<void> {
  let left: readonly string[] = keys;
  for (let attempt = 1; left.length > 0; attempt++) {
    if (attempt > tries)
      throw new Problem('busy', `${left[0]} was replaced by others ${tries} times in a row`);
    if (attempt > 1) await new Promise((done) => setTimeout(done, 10 * 2 ** attempt * Math.random()));
    const found = new Map(await Promise.all(left.map(async (key) => [key, await look(key)] as const)));
    const lost = begin()
      .filter(({ key }) => found.has(key))
      .map(async ({ key, render }) => {
        const there = found.get(key);
        const page = await render(there);
        const isThere = !page || there?.etag === etagOf(page.body);
        return isThere || (await swap(key, page, there)) ? [] : [key];
      });
    left = (await Promise.all(lost)).flat();
  }
}

/** One page of its own. */
export const replacePage = (key: string, render: Replacing['render']): Promise<void> =>
  replacePages([key], () => [{ key, render }]);

async function look(key: string): Promise<Found | undefined> {
  try {
    const { ETag = '', Metadata = {} } = await s3.send(
      new HeadObjectCommand({ Bucket: setting('SITE_BUCKET'), Key: key }),
    );
    return {
      etag: ETag,
      revision: Number(Metadata.revision ?? 0),
      isRedirect: Metadata.location !== undefined,
    };
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
  }
}

/** Writes if the object is still what was found. False when it is not: 412, or 409 while another write is under way. */
async function swap(key: string, page: Page, found: Found | undefined): Promise<boolean> {
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: setting('SITE_BUCKET'),
        Key: key,
        Body: page.body,
        ContentType: page.contentType,
        CacheControl: page.cacheControl,
        Metadata: {
          revision: String(page.revision),
          ...(page.tags.length ? { 'cache-tag': page.tags.join(',') } : {}),
          ...(page.status ? { status: String(page.status) } : {}),
          ...(page.location ? { location: page.location } : {}),
        },
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

const etagOf = (body: string) => `"${createHash('md5').update(body).digest('hex')}"`;
