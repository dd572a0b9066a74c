import type { Asset } from './asset.ts';
import { mostBytes } from './most-bytes.ts';
import { inKilobytes, type Refusal, refused } from './refusal.ts';
import type { Rendition } from './rendition.ts';

/**
 * HTML is served byte for byte as it was uploaded. It is not inspected: it is confined where it is served, to a sandbox
 * without an origin and without network access.
 */
export function renditionOfHtml(
  file: Buffer,
  { width, height }: Pick<Asset, 'width' | 'height'>,
): Rendition | Refusal {
  if (file.length > mostBytes.html)
    return refused(`it has ${inKilobytes(file.length)}; ${inKilobytes(mostBytes.html)} are allowed`);
  if (!isText(file)) return refused('it is not text in UTF-8: save it as UTF-8 and upload that');
  if (!width || !height) return refused('nobody said how wide and high it is: request an upload with both');
  const contentType = 'text/html; charset=utf-8';
  return { body: file, contentType, width, height, bytes: file.length, isAnimated: false };
}

function isText(file: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file);
    return text.trim() !== '' && !text.includes('\0');
  } catch {
    return false;
  }
}
