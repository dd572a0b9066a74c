import { type Card, newestFirst } from '../../articles/card.ts';
import { authorsOf, hasRecord, tagsOf } from '../../articles/terms.ts';
import { sections as allSections, newsroom, type Section } from '../../newsroom.ts';
import { type Page, page } from '../../page.ts';
import type { Kind } from '../kind.ts';
import { never } from '../latest.ts';
import type { News } from '../news.ts';
import type { Site } from '../site.ts';
import type { Story } from '../story.ts';
import { fullText } from '../view/full-text.tsx';
import { type FeedFile, feedPath, feedTitle, sectionPath, termPath } from '../view/paths.ts';
import { widestFile } from '../view/picture-files.ts';
import { element, xml } from '../view/xml.ts';

/** What a feed carries, and of which page. */
export type Feed = {
  title: string;
  /** The path of the page that lists the same: a front, a tag, an author. */
  front: string;
  /** Newest first. */
  cards: Card[];
  /** When it last changed. */
  updated?: string;
  /** The articles in full, where the newsroom wants that. */
  stories?: readonly Story[];
};
type Form = { type: 'rss' | 'atom' | 'json'; write: (feed: Feed, site: Pick<Site, 'origin'>) => string };

/** How many articles a feed has. */
export const carried = 30;

/** The feeds of the paper and of the changed sections, each in three formats. */
export const feedsOfFronts = (withText: boolean): Kind => ({
  per: 'paper',
  on: ['publication', 'change', 'new day'],
  pages: ({ sections }) =>
    [undefined, ...sections].flatMap((section) =>
      (Object.keys(forms) as FeedFile[]).map((file) => ({
        path: feedPath(section ? sectionPath(section) : '/', file),
        render: async (news: News) => {
          const feed = await feedOf(section, news);
          return feedPage(file, await inFull(feed, withText, news), news.site, section ?? 'home');
        },
      })),
    ),
});

export const feeds = feedsOfFronts(newsroom.fullTextFeeds);

async function feedOf(section: Section | undefined, { latest, changedAt }: News): Promise<Feed> {
  const of = section ? [section] : allSections;
  const cards = (await Promise.all(of.map((one) => latest(one, carried)))).flat();
  const changes = await Promise.all(of.map(changedAt));
  return {
    ...headOf(section),
    cards: cards.sort(newestFirst).slice(0, carried),
    updated: changes.sort().at(-1) ?? never,
  };
}

/** Title and page of the feed of a section, or of the whole paper. */
export const headOf = (section?: Section) => ({
  title: feedTitle(section),
  front: section ? sectionPath(section) : '/',
});

/** A feed with its articles in full, where the newsroom wants that. */
export const inFull = async (feed: Feed, withText: boolean, { storiesOf }: News): Promise<Feed> =>
  withText ? { ...feed, stories: await storiesOf(feed.cards.map(({ id }) => id)) } : feed;

/** A feed in a format, as a page. `tag` is the cache tag of the page that lists the same. */
export function feedPage(file: FeedFile, feed: Feed, site: Site, tag: string): Page {
  const { type, write } = forms[file];
  return page(write(feed, site), 'front', { type, tags: [tag] });
}

/** The full text of the very revision that a card shows. */
const textOf = (
  { id, revision }: Card,
  { stories }: Feed,
  site: Pick<Site, 'origin'>,
): string | undefined => {
  const story = stories?.find((one) => one.id === id && one.revision === revision);
  return story && fullText(story, site);
};

