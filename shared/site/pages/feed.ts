import { newsroom, type Section } from '../../newsroom.ts';
import type { Card, Site } from '../site.ts';
import { feedPath, feedTitle, sectionPath } from '../view/paths.ts';

/** RSS 2.0 of the whole paper or of a section: headlines, standfirsts and links, in the order given. */
export function feed({ section, cards }: { section?: Section; cards: Card[] }, { origin }: Site): string {
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
    ...card.bylines.map((byline) => element('dc:creator', byline)),
    ...(card.standfirst ? [element('description', card.standfirst)] : []),
    '</item>',
  ].join('\n');

const element = (name: string, text: string) => `<${name}>${xml(text)}</${name}>`;

/** Text inside XML: markup escaped, and what XML 1.0 allows in no form left out. */
const xml = (text: string) =>
  text
    .toWellFormed()
    .replace(unspeakable, '')
    .replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const unspeakable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g;
