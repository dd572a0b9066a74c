import { createHash } from 'node:crypto';
import { HeadObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { Problem } from '../problem.ts';
import type { Page } from '../site/page.ts';
import { setting } from './environment.ts';

const s3 = new S3Client({});

/** What lies at a key now: its ETag, and the revision of what it shows (0 when the page has none). */
export type Seen = { etag: string; revision: number };

const tries = 8;

/**
 * Replaces a page only if nobody else did since `render` looked: compare-and-swap, repeated when lost. `render` gets
 * what is there, reads its data after that, and answers undefined to leave the page alone. So a page only ever moves
 * forward, however late or often a render runs. Answers whether the page was written.
 */
export async function replacePage(
  key: string,
  render: (seen: Seen | undefined) => Promise<Page | undefined>,
): Promise<boolean> {
  for (let attempt = 1; attempt <= tries; attempt++) {
    const seen = await look(key);
    const page = await render(seen);
    if (!page || seen?.etag === etagOf(page.body)) return false;
    if (await swap(key, page, seen)) return true;
    await new Promise((done) => setTimeout(done, 10 * 2 ** attempt * Math.random()));
  }
  throw new Problem('busy', `${key} was replaced by others ${tries} times in a row`);
}

async function look(key: string): Promise<Seen | undefined> {
  try {
    const { ETag = '', Metadata = {} } = await s3.send(
      new HeadObjectCommand({ Bucket: setting('SITE_BUCKET'), Key: key }),
    );
    return { etag: ETag, revision: Number(Metadata.revision ?? 0) };
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
  }
}

/** Writes if the object is still what was seen. False when it is not: 412, or 409 while another write is under way. */
async function swap(key: string, page: Page, seen: Seen | undefined): Promise<boolean> {
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
        },
        ...(seen ? { IfMatch: seen.etag } : { IfNoneMatch: '*' }),
      }),
    );
    return true;
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === 412 || status === 409 || (status === 404 && seen)) return false;
    throw error;
  }
}

const etagOf = (body: string) => `"${createHash('md5').update(body).digest('hex')}"`;
