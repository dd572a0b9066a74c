import { describe, expect, it } from 'vitest';
import { feed } from '../../shared/site/pages/feed.ts';
import { aCard, site } from './a-story.ts';
import { type Element, readXml, under } from './xml.ts';

const channelOf = (xml: string) => under(readXml(xml), 'channel')[0];
const textAt = (element: Element | undefined, name: string) => under(element, name)[0]?.text;
const itemOf = (card: Parameters<typeof aCard>[0]) =>
  under(channelOf(feed({ cards: [aCard(card)] }, site)), 'item')[0];

describe('a feed', () => {
  it('names the paper, its front and itself', () => {
    const channel = channelOf(feed({ cards: [] }, site));
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
    const channel = channelOf(feed({ section: 'sport', cards: [] }, site));
    expect(textAt(channel, 'title')).toBe('খবর: খেলা');
    expect(textAt(channel, 'link')).toBe('https://news.example/sport');
    expect(under(channel, 'atom:link')[0]?.attributes.href).toBe('https://news.example/sport/feed.xml');
  });

  it('keeps its articles in the order given', () => {
    const cards = ['art_b', 'art_a', 'art_c'].map((id) => aCard({ id }));
    const items = under(channelOf(feed({ cards }, site)), 'item');
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

  it('goes without a description when it has no standfirst', () =>
    expect(under(itemOf({ standfirst: undefined }), 'description')).toEqual([]));

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
