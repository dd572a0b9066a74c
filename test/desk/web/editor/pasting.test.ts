import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Block, Span } from '../../../../shared/articles/body.ts';
import { aBrowser } from '../../../browser/a-reader.ts';
import { anEditorSite, aTypist, type Typist } from './an-editor.ts';
import { docs, hostile, longWord, mail, word } from './clipboards.ts';

let browser: Browser;
let site: Awaited<ReturnType<typeof anEditorSite>>;
let typist: Typist;

beforeAll(async () => {
  [browser, site] = await Promise.all([aBrowser(), anEditorSite()]);
  typist = await aTypist(browser, site.url);
});
afterAll(async () => {
  expect(typist.faults).toEqual([]);
  await browser.close();
  await site.close();
});

const nfc = <Of>(value: Of): Of => JSON.parse(JSON.stringify(value).normalize('NFC')) as Of;
const paragraph = (...spans: (Span | string)[]): Block => ({
  kind: 'paragraph',
  spans: spans.map((span) => (typeof span === 'string' ? { text: span } : span)),
});

async function pasted(data: Record<string, string>, files: { name: string; type: string }[] = []) {
  await typist.mount([]);
  await typist.put('#editor .ProseMirror p', 0);
  await typist.paste(data, files);
  return { blocks: await typist.blocks(), told: await typist.told() };
}

