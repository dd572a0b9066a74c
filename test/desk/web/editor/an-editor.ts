import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { unusedSchemas } from '../../../../infra/build/build.ts';
import { deskHeaders } from '../../../../infra/edge/headers.ts';
import type { Block } from '../../../../shared/articles/body.ts';
import { patience } from '../../../patience.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** The editor as a browser loads it: its own chunk, and what it loads once somebody has stopped typing. */
export async function editorChunks() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    stdin: {
      contents: `export { mountEditor } from './mount-editor.ts'; export { bengali } from './words.ts';`,
      resolveDir: `${root}/desk/web/editor`,
      sourcefile: 'editor.ts',
      loader: 'ts',
    },
    outdir: '/',
    entryNames: 'editor',
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    write: false,
    metafile: true,
    plugins: [unusedSchemas],
  });
  return { files: new Map(outputFiles.map((file) => [file.path.split('/').at(-1) ?? '', file])), metafile };
}

const page = `<!doctype html><html lang="bn"><head><meta charset="utf-8"><title>e</title>
<link rel="stylesheet" href="/editor.css"></head><body><div id="editor"></div><div id="plain" contenteditable="true" lang="bn"></div>
<script type="module" src="/start.js"></script></body></html>`;

const start = `import { mountEditor, bengali } from '/editor.js';
window.told = []; window.changes = 0;
window.mount = (blocks, options = {}) => {
  window.mounted?.destroy();
  window.mounted = mountEditor(document.querySelector('#editor'), {
    blocks, words: bengali, pictures: options.pictures && { add: async () => [], edit: async () => undefined, linkTo: async () => undefined }, now: () => '2026-01-01T06:00:00.000Z',
    onChange: () => { window.changes += 1; }, onPaste: (leftOut) => window.told.push(...leftOut), readOnly: options.readOnly,
  });
};
window.mount([]); window.ready = true;`;

/** As the desk's own: nothing but what comes from it, and no string becomes HTML by itself. */
const policy = deskHeaders('http://localhost')['content-security-policy'] ?? '';

export async function anEditorSite() {
  const { files } = await editorChunks();
  // The field that is compared with breaks its lines as the editor does: else a space at its end is none.
  const css = `${readFileSync(`${root}/desk/web/editor/editor.css`, 'utf8')}\n#plain { white-space: break-spaces; }`;
  const server = createServer((request, response) => {
    const name = request.url?.slice(1) ?? '';
    const file = files.get(name);
    const [type, body] = file
      ? ['text/javascript', file.contents]
      : name === 'start.js'
        ? ['text/javascript', start]
        : name === 'editor.css'
          ? ['text/css', css]
          : ['text/html', page];
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy });
    response.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((closed) => server.close(closed).closeAllConnections()),
  };
}

/** What a phone's browser says of itself: editors take other ways then. */
const android =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36';

export type Typist = Awaited<ReturnType<typeof aTypist>>;

/** Somebody at the keyboard of an editor, or of a bare field beside it (`#plain`). */
export async function aTypist(browser: Browser, url: string, onPhone = false) {
  const context = await browser.newContext({
    ...(onPhone && { userAgent: android }),
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const tab = await context.newPage();
  const faults: string[] = [];
  tab.on('console', (message) => message.type() !== 'log' && faults.push(message.text()));
  tab.on('pageerror', (error) => faults.push(String(error)));
  await tab.goto(url);
  await tab.waitForFunction(() => (window as unknown as { ready?: boolean }).ready === true, undefined, {
    timeout: patience,
  });
  const cdp = await context.newCDPSession(tab);
  return { tab, cdp, faults, ...acts(tab, cdp), close: () => context.close() };
}

const field = '#editor .ProseMirror';

function acts(tab: Page, cdp: CDPSession) {
  return {
    mount: (blocks: readonly Block[], options: { readOnly?: boolean; pictures?: boolean } = {}) =>
      tab.evaluate(
        ([body, how]) => {
          const { mount, told } = window as unknown as {
            mount: (blocks: unknown, options: unknown) => void;
            told: unknown[];
          };
          told.length = 0;
          mount(body, how);
        },
        [blocks, options] as const,
      ),
    blocks: () =>
      tab.evaluate(() => (window as unknown as { mounted: { blocks: () => Block[] } }).mounted.blocks()),
    told: () => tab.evaluate(() => (window as unknown as { told: unknown[] }).told),
    /** Puts the cursor at an offset in the text of an element, in UTF-16 units; negative ones count from its end. */
    put: (selector: string, offset: number, head = offset) =>
      tab.evaluate(
        ([where, from, to]) => {
          const element = document.querySelector<HTMLElement>(where);
          const host = element?.closest<HTMLElement>('[contenteditable]');
          if (!element || !host) throw new Error(`no ${where}`);
          host.focus();
          const texts: Text[] = [];
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          for (let text = walker.nextNode(); text; text = walker.nextNode()) texts.push(text as Text);
          const place = (at: number): [Node, number] => {
            const length = texts.reduce((sum, { data }) => sum + data.length, 0);
            let left = at < 0 ? length + 1 + at : at;
            for (const text of texts) {
              if (left <= text.data.length) return [text, left];
              left -= text.data.length;
            }
            return [element, element.childNodes.length];
          };
          getSelection()?.setBaseAndExtent(...place(from), ...place(to));
          return new Promise((settled) => requestAnimationFrame(() => setTimeout(settled, 0)));
        },
        [selector, offset, head] as const,
      ),
    press: (key: string) => tab.keyboard.press(key),
    type: (text: string) => tab.keyboard.insertText(text),
    compose: (text: string, from = -1, to = -1) =>
      cdp.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
        ...(from >= 0 && { replacementStart: from, replacementEnd: to }),
      }),
    commit: (text: string) => cdp.send('Input.insertText', { text }),
    /** What the browser would put on the clipboard. */
    copied: () =>
      tab.evaluate((where) => {
        const clipboardData = new DataTransfer();
        document
          .querySelector(where)
          ?.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }));
        return Object.fromEntries(clipboardData.types.map((type) => [type, clipboardData.getData(type)]));
      }, field),
    /** Pastes as the browser tells a page of it. */
    paste: (data: Record<string, string>, files: { name: string; type: string }[] = []) =>
      tab.evaluate(
        ([kinds, names, where]) => {
          const clipboardData = new DataTransfer();
          for (const [type, text] of Object.entries(kinds)) clipboardData.setData(type, text);
          for (const { name, type } of names) clipboardData.items.add(new File(['x'], name, { type }));
          document
            .querySelector(where)
            ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
        },
        [data, files, field] as const,
      ),
  };
}
