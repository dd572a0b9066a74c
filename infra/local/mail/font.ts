import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

let made: string | undefined;

/**
 * The font that readers' telephones have for Bengali, for machines that have none: its rules are within the page, because a
 * sandboxed frame may ask for nothing.
 */
export function fontFaces(): string {
  made ??= [400, 700].map(face).join('');
  return made;
}

function face(weight: number) {
  const file = resolve(
    `@fontsource/noto-serif-bengali/files/noto-serif-bengali-bengali-${weight}-normal.woff2`,
  );
  const data = readFileSync(file).toString('base64');
  return `@font-face{font-family:"Noto Serif Bengali";font-weight:${weight};src:url("data:font/woff2;base64,${data}") format("woff2");unicode-range:U+951-952,U+964-965,U+980-9FE,U+200C-200D,U+20B9,U+25CC}`;
}
