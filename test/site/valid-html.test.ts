import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../shared/articles/body.ts';
import { articlePage } from '../../shared/site/pages/article.tsx';
import { confirmPage } from '../../shared/site/pages/confirm.tsx';
import { contactPage } from '../../shared/site/pages/contact.tsx';
import { homePage } from '../../shared/site/pages/home.tsx';
import { myDataPage } from '../../shared/site/pages/my-data.tsx';
import { newsletterPage, requestedPage } from '../../shared/site/pages/newsletter.tsx';
import { notFoundPage } from '../../shared/site/pages/not-found.tsx';
import { preferencesPage } from '../../shared/site/pages/preferences.tsx';
import { privacyPage } from '../../shared/site/pages/privacy.tsx';
import { sectionPage } from '../../shared/site/pages/section.tsx';
import { termsPage } from '../../shared/site/pages/terms.tsx';
import { unsubscribePage } from '../../shared/site/pages/unsubscribe.tsx';
import { aCard, aShown, aStory, paragraph, site } from './a-story.ts';

const checker = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:recommended'],
    // Boxes of one list share its name, as HTML means them to.
    rules: { 'form-dup-name': ['error', { shared: ['checkbox', 'radio', 'button', 'reset', 'submit'] }] },
  }),
);
const faultsOf = async (html: string) =>
  (await checker.validateString(html)).results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
  );

const now = '2024-11-02T18:00:00.000Z';
const hostile = `<script>alert(1)</script> " ' & > ]]> <!-- \n  \u0001 </title>`;
const odd = [
  ['the longest headline there can be', { headline: 'ক্ষুদ্র '.repeat(40).trim() }],
  ['a headline of one word', { headline: 'ক'.repeat(160) }],
  ['an empty standfirst', { standfirst: '' }],
  ['no byline', { bylines: [] }],
  ['hostile text', { headline: hostile, shoulder: hostile, standfirst: hostile, bylines: [hostile] }],
] as const;

describe.each(odd)('with %s', (_, with_) => {
  const card = aCard({ ...with_, bylines: [...('bylines' in with_ ? with_.bylines : ['রেহানা পারভীন'])] });
  const other = { ...card, id: 'art_other', section: 'sport' as const };

  it('an article is valid HTML', async () => {
    const spans = [{ text: card.headline }];
    const picture = { asset: 'ast_7k2m9x4q1w5p', alt: card.headline, credit: card.headline, caption: spans };
    const story = aStory({
      ...card,
      shown: aShown('ast_7k2m9x4q1w5p'),
      revision: 2,
      corrections: [{ at: now, revision: 2, note: card.headline }],
      content: {
        dateline: card.headline,
        source: { name: card.headline, url: 'https://agency.example/?a="b"&c=<d>' },
        tags: [card.headline],
        lead: picture,
        body: [
          paragraph(card.headline),
          { kind: 'image', ...picture },
          { kind: 'gallery', images: [picture, picture], caption: picture.caption },
        ],
      },
    });
    expect(await faultsOf(articlePage(story, { latest: [other] }, site))).toEqual([]);
  });

  it('the home page is valid HTML', async () => {
    const sections = [
      { section: 'national' as const, cards: [card, aCard({ id: 'art_2' })] },
      { section: 'sport' as const, cards: [other] },
      { section: 'law' as const, cards: [] },
    ];
    expect(await faultsOf(homePage({ sections, now }, site))).toEqual([]);
  });

  it('a section front is valid HTML', async () =>
    expect(await faultsOf(sectionPage({ section: 'national', cards: [card, other], now }, site))).toEqual(
      [],
    ));
});

describe('a body', () => {
  const spans = [{ text: 'ক' }];
  const blocks: [string, Block[]][] = [
    ['that opens with a third-level heading', [{ kind: 'heading', level: 3, spans }]],
    ['with a blank heading', [{ kind: 'heading', level: 2, spans: [{ text: ' ' }] }]],
    ['with a blank link', [{ kind: 'paragraph', spans: [{ text: ' ', link: 'https://a.example' }] }]],
    [
      'with a ragged table',
      [{ kind: 'table', head: [spans, []], rows: [[spans], [], [spans, spans, spans]] }],
    ],
    ['with two tables', Array<Block>(2).fill({ kind: 'table', head: [spans], rows: [[spans]] })],
    ['with a table without rows', [{ kind: 'table', head: [spans], rows: [] }]],
    [
      'with a quote and lists',
      [
        { kind: 'quote', paragraphs: [spans, spans], cite: 'এক পাঠক' },
        { kind: 'list', ordered: true, items: [spans] },
        { kind: 'list', ordered: false, items: [spans, spans] },
      ],
    ],
    [
      'with marked, linked text',
      [
        {
          kind: 'paragraph',
          spans: [{ text: 'ক', marks: ['strong', 'emphasis'], link: 'mailto:a@b.example' }],
        },
      ],
    ],
  ];
  it.each(blocks)('%s is valid HTML', async (_, body) =>
    expect(await faultsOf(articlePage(aStory({ content: { body } }), { latest: [] }, site))).toEqual([]),
  );
});

describe('the other pages', () => {
  it.each([
    ['not found', notFoundPage(site)],
    ['confirm', confirmPage(site)],
    ['unsubscribe', unsubscribePage(site)],
    ['preferences', preferencesPage(site)],
    ['what is stored', myDataPage(site)],
    ['newsletter', newsletterPage(site)],
    [
      'newsletter, with mistakes',
      newsletterPage(site, { wrong: { address: 'ভুল', sections: 'ভুল', form: 'ভুল' } }),
    ],
    ['requested', requestedPage(site)],
    ['privacy', privacyPage(site)],
    ['contact', contactPage(site)],
    ['terms', termsPage(site)],
    ['an empty home', homePage({ sections: [], now }, site)],
    ['an empty section', sectionPage({ section: 'jobs', cards: [], now }, site)],
  ])('%s is valid HTML', async (_, page) => expect(await faultsOf(page)).toEqual([]));
});

it('the check itself finds a fault', async () =>
  expect(
    await faultsOf(
      '<!DOCTYPE html><html lang="bn"><head><title>a</title></head><body><h1></h1></body></html>',
    ),
  ).not.toEqual([]));
