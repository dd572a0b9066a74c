import { describe, expect, it } from 'vitest';
import type { Block } from '../../shared/articles/body.ts';
import { copyOf } from '../../shared/articles/markdown.ts';
import { markdownOf } from '../../shared/articles/markdown-of.ts';
import { newsroom } from '../../shared/newsroom.ts';
import { articlePage } from '../../shared/site/pages/article.tsx';
import { fullText } from '../../shared/site/view/full-text.tsx';
import { aStory, paragraph, site } from './a-story.ts';
import { part, textOf } from './reading.ts';

const pageOf = (body: Block[]) => articlePage(aStory({ content: { body } }), { latest: [] }, site);
const table = (markdown: string) => copyOf(markdown).blocks;
const classesIn = (page: string) =>
  [...part(page, '<table>').matchAll(/<t([hd])(?: scope="col")?(?: class="(\w+)")?>/g)].map(
    ([, , name = '-']) => name,
  );

describe('a table', () => {
  it('sets columns of numbers to the right, with their heads, and words to the left', () => {
    const page = pageOf(
      table(
        '| জেলা | আশ্রয়কেন্দ্র | দর | তারিখ |\n|---|---|---|---|\n| রংপুর | ৮৬টি | ৳ ৫০০ | ২ নভেম্বর |\n| পাবনা | ১,২০০ | — | ৩ নভেম্বর |',
      ),
    );
    expect(classesIn(page).slice(0, 4)).toEqual(['-', 'number', 'number', '-']);
    expect(classesIn(page).slice(4, 8)).toEqual(['-', 'number', 'number', '-']);
  });

  it('is set as its copy says, which is kept when it is read and written again', () => {
    const blocks = table('| ক | খ | গ |\n|---:|:---:|:---|\n| ক | খ | ৩ |');
    expect(blocks).toMatchObject([{ kind: 'table', align: ['right', 'center', 'left'] }]);
    expect(copyOf(markdownOf(blocks)).blocks).toEqual(blocks);
    expect(classesIn(pageOf(blocks)).slice(0, 3)).toEqual(['number', 'centred', '-']);
  });

  it('whose copy says nothing is stored as before: its hash stays', () =>
    expect(table('| ক |\n|---|\n| ১ |')[0]).not.toHaveProperty('align'));
});

describe('a quote', () => {
  it.each([
    ['in a field', [{ kind: 'quote', paragraphs: [[{ text: 'নদী আমাদের মা।' }]], cite: 'রহিমা' }]],
    ['after a dash', copyOf('> নদী আমাদের মা।\n>\n> — রহিমা').blocks],
  ])('shows who is quoted below it: %s', (_, body) => {
    const page = pageOf(body as Block[]);
    expect(textOf(part(page, '<figcaption>'))).toBe('— রহিমা');
    expect(textOf(part(page, '<blockquote>'))).toBe('নদী আমাদের মা।');
  });

  it('of one line stays a quote, whatever it begins with', () =>
    expect(pageOf(copyOf('> — কে সেখানে?').blocks)).not.toContain('<figcaption>'));
});

describe('a number', () => {
  it('stays with the word that it counts, on the page alone', () => {
    const page = pageOf([paragraph('বয়স ৫৫ বছর, ব্যয় ১ কোটি টাকা, ২০% কমেছে। ১২ ১৩')]);
    expect(page).toContain('৫৫\u00A0বছর, ব্যয় ১\u00A0কোটি টাকা, ২০%\u00A0কমেছে। ১২ ১৩'.normalize('NFC'));
    expect(page).toContain('ব্যয় ১ কোটি টাকা'.normalize('NFC'));
  });
});

describe('a link without its slashes, which a browser takes for a path on the page', () => {
  it('leads where it was meant to, in copy that has it already and in new copy', () => {
    const spans = (href: string): Block[] => [{ kind: 'paragraph', spans: [{ text: 'সেখানে', link: href }] }];
    for (const href of ['https:there.example/a', 'https:/there.example/a', 'HTTPS:///there.example/a'])
      expect(pageOf(spans(href))).toMatch(/<a href="https:\/\/there\.example\/a">সেখানে<\/a>/i);
    expect(copyOf('[সেখানে](https:there.example/a)').blocks).toEqual(spans('https://there.example/a'));
    // Of this site, it is one of its paths.
    expect(pageOf(spans(`https:${new URL(site.origin).host}/sport`))).toContain('<a href="/sport">সেখানে</a>');
    expect(pageOf(spans('mailto:desk@there.example'))).toContain('<a href="mailto:desk@there.example">');
  });
});

describe('a link to an article of the paper', () => {
  it('has no words of its address: they may change, and of a killed one they are to be nowhere', () => {
    const path = '/law/art_7k2m9x4q1w5p';
    const to = (link: string): Block[] => [{ kind: 'paragraph', spans: [{ text: 'আগের খবর', link }] }];
    for (const link of [`${path}/নদী-ভাঙন`, `${site.origin}${path}/%E0%A6%A8%E0%A6%A6%E0%A7%80/`, path])
      expect(pageOf(to(link))).toContain(`<a href="${path}">আগের খবর</a>`);
    const elsewhere = `https://other.example${path}/words`;
    expect(pageOf(to(elsewhere))).toContain(`<a href="${elsewhere}">`);
  });
});

describe('a link to what others published', () => {
  it('says what it is and where, in the right case', () => {
    const page = pageOf([{ kind: 'embed', provider: 'x', id: 'khobor/status/123456789' }]);
    expect(textOf(part(page, '<p class="embed">'))).toBe('পোস্টটি এক্সে দেখুন');
    for (const { name, link } of Object.values(newsroom.embeds)) {
      expect(link).toContain(name);
      expect(link).not.toContain('-এ');
    }
  });

  it('that can be played names its frame, which is not there before it is asked for', () => {
    const page = pageOf([{ kind: 'embed', provider: 'vimeo', id: '123456789' }]);
    expect(textOf(part(page, '<figure class="embed wide">'))).toBe(
      'ভিডিওটি ভিমিওতে দেখুন চাপ দেওয়ার আগে ভিমিও কিছু জানতে পারে না।'.normalize('NFC'),
    );
    expect(page).toContain('href="https://vimeo.com/123456789"');
    expect(page).not.toContain('<iframe');
  });

  it('is a plain link in feeds, whose readers run no script', () => {
    const feed = fullText(
      aStory({ content: { body: [{ kind: 'embed', provider: 'vimeo', id: '123456789' }] } }),
      site,
    );
    expect(feed).toContain(
      '<p class="embed"><a href="https://vimeo.com/123456789" rel="noopener">ভিডিওটি ভিমিওতে দেখুন</a></p>',
    );
  });
});
