import type { Released } from '../articles/article-store.ts';
import { cardOf } from '../articles/card.ts';
import type { Live } from '../articles/live.ts';
import { assetsIn } from '../articles/pictures.ts';
import { type Found, putNew, replacePage, replacePages } from '../aws/site-bucket.ts';
import { findShown } from '../media/asset-store.ts';
import { keyOf, type Page, page } from '../page.ts';
import { settleAll } from '../settle-all.ts';
import { type Notice, noticeFor } from './notice.ts';
import { articlePage } from './pages/article.tsx';
import { noticePage } from './pages/notice.tsx';
import { readSite } from './read-site.ts';
import type { Story } from './story.ts';
import { getPageSource, type PageSource, pageSourceOf, pageSourcesOf } from './story-store.ts';

/**
 * Renders an article's page into the site bucket, unless a later revision is there already. Every try reads the article
 * again, so that no page is older than the one it replaces.
 */
export const putArticle = (live: ToPut) => replacePage(keyOf(live.path), readAndRender(live));

type ToPut = Pick<Live, 'id' | 'path' | 'revision'>;

const readAndRender =
  ({ id, revision }: ToPut) =>
  async (there: Found | undefined): Promise<Page | undefined> => {
    if (showsLater(there, revision)) return undefined;
    const source = await getPageSource(id);
    return source && !showsLater(there, source.story.revision) ? pageOf(source) : undefined;
  };

/**
 * Renders the pages of many articles of a section, of which none between is left out, from one reading. `there` has the
 * ETags of pages in the bucket from before; a page that turns out to be another one is rendered as by `putArticle`.
 */
export async function putArticles(lives: readonly Live[], there: Readonly<Record<string, string>>) {
  const sources = new Map((await pageSourcesOf(lives)).map((source) => [source.story.id, source]));
  const [ready, others] = [
    lives.filter(({ id }) => sources.has(id)),
    lives.filter(({ id }) => !sources.has(id)),
  ];
  await replacePages(
    ready.map(({ path }) => keyOf(path)),
    async (attempt) =>
      ready.map((live) => {
        const source = attempt === 1 ? sources.get(live.id) : undefined;
        return { key: keyOf(live.path), render: source ? async () => pageOf(source) : readAndRender(live) };
      }),
    new Map(ready.map(({ path }) => [keyOf(path), there[keyOf(path)]])),
  );
  // One that cannot be rendered is tried by itself, so that it holds up no other.
  await settleAll(others.map(putArticle));
}

/**
 * Renders the page of what was just released. The first of an article is written as it was read, if nothing is there
 * yet; all others are as for `putArticle`. Returns the pictures that readers can get of it.
 */
export async function putReleased({ live, copy }: Released): Promise<Story['shown']> {
  const isNew = live.state === 'released' && live.revision === 1;
  const source = isNew ? await pageSourceOf(live, copy) : undefined;
  const isThere = source !== undefined && (await putNew(keyOf(live.path), pageOf(source)));
  if (!isThere) await putArticle(live);
  return source?.story.shown ?? findShown(assetsIn(copy));
}

const pageOf = ({ story, latest }: PageSource) =>
  page(articlePage(story, { latest: latest.map(cardOf) }, readSite()), 'article', {
    revision: story.revision,
    tags: [story.id, ...latest.map((live) => live.id)],
    // Who asks for it by its path alone, or by the words it had before, is led to where it is.
    ...(story.content.slug === undefined ? {} : { address: story.path }),
  });

/** Whether a page is there of a later revision. A redirect counts none, and gives way to any page. */
const showsLater = (there: Found | undefined, revision: number) =>
  there !== undefined && !there.isRedirect && there.revision > revision;

/**
 * A retraction is a page to be found: it says to whoever looks for the article that it does not hold. What may come back is
 * only missing; all else is gone.
 */
const statuses: Record<Notice['state'], number | undefined> = {
  retracted: undefined,
  unpublished: 404,
  expired: 410,
  killed: 410,
};

/** Replaces the page of a withdrawn article by a notice, which no late render can replace. */
export async function putNotice(published: Parameters<typeof noticeFor>[0]) {
  const notice: Notice | undefined = noticeFor(published);
  if (!published || !notice) return;
  const { path, revision } = notice;
  await replacePage(keyOf(path), async (there) =>
    showsLater(there, revision)
      ? undefined
      : page(noticePage(notice, readSite()), 'article', {
          revision,
          tags: [published.id],
          status: statuses[notice.state],
        }),
  );
}