/** RSS 2.0: headlines, what they are about and links, in the order given; articles in full where they are given. */
export function feed(whole: Feed, site: Pick<Site, 'origin'>): string {
  const { title, front, cards } = whole;
  const { origin } = site;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
${element('title', title)}
${element('link', origin + front)}
<atom:link href="${xml(origin + feedPath(front))}" rel="self" type="application/rss+xml"/>
${element('description', newsroom.description)}
${element('language', newsroom.language)}
${cards.map((card) => item(card, textOf(card, whole, site), origin)).join('\n')}
</channel>
</rss>
`;
}

/** What a card tells of its article: its standfirst, or the opening of its text. */
const aboutOf = ({ standfirst, summary }: Card) => standfirst ?? summary;

const item = (card: Card, text: string | undefined, origin: string) =>
  [
    '<item>',
    element('title', card.headline),
    element('link', origin + card.path),
    `<guid isPermaLink="false">${xml(card.id)}</guid>`,
    element('pubDate', new Date(card.publishedAt).toUTCString()),
    element('category', newsroom.sections[card.section]),
    ...authorsOf(card).map(({ name }) => element('dc:creator', name)),
    ...(card.updatedAt > card.publishedAt ? [element('atom:updated', card.updatedAt)] : []),
    element('description', aboutOf(card) ?? card.headline),
    ...(text === undefined ? [] : [element('content:encoded', text)]),
    ...mediaOf(card, origin),
    '</item>',
  ].join('\n');

/** The lead picture of an article, as machines get it: the widest file that there is. */
function pictureOf({ lead }: Card, origin: string) {
  const file = lead && (widestFile(lead.shown, 'wide') ?? widestFile(lead.shown, 'square'));
  return file && { ...file, url: origin + file.path, alt: lead.alt, credit: lead.credit };
}

/** Media RSS: readers of feeds show it with the headline. */
function mediaOf(card: Card, origin: string): string[] {
  const picture = pictureOf(card, origin);
  if (!picture) return [];
  const { url, width, height, alt, credit } = picture;
  return [
    `<media:content url="${xml(url)}" medium="image" type="image/webp" width="${width}" height="${height}">`,
    ...(credit === undefined ? [] : [`<media:credit>${xml(credit)}</media:credit>`]),
    ...(alt === undefined ? [] : [`<media:description>${xml(alt)}</media:description>`]),
    '</media:content>',
    // A size that is not known is said as 0, by the RSS Advisory Board.
    `<enclosure url="${xml(url)}" type="image/webp" length="0"/>`,
  ];
}

/** The authors of an article; with their page where a byline refers to one. */
const authorsIn = (card: Card, origin: string): { name: string; url?: string }[] =>
  authorsOf(card).map((author) => ({
    name: author.name,
    ...(hasRecord(author.term) ? { url: origin + termPath(author) } : {}),
  }));

/**
 * The same as Atom 1.0. Ids stay the same when the paper moves to another address. It is never older than it was: a
 * withdrawal counts as a change.
 */
export function atomFeed(feed: Feed, site: Pick<Site, 'origin'>): string {
  const { title, front, cards, updated = never } = feed;
  const { origin } = site;
  const newest = [updated, ...cards.map(({ updatedAt }) => updatedAt)].sort().at(-1) ?? updated;
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${newsroom.language}">
${element('id', origin + feedPath(front, 'atom.xml'))}
${element('title', title)}
${element('updated', newest)}
<link rel="self" type="application/atom+xml" href="${xml(origin + feedPath(front, 'atom.xml'))}"/>
<link rel="alternate" type="text/html" href="${xml(origin + front)}"/>
<author>${element('name', newsroom.name)}</author>
${cards.map((card) => entry(card, textOf(card, feed, site), origin)).join('\n')}
</feed>
`;
}

const entry = (card: Card, text: string | undefined, origin: string) =>
  [
    '<entry>',
    element('id', `urn:khobor:${card.id}`),
    element('title', card.headline),
    `<link rel="alternate" type="text/html" href="${xml(origin + card.path)}"/>`,
    ...enclosureOf(card, origin),
    element('published', card.publishedAt),
    element('updated', card.updatedAt),
    ...authorsIn(card, origin).map(
      ({ name, url }) => `<author>${element('name', name)}${url ? element('uri', url) : ''}</author>`,
    ),
    `<category term="${xml(card.section)}" label="${xml(newsroom.sections[card.section])}"/>`,
    element('summary', aboutOf(card) ?? card.headline),
    ...(text === undefined ? [] : [`<content type="html">${xml(text)}</content>`]),
    '</entry>',
  ].join('\n');

const enclosureOf = (card: Card, origin: string): string[] => {
  const picture = pictureOf(card, origin);
  return picture ? [`<link rel="enclosure" type="image/webp" href="${xml(picture.url)}"/>`] : [];
};

/** The same as JSON Feed 1.1. */
export function jsonFeed(feed: Feed, site: Pick<Site, 'origin'>): string {
  const { title, front, cards } = feed;
  const { origin } = site;
  const json = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: origin + front,
    feed_url: origin + feedPath(front, 'feed.json'),
    description: newsroom.description,
    language: newsroom.language,
    items: cards.map((card) => {
      const text = textOf(card, feed, site);
      const authors = authorsIn(card, origin);
      return {
        id: card.id,
        url: origin + card.path,
        title: card.headline,
        ...(text === undefined
          ? { content_text: aboutOf(card) ?? card.headline }
          : { content_html: text, summary: aboutOf(card) }),
        image: pictureOf(card, origin)?.url,
        date_published: card.publishedAt,
        date_modified: card.updatedAt,
        ...(authors.length > 0 ? { authors } : {}),
        tags: [newsroom.sections[card.section], ...tagsOf(card).map(({ name }) => name)],
      };
    }),
  };
  return `${JSON.stringify(json)}\n`;
}

const forms: Record<FeedFile, Form> = {
  'feed.xml': { type: 'rss', write: feed },
  'atom.xml': { type: 'atom', write: atomFeed },
  'feed.json': { type: 'json', write: jsonFeed },
};
