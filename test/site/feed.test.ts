import { describe, expect, it } from 'vitest';
import type { Block } from '../../shared/articles/body.ts';
import type { Card } from '../../shared/articles/card.ts';
import { atomFeed, type Feed, feed, feedsOfFronts, headOf, jsonFeed } from '../../shared/site/pages/feed.ts';
import { newsSitemapOf } from '../../shared/site/pages/news-sitemap.ts';
import { aNews } from './a-news.ts';
import { aCard, aLead, aStory, paragraph, site } from './a-story.ts';
import { type Element, readXml, under } from './xml.ts';

const paper = (...cards: Card[]): Feed => ({ ...headOf(), cards });
const channelOf = (xml: string) => under(readXml(xml), 'channel')[0];
const textAt = (element: Element | undefined, name: string) => under(element, name)[0]?.text;
const itemOf = (card: Parameters<typeof aCard>[0]) =>
  under(channelOf(feed(paper(aCard(card)), site)), 'item')[0];

describe('a feed', () => {
  it('names the paper, its front and itself', () => {
    const channel = channelOf(feed(paper(), site));
    expect(textAt(channel, 'title')).toBe('খবর');
    expect(textAt(channel, 'link')).toBe('https://news.example/');
    expect(textAt(channel, 'language')).toBe('bn');
    expect(under(channel, 'atom:link')[0]?.attributes).toEqual({
      href: 'https://news.example/feed.xml',
      rel: 'self',
      type: 'application/rss+xml',
    });
  });

  it('of a section names the section', () => {
    const channel = channelOf(feed({ ...headOf('sport'), cards: [] }, site));
    expect(textAt(channel, 'title')).toBe('খবর: খেলা');
    expect(textAt(channel, 'link')).toBe('https://news.example/sport');
    expect(under(channel, 'atom:link')[0]?.attributes.href).toBe('https://news.example/sport/feed.xml');
  });

  it('keeps its articles in the order given', () => {
    const cards = ['art_b', 'art_a', 'art_c'].map((id) => aCard({ id }));
    const items = under(channelOf(feed(paper(...cards), site)), 'item');
    expect(items.map((item) => textAt(item, 'guid'))).toEqual(['art_b', 'art_a', 'art_c']);
  });
});

describe('an article in a feed', () => {
  it('is known by its id, not its address', () => {
    const item = itemOf({ id: 'art_1' });
    expect(textAt(item, 'guid')).toBe('art_1');
    expect(under(item, 'guid')[0]?.attributes).toEqual({ isPermaLink: 'false' });
    expect(textAt(item, 'link')).toBe('https://news.example/national/art_1');
  });

  it('is dated in GMT as RFC 822 asks', () =>
    expect(textAt(itemOf({ publishedAt: '2024-11-02T16:19:00.000Z' }), 'pubDate')).toBe(
      'Sat, 02 Nov 2024 16:19:00 GMT',
    ));

  it('credits every byline', () => {
    const item = itemOf({ bylines: ['রেহানা পারভীন', 'শফিক ইকবাল'] });
    expect(under(item, 'dc:creator').map(({ text }) => text)).toEqual(['রেহানা পারভীন', 'শফিক ইকবাল']);
  });

  it('shows its lead picture in every format, and says whose it is', () => {
    const card = aCard({ lead: aLead });
    const url = 'https://news.example/media/ast_7k2m9x4q1w5p/wide-1280.webp';
    const item = itemOf(card);
    const [media] = under(item, 'media:content');
    expect(media?.attributes).toEqual({
      url,
      medium: 'image',
      type: 'image/webp',
      width: '1280',
      height: '720',
    });
    expect([textAt(media, 'media:credit'), textAt(media, 'media:description')]).toEqual([
      'রুমানা "হক"',
      'নৌকা <১>',
    ]);
    expect(under(item, 'enclosure')[0]?.attributes.url).toBe(url);
    const atom = under(readXml(atomFeed(paper(card), site)), 'entry')[0];
    expect(under(atom, 'link').map(({ attributes }) => [attributes.rel, attributes.href])).toContainEqual([
      'enclosure',
      url,
    ]);
    expect(JSON.parse(jsonFeed(paper(card), site)).items[0].image).toBe(url);
    expect(readXml(newsSitemapOf([card], site))).toBeDefined();
    expect(newsSitemapOf([card], site)).toContain(`<image:loc>${url}</image:loc>`);
  });
  it.each(['<script>alert(1)</script>', ']]>', `"Q" & 'A'`, '&amp; &lt;', '</item><item>'])(
    'keeps hostile text as text: %s',
    (text) => {
      const item = itemOf({ headline: text, standfirst: text, bylines: [text] });
      for (const name of ['title', 'description', 'dc:creator']) expect(textAt(item, name)).toBe(text);
    },
  );

  it('drops what XML allows in no form', () =>
    expect(textAt(itemOf({ headline: 'ক\u0000\u0008\u001B\uFFFEখ\uD800' }), 'title')).toBe('কখ\uFFFD'));
});

