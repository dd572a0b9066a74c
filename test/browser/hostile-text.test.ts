import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Block, Link } from '../../shared/articles/body.ts';
import type { Card } from '../../shared/articles/card.ts';
import { Content } from '../../shared/articles/content.ts';
import { articlePage } from '../../shared/site/pages/article.tsx';
import { homePage } from '../../shared/site/pages/home.tsx';
import { noticePage } from '../../shared/site/pages/notice.tsx';
import { sectionPage } from '../../shared/site/pages/section.tsx';
import { served, theSite } from '../site/a-browser.ts';
import { aCard, aShown, aStory } from '../site/a-story.ts';
import { addresses, payloads } from './payloads.ts';

declare global {
  interface Window {
    foreign: typeof foreign;
  }
}

/** More in CI: `XSS_DOCUMENTS=10000`. Another seed looks elsewhere: `XSS_SEED=7`. */
const count = Number(process.env.XSS_DOCUMENTS ?? 2_000);
const seed = Number(process.env.XSS_SEED ?? 1);
/** How many a page of the browser reads at once. */
const atOnce = 1_000;

const pages: Record<string, string> = {};
let site: Awaited<ReturnType<typeof served>>;
let page: Page;
/** What a text set off: calls of `ran`, dialogs, requests to others, navigations. */
const ran: string[] = [];

