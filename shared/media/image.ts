import type { Metadata, Sharp, WebpOptions } from 'sharp';
import { type FileKind, fileKindOf } from './file-kind.ts';
import { images, readable } from './images.ts';
import { inKilobytes, type Refusal, refused } from './refusal.ts';
import type { Rendition } from './rendition.ts';

/** The most pixels in all frames together: decoded they take 160 MB of memory. */
const mostPixels = 40_000_000;
const mostFrames = 100;
/** The longest side WebP allows, in pixels. */
const longestSide = 16_383;
/** The largest file for readers, in bytes: a page of news is 14 KB. */
const mostBytes = 500_000;
/** Time limit of one encoding. */
const seconds = 25;

/** What to send instead of a file of a kind that is not accepted. */
const advice: Partial<Record<FileKind, string>> = {
  gif: 'GIF is not accepted: send an animated one as animated WebP, a still one as PNG',
  apng: 'animated PNG is not accepted: send animated WebP',
  avis: 'animated AVIF is not accepted: send animated WebP',
  svg: 'SVG is a document that can run scripts: send PNG or WebP',
  heic: 'HEIC is not accepted: send JPEG',
  other: 'it is no image that can be read: send JPEG, PNG, WebP or AVIF',
};

/**
 * Re-encodes an image as WebP, upright, in sRGB and without metadata: the place where it was taken, the camera and
 * anything hidden in the file are dropped. The file's bytes decide its kind.
 */
export async function renditionOfImage(file: Buffer): Promise<Rendition | Refusal> {
  const kind = fileKindOf(file);
  const why = advice[kind];
  if (why) return refused(why);
  const animated = kind === 'webp';
  const header = await readable(images(file, { animated, limitInputPixels: false }).metadata());
  const fault = header ? faultOf(header) : 'its header cannot be read: save it anew and upload that';
  if (fault || !header) return refused(fault ?? '');
  const image = images(file, { animated, limitInputPixels: mostPixels, failOn: 'error' }).timeout({
    seconds,
  });
  const upright = isAnimated(header) ? image : image.autoOrient();
  const body = await readable(smallest(upright, header));
  if (!body) return refused('it is damaged, or takes too long to read: save it anew, smaller if it is large');
  if (body.length > mostBytes)
    return refused(
      `it has ${inKilobytes(body.length)} as WebP; readers get ${inKilobytes(mostBytes)} at most: send it with fewer pixels`,
    );
  return shownAs(body, await images(body, { animated }).metadata());
}

const isAnimated = ({ pages = 1 }: Metadata) => pages > 1;

function faultOf({ width, height, pages = 1, pageHeight = height }: Metadata): string | undefined {
  if (pages > mostFrames) return `it has ${pages} frames; ${mostFrames} are allowed`;
  if (width * pageHeight * pages > mostPixels)
    return `it has ${width}×${pageHeight} pixels${pages > 1 ? ` in ${pages} frames` : ''}; ${mostPixels / 1e6} million are allowed`;
  if (Math.max(width, pageHeight) > longestSide)
    return `a side of ${Math.max(width, pageHeight)} pixels is too long; at most ${longestSide} are allowed`;
  return undefined;
}

/**
 * The smallest of two encodings: photos are smaller as lossy WebP; type and drawings as near-lossless, which also keeps
 * their edges sharp.
 */
async function smallest(image: Sharp, { width, height }: Metadata): Promise<Buffer> {
  const variants: WebpOptions[] = [
    { quality: 88, smartSubsample: true, effort: 4 },
    // Near-lossless takes half a minute for large images, which are photos.
    ...(width * height <= 4_000_000 ? [{ nearLossless: true, quality: 60, effort: 4 }] : []),
  ];
  const made: Buffer[] = [];
  for (const variant of variants) made.push(await image.clone().webp(variant).toBuffer());
  return made.reduce((least, one) => (one.length < least.length ? one : least));
}

const shownAs = (body: Buffer, metadata: Metadata): Rendition => ({
  body,
  contentType: 'image/webp',
  width: metadata.width,
  height: metadata.pageHeight ?? metadata.height,
  bytes: body.length,
  isAnimated: isAnimated(metadata),
});