describe('pasting', () => {
  it('from Word keeps words, lists and tables, and tells the rest', async () => {
    const { blocks, told } = await pasted({ 'text/html': word });
    expect(blocks).toEqual(
      nfc<Block[]>([
        { kind: 'heading', level: 2, spans: [{ text: 'চরে নতুন স্কুল' }] },
        paragraph('পদ্মার চরে ', { text: 'তিনটি', marks: ['strong'] }, ' স্কুল খুলেছে।'),
        {
          kind: 'list',
          ordered: false,
          items: [[{ text: 'প্রথম স্কুল\n– তার মাঠ' }], [{ text: 'দ্বিতীয় স্কুল' }]],
        },
        { kind: 'list', ordered: true, start: 5, items: [[{ text: 'পঞ্চম' }]] },
        paragraph('১০^২ কিমি ', { text: 'দূরে', marks: ['emphasis'] }),
        {
          kind: 'table',
          head: [[{ text: 'গ্রাম' }], [{ text: 'ছাত্র' }], []],
          rows: [[[{ text: 'চরখিদিরপুর' }], [{ text: '৪০' }], [{ text: '৩৮' }]]],
        },
        paragraph('নথি ', { text: 'পাতা', link: 'https://a.example/' }),
      ]),
    );
    expect(told).toEqual([
      { what: 'deleted', excerpt: 'বাদ' },
      { what: 'comment', excerpt: '[রু1]' },
      { what: 'picture', excerpt: 'চরের স্কুল' },
      { what: 'link', excerpt: 'file:///C:/a.docx' },
    ]);
  });

  it('from Google Docs is not all bold', async () => {
    const { blocks, told } = await pasted({ 'text/html': docs });
    expect(blocks).toEqual(
      nfc<Block[]>([
        { kind: 'heading', level: 2, spans: [{ text: 'নদীর খবর' }] },
        paragraph(
          'সাধারণ কথা, ',
          { text: 'মোটা কথা', marks: ['strong'] },
          { text: ', বাঁকা কথা ', marks: ['emphasis'] },
          { text: 'লিংক', link: 'https://a.example/x' },
        ),
        { kind: 'list', ordered: false, items: [[{ text: 'এক\n– ভেতরে' }], [{ text: 'দুই' }]] },
      ]),
    );
    expect(told).toEqual([]);
  });

  it('from a mail keeps its paragraphs and what it quotes', async () => {
    const { blocks, told } = await pasted({ 'text/html': mail });
    expect(blocks).toEqual(
      nfc<Block[]>([
        paragraph('প্রিয় সম্পাদক,'),
        paragraph('খবরটি পাঠালাম।\nরুমানা'),
        { kind: 'quote', paragraphs: [[{ text: 'আগের কথা' }], [{ text: 'আরও কথা' }]] },
      ]),
    );
    expect(told).toEqual([]);
  });

  it('of hostile HTML runs nothing and loads nothing', async () => {
    const asked: string[] = [];
    typist.tab.on('request', (request) => asked.push(request.url()));
    const { blocks, told } = await pasted({ 'text/html': hostile });
    expect(blocks).toEqual(
      nfc<Block[]>([paragraph('ভালো কথা'), { kind: 'embed', provider: 'youtube', id: 'dQw4w9WgXcQ' }]),
    );
    expect(told.map((one) => (one as { what: string }).what)).toEqual(['picture', 'link', 'media', 'hidden']);
    expect(await typist.tab.evaluate(() => (window as { hurt?: number }).hurt)).toBeUndefined();
    expect(asked.filter((url) => !url.startsWith(site.url))).toEqual([]);
  });

  it('of 200 KB from Word is whole', async () => {
    const { blocks } = await pasted({ 'text/html': longWord });
    expect(blocks).toHaveLength(720);
    expect(blocks.at(-1)).toEqual(
      nfc(paragraph('অনুচ্ছেদ 719: নদীর ঘাটে আজও ', { text: 'নৌকার', marks: ['strong'] }, ' ভিড় ছিল।')),
    );
  });

  it('of a picture alone says that it did not come', async () => {
    const { blocks, told } = await pasted({}, [{ name: 'photo.jpg', type: 'image/jpeg' }]);
    expect(blocks).toEqual([]);
    expect(told).toEqual([{ what: 'picture', excerpt: 'photo.jpg' }]);
  });

  it('of what was copied in an editor is that again', async () => {
    const body: Block[] = [
      { kind: 'heading', level: 3, spans: [{ text: 'ক' }] },
      { kind: 'quote', paragraphs: [[{ text: 'খ' }]], cite: 'রুমানা' },
      { kind: 'table', head: [[{ text: 'ক' }], [{ text: 'খ' }]], rows: [[[{ text: '১' }], []]] },
      paragraph({ text: 'গ', marks: ['strong', 'emphasis'], link: '/sport' }, '\nঘ'),
      { kind: 'embed', provider: 'vimeo', id: '123456789' },
      paragraph('শেষ'),
    ];
    await typist.mount(body);
    await typist.put('#editor .ProseMirror h3', 0);
    await typist.press('Control+a');
    await expect.poll(async () => (await typist.copied())['text/plain']).toContain('শেষ');
    const copied = await typist.copied();
    await typist.mount([]);
    await typist.put('#editor .ProseMirror p', 0);
    await typist.paste(copied);
    expect(await typist.blocks()).toEqual(body);
  });

  it('of a picture of a page over words leaves the words', async () => {
    await typist.mount([paragraph('খবর')]);
    await typist.put('#editor .ProseMirror p', 0, 3);
    await typist.paste({ 'text/html': '<img src="https://a.example/a/river.jpg">' });
    expect(await typist.blocks()).toEqual([paragraph('খবর')]);
    expect(await typist.told()).toEqual([{ what: 'picture', excerpt: 'river.jpg' }]);
  });

  it('into a cell of a table makes lines of it', async () => {
    await typist.mount([{ kind: 'table', head: [[{ text: 'ক' }]], rows: [[[{ text: 'খ' }]]] }]);
    await typist.put('#editor .ProseMirror td', -1);
    await typist.paste({ 'text/plain': ' এক\n\nদুই' });
    expect(await typist.blocks()).toEqual([
      { kind: 'table', head: [[{ text: 'ক' }]], rows: [[[{ text: 'খএক\nদুই' }]]] },
    ]);
  });

  it('of a provider’s address offers to show it, and does so when asked', async () => {
    await pasted({ 'text/plain': 'https://vimeo.com/123456789' });
    expect(await typist.blocks()).toEqual([paragraph('https://vimeo.com/123456789')]);
    await typist.tab.getByRole('button', { name: 'ভিডিও বা পোস্ট হিসেবে বসান' }).click();
    expect(await typist.blocks()).toEqual([{ kind: 'embed', provider: 'vimeo', id: '123456789' }]);
  });

  it('of Bijoy offers to convert it, and does so when asked', async () => {
    await pasted({ 'text/plain': 'evsjv‡`k' });
    expect(await typist.blocks()).toEqual([paragraph('evsjv‡`k')]);
    await typist.tab.getByRole('button', { name: 'ইউনিকোডে বদলান' }).click();
    expect(await typist.blocks()).toEqual(nfc([paragraph('বাংলাদেশ')]));
  });
});