beforeAll(async () => {
  // Without a policy and a charset: nothing but the page itself stands between a text and the browser.
  site = await served(pages, () => 204, { 'content-type': 'text/html' });
  const context = await site.browser.newContext();
  await context.exposeBinding('ran', ({ frame }) => ran.push(`called in ${frame.url()}`));
  await context.addInitScript(() => {
    const { ran } = window as unknown as { ran: () => void };
    Object.assign(window, { alert: ran, confirm: ran, prompt: ran, print: ran, open: ran });
  });
  await context.addInitScript(`Object.assign(window, { foreign: ${foreign} })`);
  page = await context.newPage();
  page.on('dialog', (dialog) => {
    ran.push(`asked ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => ran.push('opened a window'));
  page.on('request', (request) => {
    if (!request.url().startsWith(site.at)) ran.push(`fetched ${request.url()}`);
  });
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(site.at) && frame.url() !== 'about:blank') ran.push(`went to ${frame.url()}`);
  });
});
afterAll(() => site.close());

/** A text where it is a line: cut to what a schema allows of it. */
const asLine = (text: string, max = 80) => [...text.replace(/[\n\u2028\u2029]/g, ' ')].slice(0, max).join('');

const storyOf = ({ section: _, headline, shoulder, standfirst, bylines, ...content }: Content, nth: number) =>
  aStory({
    ...{ id: `art_${nth}`, headline, shoulder, standfirst, bylines, revision: 2, content },
    shown: aShown('ast_7k2m9x4q1w5p'),
    corrections: [{ at: '2024-11-03T03:05:00.000Z', revision: 2, note: standfirst ?? headline }],
  });

/** An article that says a text in every place it has. */
function everywhere(text: string): Content {
  const spans = [{ text }];
  const line = asLine(text);
  const picture = { asset: 'ast_7k2m9x4q1w5p', alt: line, credit: line, caption: spans };
  const body: Block[] = [
    { kind: 'paragraph', spans },
    { kind: 'paragraph', spans: [{ text, marks: ['strong', 'emphasis'], link: 'https://a.example/' }] },
    { kind: 'heading', level: 2, spans },
    { kind: 'list', ordered: true, items: [spans] },
    { kind: 'quote', paragraphs: [spans], cite: line },
    { kind: 'table', head: [spans], rows: [[spans]] },
    { kind: 'image', ...picture },
    { kind: 'gallery', images: [picture, picture], caption: spans },
  ];
  return Content.parse({
    ...{
      section: 'national',
      headline: asLine(text, 160),
      shoulder: line,
      standfirst: text,
      bylines: [line, `${asLine(text, 70)}২`],
    },
    ...{
      dateline: line,
      source: { name: line, url: 'https://a.example/' },
      body,
      lead: picture,
      alert: 'none',
    },
    tags: [asLine(text, 60)],
  });
}

/** Opens whole pages in frames of one, and says what is in them that no page of ours has. */
async function judged(documents: string[]): Promise<string[]> {
  for (const [nth, document] of documents.entries()) pages[`/document/${nth}`] = document;
  pages['/frames'] =
    `<!DOCTYPE html>${documents.map((_, nth) => `<iframe src="/document/${nth}"></iframe>`).join('')}`;
  await page.goto(`${site.at}/frames`);
  return page.evaluate(() =>
    [...document.querySelectorAll('iframe')].flatMap(({ contentDocument }, nth) =>
      window.foreign(contentDocument ?? document).map((what) => `${nth}: ${what}`),
    ),
  );
}

describe('texts that would run something', () => {
  const stories = payloads.map((text, nth) => storyOf(everywhere(text), nth));

  it('are many', () => expect(new Set([...payloads, ...addresses]).size).toBeGreaterThan(120));

  it('run nothing in an article, and are read as they were written', async () => {
    expect(await judged(stories.map((story) => articlePage(story, { latest: [] }, theSite)))).toEqual([]);
    const headlines = await page.evaluate(() =>
      [...document.querySelectorAll('iframe')].map(
        ({ contentDocument }) => contentDocument?.querySelector('h1')?.textContent,
      ),
    );
    expect(headlines).toEqual(stories.map(({ headline }) => headline));
    expect(ran).toEqual([]);
  });

  it('run nothing on a front or in a notice', async () => {
    const now = '2024-11-02T18:00:00.000Z';
    const cards: Card[] = stories;
    const halves = [cards.slice(0, 30), cards.slice(30, 60), cards.slice(60, 90), cards.slice(-30)];
    const documents = [
      ...halves.map((cards) => homePage({ sections: [{ section: 'national', cards }], now }, theSite)),
      ...halves.map((cards) => sectionPage({ section: 'national', cards, now }, theSite)),
      ...payloads.map((reason) =>
        noticePage(
          {
            ...{ state: 'retracted', revision: 2, path: '/national/art_1', section: 'national' },
            ...{ headline: reason, reason, withdrawnAt: now },
          },
          theSite,
        ),
      ),
    ];
    expect(await judged(documents)).toEqual([]);
    expect(ran).toEqual([]);
  });

  it('run nothing as a link, even if one had been saved', async () => {
    const spansOf = (link: string) => [{ text: 'এখানে', link }];
    const documents = addresses.map((link, nth) =>
      articlePage(
        aStory({
          id: `art_${nth}`,
          content: {
            body: [{ kind: 'paragraph', spans: spansOf(link) }],
            source: { name: 'সূত্র', url: link },
            tags: [link],
          },
          bylines: [link],
        }),
        { latest: [aCard({ id: 'art_other' })] },
        theSite,
      ),
    );
    expect(await judged(documents)).toEqual([]);
    expect(ran).toEqual([]);
  });

  it('run nothing when a page is read, written and read again', async () => {
    await judged(stories.map((story) => articlePage(story, { latest: [] }, theSite)));
    const found = await page.evaluate(() =>
      [...document.querySelectorAll('iframe')].flatMap(({ contentDocument }) => {
        const { body } = contentDocument ?? document;
        const written = body.innerHTML;
        body.innerHTML = written;
        return window.foreign(body.ownerDocument);
      }),
    );
    expect(found).toEqual([]);
    expect(ran).toEqual([]);
  });
});

describe('documents made of what markup is made of', () => {
  const { scrap, documents } = arbitraries();

  it(`run nothing, ${count} of them`, async () => {
    for (let from = 0; from < count; from += atOnce) {
      const size = Math.min(atOnce, count - from);
      const contents = fc.sample(documents, { numRuns: size, seed: seed + from });
      const whole = contents.map((content, nth) =>
        ownPart(articlePage(storyOf(content, nth), { latest: [], withAds: false }, theSite)),
      );
      pages['/whole.json'] = JSON.stringify(whole);
      // As one page, every body and data block of them after another, where whatever is a script would run. It is hidden:
      // laying out five megabytes takes six times as long as the rest.
      pages['/joined'] = `<!DOCTYPE html><html lang="bn" hidden><meta charset="utf-8"><title>ক</title>${whole
        .map((html) => partOf(html, '<script', '</head>') + partOf(html, '<main', '</body>'))
        .join('')}`;
      await page.goto(`${site.at}/joined`);
      const found = await page.evaluate(async () => {
        const parser = new DOMParser();
        const whole: string[] = await (await fetch('/whole.json')).json();
        const read = (html: string) => window.foreign(parser.parseFromString(html, 'text/html'));
        return {
          joined: document.querySelectorAll('article.story').length,
          foreign: [...window.foreign(document), ...whole.flatMap(read)],
        };
      });
      expect(found, `seed ${seed + from}`).toEqual({ joined: size, foreign: [] });
      expect(ran, `seed ${seed + from}`).toEqual([]);
    }
  });

  it('are of every kind of scrap', () => {
    const text = fc.sample(scrap, { numRuns: 5_000, seed }).join('');
    for (const sign of ['<script', '<!--', ']]>', '"', '&', 'javascript:', '</title>'])
      expect(text).toContain(sign);
  });
});

it('the check itself finds what runs, and what is not ours', async () => {
  const found = await judged([
    '<!DOCTYPE html><meta charset="utf-8"><img src=x onerror=ran()>',
    '<!DOCTYPE html><meta charset="utf-8"><p><a href="javascript:ran()">ক</a><!-- x -->',
    '<!DOCTYPE html><meta charset="utf-8"><svg onload="alert()"></svg>',
  ]);
  expect(found).toEqual([
    '0: img[onerror]',
    '0: img of x',
    '1: a to javascript:ran()',
    '1: #comment',
    '2: svg',
    '2: svg[onload]',
  ]);
  await expect.poll(() => ran.length).toBeGreaterThanOrEqual(2);
  ran.splice(0);
});

/** Runs in the browser: every element, attribute, comment and address of a document that no page of ours has. */
function foreign(document: Document): string[] {
  const elements = new Set(
    (
      'html head meta title link script body a header nav main article aside section footer div p span h1 h2 h3 ul ' +
      'ol li time table thead tbody tr th td figure blockquote figcaption img em strong address b br'
    ).split(' '),
  );
  const attributes =
    /^(?:lang|charset|name|content|rel|href|type|media|title|property|class|id|aria-[a-z]+|datetime|tabindex|scope|hidden|src|start|defer|data-slot|data-section)$/;
  /** Of pictures, which come from our own address alone. */
  const ofPictures =
    /^(?:srcset|sizes|width|height|alt|decoding|loading|fetchpriority|as|imagesrcset|imagesizes)$/;
  const pictures = /^(?:\/media\/ast_\w{12}\/\w+-\d+\.webp(?: \d+w)?(?:, |$))+$/;
  const found: string[] = [];
  if (document.characterSet !== 'UTF-8') found.push(`charset ${document.characterSet}`);
  // The one form of a page. No text of an article is in it; what it sends, it sends to us.
  const [form, ...others] = document.querySelectorAll('form.sign-up[action="/api/subscriptions"]');
  // The menu of the masthead, which is the same on every page.
  const [menu, ...menus] = document.querySelectorAll('header.masthead > details');
  // The button that copies the page's address.
  const copy = document.querySelector('.share button[data-address^="https://news.example/"]');
  const isOfMenu = (node: Node) => menus.length === 0 && menu?.contains(node) === true;
  const isOfForm = (node: Node) => others.length === 0 && form?.contains(node) === true;
  const ofForm = new Set('form fieldset legend label input button'.split(' '));
  const walker = document.createTreeWalker(document, 1 | 128);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (isOfMenu(node) || node === copy) continue;
    if (isOfForm(node) && (ofForm.has((node as Element).localName) || node.nodeName === 'P')) continue;
    if (!(node instanceof (document.defaultView ?? window).Element)) {
      found.push(node.nodeName);
      continue;
    }
    const name = node.localName;
    if (!elements.has(name) || node.namespaceURI !== 'http://www.w3.org/1999/xhtml') found.push(name);
    for (const attribute of node.attributes)
      if (
        !attributes.test(attribute.name) &&
        !(
          name === 'a' &&
          attribute.name === 'data-frame' &&
          /^https:\/\/(?:www\.youtube-nocookie|player\.vimeo|www\.facebook|www\.tiktok|w\.soundcloud)\.com\//.test(
            attribute.value,
          )
        ) &&
        // What leads readers on is read from our own feeds and files.
        !(
          /^data-(?:feeds|from)$/.test(attribute.name) &&
          /^(?:(?:^| )\/(?!\/)[\w%./~-]+\.(?:xml|json))+$/.test(attribute.value)
        ) &&
        !(attribute.name === 'data-list' && /^(?:today|week)$/.test(attribute.value)) &&
        !(attribute.name === 'data-zone' && attribute.value === 'Asia/Dhaka') &&
        !(name === 'html' && /^data-(?:theme|size|slots)$/.test(attribute.name)) &&
        !(/^(?:img|link)$/.test(name) && ofPictures.test(attribute.name))
      )
        found.push(`${name}[${attribute.name}]`);
    const href = node.getAttribute('href');
    const src = node.getAttribute('src');
    for (const from of [name === 'img' && src, node.getAttribute('srcset'), node.getAttribute('imagesrcset')])
      if (typeof from === 'string' && !pictures.test(from)) found.push(`${name} of ${from}`);
    if (src !== null && name !== 'script' && name !== 'img') found.push(`${name} of ${src}`);
    if (href !== null && !/^(?:https?:\/\/|mailto:|tel:|\/(?!\/)|#)/.test(href))
      found.push(`${name} to ${href}`);
    if (name === 'meta' && node.hasAttribute('http-equiv')) found.push('meta[http-equiv]');
    if (name === 'script') {
      const isData = node.getAttribute('type') === 'application/ld+json';
      // Those of a page with ads, and with the form.
      const isOwn =
        /^\/assets\/(?:ads|reading|sign-up|display|onward)\.js$/.test(node.getAttribute('src') ?? '') &&
        node.textContent === '';
      if (!isData && !isOwn) found.push('script');
      if (isData) JSON.parse(node.textContent ?? '');
    }
  }
  return found;
}

/** A page without masthead and foot, which say nothing of its article. */
const ownPart = (html: string) =>
  `${html.slice(0, html.indexOf('<header class="masthead"'))}${partOf(html, '<main', '<footer')}</body></html>`;

const partOf = (html: string, from: string, to: string) => html.slice(html.indexOf(from), html.indexOf(to));

/** Articles that a schema lets in, of scraps of markup, escapes, addresses and any letters at all. */
function arbitraries() {
  const scrap = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...payloads) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        ...[
          '<',
          '>',
          '"',
          "'",
          '`',
          '&',
          '=',
          '/',
          '\\',
          ' ',
          '\n',
          '\t',
          '<!--',
          '-->',
          '--!>',
          ']]>',
          '<![CDATA[',
        ],
        ...[
          '<script',
          '<script>',
          '</script',
          '</script>',
          '<style>',
          '</style>',
          '</title>',
          '</p>',
          '</main>',
          '<svg',
        ],
        ...[
          '<math>',
          '<img src=x ',
          'onerror=',
          'ran()',
          '//',
          '/>',
          '<a href="',
          'javascript:',
          'data:',
          '&lt;',
          '&#60',
        ],
        ...[
          '&#x3c;',
          '&amp',
          '&NewLine;',
          '&Tab;',
          '{{',
          '}}',
          '<?',
          '?>',
          '<%',
          '\u2028',
          '\u00A0',
          '\u200D',
          '\u200C',
        ],
        ...[
          'র‍্যাব',
          'ক্ষ',
          'ড়',
          '।',
          'ৎ',
          '\u09BC',
          '<template>',
          '<noscript>',
          '<plaintext>',
          '<textarea>',
          '<base ',
        ],
      ),
    },
    { weight: 2, arbitrary: fc.string({ maxLength: 8 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
  );
  const said = fc.array(scrap, { minLength: 1, maxLength: 5 }).map((scraps) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the schema refuses them; that is tested with it
    const text = scraps.join('').replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g, '');
    return [...`${text}ক`].slice(-150).join('');
  });
  const line = said.map((text) => `ক${asLine(text, 50)}`);
  const link = fc
    .tuple(
      fc.constantFrom('https://a.example/', 'https://a.example/?q=', 'mailto:a@b.example?subject='),
      said,
    )
    .map(([start, text]) => start + text.replace(/\s/g, ''))
    .filter((href) => Link.safeParse(href).success);
  const marks = fc.constantFrom<undefined | ('strong' | 'emphasis')[]>(
    undefined,
    ['strong'],
    ['strong', 'emphasis'],
  );
  const spans = fc.array(fc.record({ text: said, marks, link: fc.option(link, { nil: undefined }) }), {
    minLength: 1,
    maxLength: 2,
  });
  const block = fc.oneof(
    fc.record({ kind: fc.constant('paragraph'), spans }),
    fc.record({ kind: fc.constant('heading'), level: fc.constantFrom(2, 3), spans }),
    fc.record({ kind: fc.constant('list'), ordered: fc.boolean(), items: fc.tuple(spans) }),
    fc.record({ kind: fc.constant('quote'), paragraphs: fc.tuple(spans), cite: line }),
    fc.record({ kind: fc.constant('table'), head: fc.tuple(spans), rows: fc.tuple(fc.tuple(spans)) }),
  );
  const raw = fc.record({
    section: fc.constant('national'),
    headline: line,
    shoulder: line,
    standfirst: said,
    bylines: fc.array(line, { maxLength: 2 }),
    dateline: line,
    source: fc.record({ name: line, url: link }),
    body: fc.array(block, { minLength: 1, maxLength: 3 }),
    tags: fc.array(line, { maxLength: 2 }),
    alert: fc.constant('none'),
  });
  const documents = raw.map((one) => Content.safeParse(one).data).filter((content) => content !== undefined);
  return { scrap, documents };
}