describe('authors in a feed', () => {
  const card = aCard({ bylines: ['রহিম উদ্দিন @rahim', 'সেলিনা হক', 'সেলিনা\u00a0হক'], tags: ['BTRC', 'btrc'] });

  it('are each named once, as readers read them, with the page of those with a record', () => {
    const item = under(channelOf(feed(paper(card), site)), 'item')[0];
    expect(under(item, 'dc:creator').map(({ text }) => text)).toEqual(['রহিম উদ্দিন', 'সেলিনা হক']);
    const [entry] = under(readXml(atomFeed(paper(card), site)), 'entry');
    expect(under(entry, 'author').map((one) => [textAt(one, 'name'), textAt(one, 'uri')])).toEqual([
      ['রহিম উদ্দিন', 'https://news.example/author/rahim'],
      ['সেলিনা হক', undefined],
    ]);
    expect(JSON.parse(jsonFeed(paper(card), site)).items[0]).toMatchObject({
      authors: [{ name: 'রহিম উদ্দিন', url: 'https://news.example/author/rahim' }, { name: 'সেলিনা হক' }],
      tags: ['জাতীয়'.normalize('NFC'), 'BTRC'],
    });
  });
});

describe('the time of an Atom feed', () => {
  const updated = (feed: Feed) => textAt(readXml(atomFeed(feed, site)), 'updated');
  const at = (day: number) => `2024-11-0${day}T06:00:00.000Z`;
  const card = aCard({ publishedAt: at(2) });

  it.each([
    ['its newest article', paper(aCard({ publishedAt: at(1) }), card), at(2)],
    ['a correction of an older one', paper(card, aCard({ publishedAt: at(1), updatedAt: at(4) })), at(4)],
    ['a withdrawal since', { ...paper(card), updated: at(3) }, at(3)],
    ['no earlier than its articles', { ...paper(card), updated: at(1) }, at(2)],
  ])('is that of %s', (_, feed, time) => expect(updated(feed)).toBe(time));
});

describe('a feed in full', () => {
  const body: Block[] = [
    paragraph('প্রথম < ]]> & অনুচ্ছেদ।'),
    { kind: 'list', ordered: false, items: [[{ text: 'এক' }], [{ text: 'দুই', link: 'https://x.example/' }]] },
  ];
  const story = aStory({
    standfirst: 'স্ট্যান্ডফার্স্ট',
    content: { body, source: { name: 'বাসস' } },
    corrections: [{ at: '2024-11-03T00:00:00.000Z', revision: 2, note: 'নাম ঠিক করা হলো' }],
  });
  const whole: Feed = { ...paper(story), stories: [story] };

  it('carries the text as markup, the credit and the corrections', () => {
    const [entry] = under(readXml(atomFeed(whole, site)), 'entry');
    expect(under(entry, 'content')[0]?.attributes).toEqual({ type: 'html' });
    const html = textAt(entry, 'content') ?? '';
    expect(html).toContain('<p>প্রথম &lt; ]]> &amp; অনুচ্ছেদ।</p>'.normalize('NFC'));
    for (const text of ['<li>এক</li>', 'স্ট্যান্ডফার্স্ট', 'সূত্র: বাসস', 'নাম ঠিক করা হলো'])
      expect(html.normalize('NFC')).toContain(text.normalize('NFC'));
    const [item] = JSON.parse(jsonFeed(whole, site)).items;
    expect([item.content_html, item.content_text, item.summary]).toEqual([html, undefined, story.standfirst]);
  });

  it('leaves out the text of another revision than the card’s', () => {
    const corrected = { ...story, revision: 2 };
    const [item] = JSON.parse(jsonFeed({ ...paper(story), stories: [corrected] }, site)).items;
    expect([item.content_html, item.content_text]).toEqual([undefined, story.standfirst]);
  });

  it('is the newsroom’s choice, in every format', async () => {
    const news = aNews({ latest: async () => [story], storiesOf: async () => [story] });
    const change = { touches: [], ids: [], sections: [], days: [], terms: [] };
    const texts = async (withText: boolean) =>
      Promise.all(
        (await feedsOfFronts(withText).pages(change, news)).map(async ({ path, render }) => [
          path,
          (await render(news)).body.includes('অনুচ্ছেদ'.normalize('NFC')),
        ]),
      );
    expect(await texts(true)).toEqual([
      ['/feed.xml', true],
      ['/atom.xml', true],
      ['/feed.json', true],
    ]);
    expect(await texts(false)).toEqual([
      ['/feed.xml', false],
      ['/atom.xml', false],
      ['/feed.json', false],
    ]);
  });
});

describe('the check itself', () => {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  it.each([
    '<a><b></a></b>',
    '<a>&nbsp;</a>',
    '<a>]]></a>',
    '<a b=c/>',
    '<a/><b/>',
    '<a>\u0001</a>',
    '<a>',
    '<a>< b</a>',
  ])('refuses %j', (broken) => expect(() => readXml(declaration + broken)).toThrow());
});

describe('an item of RSS', () => {
  it('always says what it is about: the standfirst, the opening of the text, else the headline', () => {
    expect(textAt(itemOf({ standfirst: 'ভূমিকা', summary: 'শুরু' }), 'description')).toBe('ভূমিকা');
    expect(textAt(itemOf({ summary: 'শুরু' }), 'description')).toBe('শুরু');
    expect(textAt(itemOf({ headline: 'শিরোনাম' }), 'description')).toBe('শিরোনাম');
  });

  it('says when it was corrected, and nothing of it otherwise', () => {
    expect(textAt(itemOf({}), 'atom:updated')).toBeUndefined();
    const updatedAt = '2024-11-03T06:00:00.000Z';
    expect(textAt(itemOf({ updatedAt }), 'atom:updated')).toBe(updatedAt);
  });

  it('has the text in full where the newsroom wants that', () => {
    const story = aStory({ content: { body: [paragraph('চরের পুরো কথা।')] } });
    const full = feed({ ...paper(story), stories: [story] }, site);
    expect(textAt(under(channelOf(full), 'item')[0], 'content:encoded')).toContain('<p>চরের পুরো কথা।</p>');
  });
});
