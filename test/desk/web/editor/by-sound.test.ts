import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bengaliBySound } from '../../../../desk/web/editor/avro.ts';
import { bengali } from '../../../../desk/web/editor/words.ts';
import { type Block, plainText } from '../../../../shared/articles/body.ts';
import { aBrowser } from '../../../browser/a-reader.ts';
import { anEditorSite, aTypist, editorChunks, type Typist } from './an-editor.ts';

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

const field = '#editor .ProseMirror p';
const paragraph = (text: string): Block => ({ kind: 'paragraph', spans: [{ text }] });
/** What stands there; a space at its end is one that ended a word. */
const text = async () => plainText(await typist.blocks()).trimEnd();
const nfc = (of: string) => of.normalize('NFC');
const tool = () => typist.tab.getByRole('button', { name: bengali.commands.bySound });
const switchIt = async (to: boolean) => {
  await typist.press('Control+m');
  await expect.poll(() => tool().getAttribute('aria-pressed')).toBe(String(to));
};

describe('Bengali by sound', () => {
  it.each([
    ['ami banglay gan gai', 'আমি বাংলায় গান গাই'],
    ['raShTro', 'রাষ্ট্র'],
    ['shikkha', 'শিক্ষা'],
    ['ut``sob', 'উৎসব'],
    ['du:kho', 'দুঃখ'],
    ['ca^d', 'চাঁদ'],
    ['rZab', 'র‍্যাব'],
    ['12.5', '১২.৫'],
    ['sal.', 'সাল।'],
  ])('makes of %s %s', (typed, made) => {
    expect(bengaliBySound(typed)).toBe(nfc(made));
  });

  it('comes with who asks for it, as a chunk of its own', async () => {
    const { files, metafile } = await editorChunks();
    const [file] = Object.entries(metafile.outputs).find(([, { inputs }]) =>
      Object.keys(inputs).some((input) => input.includes('nodejs-avro-phonetic')),
    ) ?? [''];
    const name = file.split('/').at(-1) ?? '';
    expect(name).toMatch(/^chunk-/);
    const loaded =
      metafile.outputs['editor.js']?.imports.filter(({ kind }) => kind === 'import-statement') ?? [];
    expect(loaded.map(({ path }) => path.split('/').at(-1))).not.toContain(name);
    expect(files.get(name)?.text).toContain('Mozilla Public License 1.1');
  });
});

describe('a text that is typed by sound', () => {
  beforeEach(async () => {
    await typist.mount([paragraph('ABC')]);
    await typist.put(field, -1);
  });

  it('is as it was typed until somebody switches that on', async () => {
    await typist.tab.keyboard.type(' ami ');
    await expect.poll(text).toBe('ABC ami');
  });

  it('becomes Bengali word by word, what was there before does not; undo gives the letters back', async () => {
    await switchIt(true);
    await typist.tab.keyboard.type(' ami');
    expect(await typist.tab.locator('.by-sound-made').textContent()).toBe('আমি');
    await expect.poll(text).toBe('ABC ami');
    await typist.tab.keyboard.type(' banglay likhi. ');
    await expect.poll(text).toBe(nfc('ABC আমি বাংলায় লিখি।'));
    await typist.press('Control+z');
    expect(await text()).not.toBe(nfc('ABC আমি বাংলায় লিখি।'));
    await switchIt(false);
    await typist.tab.keyboard.type(' ami ');
    expect(await text()).toMatch(/ ami$/);
  });

  it('is whole when the word is left by a key, a click, or the end of the visit', async () => {
    await switchIt(true);
    await typist.tab.keyboard.type(' ami');
    await typist.press('Enter');
    await typist.tab.keyboard.type('tumi');
    await typist.press('ArrowLeft');
    await expect.poll(text).toBe('ABC আমি\nতুমি');
    await typist.press('End');
    await typist.tab.keyboard.type(' se');
    await typist.press('Control+s');
    await expect.poll(text).toBe('ABC আমি\nতুমি সে');
    await typist.tab.keyboard.type(' Ora');
    await typist.tab.locator('[data-tool=help]').focus();
    await expect.poll(text).toBe('ABC আমি\nতুমি সে ওরা');
    await typist.put(`${field}:last-of-type`, -1);
    await switchIt(false);
  });

  it('goes back by a letter within a word', async () => {
    await switchIt(true);
    await typist.tab.keyboard.type(' amix');
    await typist.press('Backspace');
    await typist.tab.keyboard.type(' ');
    await expect.poll(text).toBe('ABC আমি');
    await switchIt(false);
  });
});
