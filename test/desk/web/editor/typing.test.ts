import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Block } from '../../../../shared/articles/body.ts';
import { aBrowser } from '../../../browser/a-reader.ts';
import { anEditorSite, aTypist, type Typist } from './an-editor.ts';

let browser: Browser;
let site: Awaited<ReturnType<typeof anEditorSite>>;

beforeAll(async () => {
  [browser, site] = await Promise.all([aBrowser(), anEditorSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const paragraph = (text: string): Block => ({
  kind: 'paragraph',
  spans: text === '' ? [{ text: 'x' }] : [{ text }],
});

type Act = (typist: Typist, where: string) => Promise<unknown>;
const times =
  (count: number, key: string): Act =>
  async ({ press }) => {
    for (let nth = 0; nth < count; nth += 1) await press(key);
  };

/** The nine checks: a text, where the cursor is in it, and what somebody does. */
const checks: [string, string, number, Act][] = [
  ['Backspace takes one sign of ক্ষি at a time', 'কক্ষি', -1, times(3, 'Backspace')],
  ['Backspace on র‍্যা with its joiner', 'কর‍্যা', -1, times(2, 'Backspace')],
  ['Backspace on কো', 'ককো', -1, times(1, 'Backspace')],
  [
    'an arrow goes over স্ত্রী in one step',
    'কস্ত্রী',
    -1,
    async ({ press, type }) => {
      await press('ArrowLeft');
      await type('X');
    },
  ],
  ['Delete before স্ত্রী', 'স্ত্রীক', 0, times(1, 'Delete')],
  [
    'a word is composed',
    'সোনার ',
    -1,
    async ({ compose, commit }) => {
      for (const part of ['ক', 'কা', 'কাজ']) await compose(part);
      await commit('কাজ');
    },
  ],
  [
    'a composition is given up',
    'সোনার ',
    -1,
    async ({ compose }) => {
      await compose('কা');
      await compose('');
    },
  ],
  [
    'a word is composed with bold just switched on',
    'সোনার ',
    -1,
    async ({ press, compose, commit }) => {
      await press('Control+b');
      for (const part of ['দ', 'দু', 'দুই']) await compose(part);
      await commit('দুই');
    },
  ],
  [
    'keys come quickly after a composition',
    'সোনার ',
    -1,
    async ({ compose, commit, type, press }) => {
      await compose('এক');
      await commit('এক');
      await type(' ');
      await type('দু');
      await press('Backspace');
      await type('ই');
    },
  ],
];

describe.each([
  ['a desk', false],
  ['a phone', true],
])('typing Bengali on %s', (_, onPhone) => {
  let typist: Typist;
  beforeAll(async () => {
    typist = await aTypist(browser, site.url, onPhone);
  });
  afterAll(async () => {
    expect(typist.faults).toEqual([]);
    await typist.close();
  });

  it.each(checks)('%s, as in the browser’s own field', async (_name, text, offset, act) => {
    const { tab, mount, put, blocks } = typist;
    await tab.evaluate((words) => {
      (document.querySelector('#plain') as HTMLElement).textContent = words;
    }, text);
    await put('#plain', offset);
    await act(typist, '#plain');
    const reference = await tab.evaluate(() => document.querySelector('#plain')?.textContent ?? '');
    await mount([paragraph(text)]);
    await put('#editor .ProseMirror p', offset);
    await act(typist, '#editor .ProseMirror');
    const plain = (all: Block[]) =>
      all
        .map((block) => (block.kind === 'paragraph' ? block.spans.map((span) => span.text).join('') : ''))
        .join('\n');
    const wanted = reference.replaceAll('\u00A0', ' ').normalize('NFC');
    await expect.poll(async () => plain(await blocks())).toBe(wanted);
    const shown = await tab.evaluate(() => document.querySelector('#editor .ProseMirror')?.textContent ?? '');
    expect(shown.normalize('NFC').replaceAll('\u00A0', ' ')).toBe(wanted);
  });

  it('goes on in a new paragraph after Enter in the middle of a word', async () => {
    const { mount, put, blocks, compose, commit, press, type } = typist;
    await mount([paragraph('সোনার ')]);
    await put('#editor .ProseMirror p', -1);
    await compose('এক');
    await commit('এক');
    await press('Enter');
    await type('তিন');
    await expect.poll(blocks).toEqual([paragraph('সোনার এক'), paragraph('তিন')]);
  });

  it('sets no mark but the one that was switched on', async () => {
    const { mount, put, blocks, compose, commit, press, type } = typist;
    await mount([paragraph('সোনার ')]);
    await put('#editor .ProseMirror p', -1);
    await press('Control+b');
    await compose('বাংলা');
    await commit('বাংলা');
    await press('Control+b');
    await type(' গান');
    await expect.poll(blocks).toEqual([
      {
        kind: 'paragraph',
        spans: [{ text: 'সোনার ' }, { text: 'বাংলা', marks: ['strong'] }, { text: ' গান' }],
      },
    ]);
  });
});
