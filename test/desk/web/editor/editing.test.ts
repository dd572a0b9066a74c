import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bengali } from '../../../../desk/web/editor/words.ts';
import type { Block } from '../../../../shared/articles/body.ts';
import { aBrowser } from '../../../browser/a-reader.ts';
import { anEditorSite, aTypist, type Typist } from './an-editor.ts';

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

const paragraph = (text: string): Block => ({ kind: 'paragraph', spans: [{ text }] });
const field = '#editor .ProseMirror p';

describe('the editor', () => {
  it('knows its keys by their place: with a Bengali layout they write other letters', async () => {
    const { mount, put, blocks, cdp } = typist;
    await mount([paragraph('খবর')]);
    await put(field, 0, 3);
    const key = { code: 'KeyB', key: 'ব', windowsVirtualKeyCode: 0, modifiers: 2 };
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
    await expect.poll(blocks).toEqual([{ kind: 'paragraph', spans: [{ text: 'খবর', marks: ['strong'] }] }]);
  });

  it('makes a list of ১. and a space, and takes that back by Backspace', async () => {
    const { mount, put, blocks, tab, press, type } = typist;
    await mount([]);
    await put(field, 0);
    for (const sign of ['১', '.', ' ']) await type(sign);
    await type('ক');
    await expect.poll(blocks).toEqual([{ kind: 'list', ordered: true, items: [[{ text: 'ক' }]] }]);
    await mount([]);
    await put(field, 0);
    await tab.keyboard.type('## ');
    await press('Backspace');
    await type('ক');
    await expect.poll(blocks).toEqual([paragraph('## ক')]);
  });

  it('asks for a link, refuses a bad one in words, and gives the focus back', async () => {
    const { mount, put, blocks, tab, press } = typist;
    await mount([paragraph('খবর')]);
    await put(field, 0, 3);
    await press('Control+k');
    const address = tab.getByLabel(bengali.link.address);
    await address.fill('javascript:alert(1)');
    await press('Enter');
    await expect.poll(() => tab.getByRole('alert').textContent()).toBe(bengali.link.invalid);
    await address.fill('https://a.example/');
    await press('Enter');
    await expect
      .poll(blocks)
      .toEqual([{ kind: 'paragraph', spans: [{ text: 'খবর', link: 'https://a.example/' }] }]);
    expect(await tab.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox');
  });

  it('has one stop for its buttons, arrows between them, and Escape back to the text', async () => {
    const { mount, put, tab, press } = typist;
    await mount([paragraph('খবর')]);
    await put(field, 0);
    const focused = () => tab.evaluate(() => (document.activeElement as HTMLElement).dataset.tool);
    await press('Alt+F10');
    expect(await focused()).toBe('bold');
    await press('ArrowRight');
    expect(await focused()).toBe('italic');
    await press('End');
    expect(await focused()).toBe('help');
    expect(await tab.locator('[role=toolbar] button[tabindex="0"]').count()).toBe(1);
    await press('Escape');
    expect(await tab.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox');
  });

  it('shows every key it has', async () => {
    const { mount, put, tab, press } = typist;
    await mount([paragraph('খবর')]);
    await put(field, 0);
    await press('Control+/');
    expect(await tab.getByRole('dialog').getByRole('row').count()).toBeGreaterThan(12);
    await press('Escape');
    await expect.poll(() => tab.getByRole('dialog').count()).toBe(0);
  });

  it('converts what is selected of Bijoy, and offers that for nothing else', async () => {
    const { mount, put, blocks, tab } = typist;
    await mount([paragraph('evsjv‡`k'), paragraph('খবর')]);
    const tool = tab.getByRole('button', { name: bengali.commands.convertBijoy });
    await put(`${field}:nth-of-type(2)`, 0, 3);
    expect(await tool.isVisible()).toBe(false);
    await put(field, 0, 8);
    await tool.click();
    await expect.poll(blocks).toEqual([paragraph('বাংলাদেশ'), paragraph('খবর')]);
  });

  const set = (blocks: Block[]) =>
    typist.tab.evaluate(
      (body) =>
        (window as unknown as { mounted: { setBlocks: (of: unknown) => void } }).mounted.setBlocks(body),
      blocks,
    );

  it('undoes what was typed before a save that brought another body', async () => {
    const { mount, put, blocks, press, type } = typist;
    await mount([paragraph('এক'), paragraph('দুই')]);
    await put(field, -1);
    await type('শ');
    await set([paragraph('একশ'), paragraph('দুই, বললেন অন্য কেউ')]);
    await type('ত');
    expect(await blocks()).toEqual([paragraph('একশত'), paragraph('দুই, বললেন অন্য কেউ')]);
    await press('Control+z');
    await press('Control+z');
    await expect.poll(blocks).toEqual([paragraph('এক'), paragraph('দুই, বললেন অন্য কেউ')]);
  });

  it('leaves the line that somebody has just begun where it is when another body comes', async () => {
    const { mount, put, blocks, press, type } = typist;
    await mount([paragraph('এক'), paragraph('দুই')]);
    await put(`${field}:first-child`, -1);
    await press('Enter');
    await set([paragraph('এক'), paragraph('দুই, বললেন অন্য কেউ')]);
    await type('নতুন');
    expect(await blocks()).toEqual([paragraph('এক'), paragraph('নতুন'), paragraph('দুই, বললেন অন্য কেউ')]);
  });

  const picture = (nth: number) => ({ asset: `ast_7k2m9x4q1w5${nth}`, alt: `ছবি ${nth}`, credit: 'রুমানা' });
  const gallery = (caption?: string, ...order: number[]): Block => ({
    kind: 'gallery',
    images: order.map(picture),
    ...(caption ? { caption: [{ text: caption }] } : {}),
  });

  it('writes the caption of a gallery beside it: one visit to it is one thing to undo', async () => {
    const { mount, put, blocks, tab, press, type } = typist;
    await mount([paragraph('খবর'), gallery('চর', 1, 2)], { pictures: true });
    const caption = tab.getByLabel(bengali.picture.captionOfAll);
    await caption.focus();
    await press('End');
    for (const part of ['ের', ' ', 'স্কুল']) await type(part);
    await expect.poll(blocks).toEqual([paragraph('খবর'), gallery('চরের স্কুল', 1, 2)]);
    expect(await caption.inputValue()).toBe('চরের স্কুল');
    await put(field, -1);
    await press('Control+z');
    await expect.poll(blocks).toEqual([paragraph('খবর'), gallery('চর', 1, 2)]);
    expect(await caption.inputValue()).toBe('চর');
    await press('Control+y');
    await expect.poll(blocks).toEqual([paragraph('খবর'), gallery('চরের স্কুল', 1, 2)]);
    await caption.fill('');
    await expect.poll(blocks).toEqual([paragraph('খবর'), gallery(undefined, 1, 2)]);
  });

  it('takes a composed word into a caption once it is whole', async () => {
    const { mount, blocks, tab, compose, commit } = typist;
    await mount([gallery(undefined, 1, 2)], { pictures: true });
    await tab.getByLabel(bengali.picture.captionOfAll).focus();
    await compose('বাং');
    expect(await blocks()).toEqual([gallery(undefined, 1, 2)]);
    await commit('বাংলা');
    await expect.poll(blocks).toEqual([gallery('বাংলা', 1, 2)]);
  });

  it('puts the pictures of a gallery in order by keyboard: the focus goes with the picture', async () => {
    const { mount, blocks, tab, press } = typist;
    await mount([gallery('চর', 1, 2, 3)], { pictures: true });
    await tab.getByRole('button', { name: bengali.picture.later, exact: true }).first().focus();
    await press('Enter');
    await expect.poll(blocks).toEqual([gallery('চর', 2, 1, 3)]);
    await press('Enter');
    await expect.poll(blocks).toEqual([gallery('চর', 2, 3, 1)]);
    await tab.getByRole('button', { name: bengali.picture.remove }).first().click();
    await tab.getByRole('button', { name: bengali.picture.remove }).first().click();
    await expect.poll(blocks).toEqual([{ kind: 'image', ...picture(1), caption: [{ text: 'চর' }] }]);
  });

  it.each(['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight'])(
    'has no place to type between the cells of a table, by %s',
    async (key) => {
      const { mount, put, blocks, press, type } = typist;
      await mount([
        { kind: 'table', head: [[{ text: 'ক' }], [{ text: 'খ' }]], rows: [[[{ text: 'গ' }], []]] },
      ]);
      for (const cell of ['th:first-child', 'th:last-child', 'td:first-child', 'td:last-child']) {
        await put(`#editor ${cell}`, 0);
        for (let nth = 0; nth < 3; nth += 1) await press(key);
        await type('শ');
      }
      const table = (await blocks()).find(({ kind }) => kind === 'table');
      expect(table).toMatchObject({ head: [{}, {}], rows: [[{}, {}]] });
    },
  );

  it('underlines what lint finds, and puts right what is certain', async () => {
    const { mount, blocks, tab } = typist;
    await mount([paragraph('ঠিক আছে।'), paragraph('তিনি এলেন।। ২০২৪ সালের বড়\u09DF খবর')]);
    await tab.locator('.finding').waitFor();
    await tab.locator('.editor-findings summary').click();
    await tab.getByRole('button', { name: bengali.findings.fix }).first().click();
    await expect.poll(async () => JSON.stringify(await blocks())).toContain('তিনি এলেন। ২০২৪');
  });

  it('takes no letter while it is read only, from a button either', async () => {
    const { mount, blocks, tab } = typist;
    await mount([paragraph('খবর')], { readOnly: true });
    expect(await tab.locator('#editor [role=textbox]').getAttribute('contenteditable')).toBe('false');
    await tab.locator('[data-tool=bold]').dispatchEvent('click');
    expect(await blocks()).toEqual([paragraph('খবর')]);
  });

  it('has no fault that axe finds', async () => {
    const { mount } = typist;
    await mount([paragraph('খবর'), { kind: 'quote', paragraphs: [[{ text: 'ক' }]], cite: 'রুমানা' }]);
    const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    const answer = await typist.cdp.send('Runtime.evaluate', {
      expression: `${readFileSync(path, 'utf8')};axe.run('#editor').then(({violations}) => JSON.stringify(violations.map(({id}) => id)))`,
      awaitPromise: true,
      returnByValue: true,
    });
    expect(JSON.parse(String(answer.result.value))).toEqual([]);
  });
});
