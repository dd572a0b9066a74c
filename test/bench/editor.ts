import { brotliCompressSync } from 'node:zlib';
import { blocksOfText } from '../../desk/web/editor/pasted-text.ts';
import type { Block } from '../../shared/articles/body.ts';
import { aBrowser } from '../browser/a-reader.ts';
import { anEditorSite, aTypist, editorChunks } from '../desk/web/editor/an-editor.ts';
import { longWord } from '../desk/web/editor/clipboards.ts';
import { quantile, say } from './figures.ts';

/** An article of 5,000 words in 300 blocks, as long as any that a newspaper prints. */
const words = 'নদীর ঘাটে আজও নৌকার ভিড় ছিল, বললেন গ্রামের মানুষ।'.split(' ');
const blocks: Block[] = Array.from({ length: 300 }, (_, nth) =>
  nth % 10 === 9
    ? { kind: 'list', ordered: false, items: [[{ text: 'এক' }], [{ text: 'দুই' }]] }
    : {
        kind: 'paragraph',
        spans: [{ text: Array.from({ length: 18 }, (_, at) => words[(nth + at) % words.length]).join(' ') }],
      },
);

const { files } = await editorChunks();
for (const [name, { contents }] of files)
  say(`editor: ${name.replace(/-\w+\./, '.')}, brotli`, brotliCompressSync(contents).length / 1000, 'KB');

const [browser, site] = await Promise.all([aBrowser(), anEditorSite()]);
const typist = await aTypist(browser, site.url);
await typist.mount(blocks);
await typist.put('#editor .ProseMirror > p:nth-of-type(140)', 20);
// From the letter to its layout, with all that the editor does of it at once; not the wait for the screen's next frame.
const times = await typist.tab.evaluate(async () => {
  const field = document.querySelector<HTMLElement>('#editor .ProseMirror');
  const all: number[] = [];
  const letters = [...'নদীরঘাটেআজওনৌকা'];
  for (let nth = 0; nth < 300; nth += 1) {
    const began = performance.now();
    document.execCommand('insertText', false, letters[nth % letters.length]);
    await Promise.resolve();
    field?.getBoundingClientRect();
    all.push(performance.now() - began);
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
  return all;
});
say('editor: a letter in 5,000 words and 300 blocks, laid out, p50', quantile(times, 0.5), 'ms');
say('editor: a letter in 5,000 words and 300 blocks, laid out, p95', quantile(times, 0.95), 'ms', {
  most: 16,
});

await typist.mount([]);
await typist.put('#editor .ProseMirror p', 0);
const began = performance.now();
await typist.paste({ 'text/html': longWord });
await typist.blocks();
say(`editor: ${Math.round(longWord.length / 1000)} KB from Word pasted`, performance.now() - began, 'ms');

const text = Array.from({ length: 3_000 }, () => words.join(' ')).join('\n');
const start = performance.now();
blocksOfText(text);
say(
  `editor: ${Math.round(text.length / 1000)} thousand letters of plain text read`,
  performance.now() - start,
  'ms',
);

await browser.close();
await site.close();
