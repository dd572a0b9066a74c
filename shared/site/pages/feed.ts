import { type Card, newestFirst } from '../../articles/card.ts';
import { authorsOf, hasRecord, tagsOf } from '../../articles/terms.ts';
import { sections as allSections, newsroom, type Section } from '../../newsroom.ts';
import { type Page, page } from '../../page.ts';
import type { Kind, ListPage } from '../kind.ts';
import type { Site } from '../site.ts';
import { type FeedFile, feedPath, feedTitle, sectionPath, termPath } from '../view/paths.ts';
import { element, xml } from '../view/xml.ts';

type Feed = { section?: Section | undefined; cards: Card[] };
type Form = { type: 'rss' | 'atom' | 'json'; write: (feed: Feed, site: Pick<Site, 'origin'>) => string };

/** How many articles a feed has. */
const carried = 30;

/** The feeds of the paper and of the changed sections, each in three formats. */
export const feeds: Kind = {
  per: 'paper',
  on: ['publication', 'change', 'new day'],
  pages: ({ sections }) =>
    [undefined, ...sections].flatMap((section) =>
      (Object.keys(forms) as FeedFile[]).map((file) => feedPage(file, section)),
    ),
};

const feedPage = (file: FeedFile, section: Section | undefined): ListPage => ({
  path: feedPath(section, file),
  render: async ({ latest, site }): Promise<Page> => {
    const of = section ? [section] : allSections;
    const cards = (await Promise.all(of.map((one) => latest(one, carried)))).flat();
    const newest = cards.sort(newestFirst).slice(0, carried);
    const { type, write } = forms[file];
    return page(write({ section, cards: newest }, site), 'front', { type, tags: [section ?? 'home'] });
  },
});

/** RSS 2.0 of the whole paper or of a section: headlines, standfirsts and links, in the order given. */
export function feed({ section, cards }: Feed, { origin }: Pick<Site, 'origin'>): string {
  const front = section ? sectionPath(section) : '/';
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
${element('title', feedTitle(section))}
${element('link', origin + front)}
<atom:link href="${xml(origin + feedPath(section))}" rel="self" type="application/rss+xml"/>
${element('description', newsroom.description)}
${element('language', newsroom.language)}
${cards.map((card) => item(card, origin)).join('\n')}
</channel>
</rss>
`;
}

const item = (card: Card, origin: string) =>
  [
    '<item>',
    element('title', card.headline),
    element('link', origin + card.path),
    `<guid isPermaLink="false">${xml(card.id)}</guid>`,
    element('pubDate', new Date(card.publishedAt).toUTCString()),
    element('category', newsroom.sections[card.section]),
    ...authorsOf(card).map(({ name }) => element('dc:creator', name)),
    ...(card.standfirst ? [element('description', card.standfirst)] : []),
    '</item>',
  ].join('\n');

/** The authors of an article; with their page where a byline refers to one. */
const authorsIn = (card: Card, origin: string): { name: string; url?: string }[] =>
  authorsOf(card).map(({ name, term }) => ({
    name,
    ...(hasRecord(term) ? { url: origin + termPath(term) } : {}),
  }));

/** The same as Atom 1.0. Ids stay the same when the paper moves to another address. */
export function atomFeed({ section, cards }: Feed, { origin }: Pick<Site, 'origin'>): string {
  const updated =
    cards
      .map(({ updatedAt }) => updatedAt)
      .sort()
      .at(-1) ?? '1970-01-01T00:00:00.000Z';
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${newsroom.language}">
${element('id', origin + feedPath(section, 'atom.xml'))}
${element('title', feedTitle(section))}
${element('updated', updated)}
<link rel="self" type="application/atom+xml" href="${xml(origin + feedPath(section, 'atom.xml'))}"/>
<link rel="alternate" type="text/html" href="${xml(origin + (section ? sectionPath(section) : '/'))}"/>
<author>${element('name', newsroom.name)}</author>
${cards.map((card) => entry(card, origin)).join('\n')}
</feed>
`;
}

const entry = (card: Card, origin: string) =>
  [
    '<entry>',
    element('id', `urn:khobor:${card.id}`),
    element('title', card.headline),
    `<link rel="alternate" type="text/html" href="${xml(origin + card.path)}"/>`,
    element('published', card.publishedAt),
    element('updated', card.updatedAt),
    ...authorsIn(card, origin).map(
      ({ name, url }) => `<author>${element('name', name)}${url ? element('uri', url) : ''}</author>`,
    ),
    `<category term="${xml(card.section)}" label="${xml(newsroom.sections[card.section])}"/>`,
    element('summary', card.standfirst ?? card.headline),
    '</entry>',
  ].join('\n');

/** The same as JSON Feed 1.1. */
export function jsonFeed({ section, cards }: Feed, { origin }: Pick<Site, 'origin'>): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feedTitle(section),
    home_page_url: origin + (section ? sectionPath(section) : '/'),
    feed_url: origin + feedPath(section, 'feed.json'),
    description: newsroom.description,
    language: newsroom.language,
    items: cards.map((card) => ({
      id: card.id,
      url: origin + card.path,
      title: card.headline,
      content_text: card.standfirst ?? card.headline,
      date_published: card.publishedAt,
      date_modified: card.updatedAt,
      ...(card.bylines.length > 0 ? { authors: authorsIn(card, origin) } : {}),
      tags: [newsroom.sections[card.section], ...tagsOf(card).map(({ name }) => name)],
    })),
  };
  return `${JSON.stringify(feed)}\n`;
}

const forms: Record<FeedFile, Form> = {
  'feed.xml': { type: 'rss', write: feed },
  'atom.xml': { type: 'atom', write: atomFeed },
  'feed.json': { type: 'json', write: jsonFeed },
};
