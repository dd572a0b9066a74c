import sharp, { type Metadata, type Sharp, type WebpOptions } from 'sharp';
import { type FileKind, fileKindOf } from './file-kind.ts';
import { inKilobytes, type Refusal, type Rendition, refused } from './rendition.ts';

// What no list here names is never tried: SVG may fetch and GIF, TIFF and the rest have decoders with a past.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif'].map((kind) => `VipsForeignLoad${kind}Buffer`),
});
sharp.cache(false);

/** Pixels of all frames together, as they are decoded: 160 MB of memory. */
const mostPixels = 40_000_000;
const mostFrames = 100;
/** What a side of WebP may measure. */
const longestSide = 16_383;
/** Bytes of what readers get: a page of news is 14 KB. */
const mostBytes = 500_000;
/** Seconds one encoding may take. */
const seconds = 25;

/** What to do about a file that is none of the kinds that are taken. */
const advice: Partial<Record<FileKind, string>> = {
  gif: 'GIF is not taken: send an animated one as animated WebP, a still one as PNG',
  apng: 'animated PNG is not taken: send animated WebP',
  avis: 'animated AVIF is not taken: send animated WebP',
  svg: 'SVG is a document that can run scripts: send PNG or WebP',
  heic: 'HEIC is not taken: send JPEG',
  other: 'it is no image that can be read: send JPEG, PNG, WebP or AVIF',
};

/**
 * An image as readers get it: WebP, upright, in sRGB, and nothing but pixels. Where it was taken, with which camera, and
 * whatever else was hidden in the file stays behind. Its own bytes say what it is.
 */
export async function renditionOfImage(file: Buffer): Promise<Rendition | Refusal> {
  const kind = fileKindOf(file);
  const why = advice[kind];
  if (why) return refused(why);
  const animated = kind === 'webp';
  const seen = await readable(sharp(file, { animated, limitInputPixels: false }).metadata());
  const fault = seen ? faultOf(seen) : 'its header cannot be read: save it anew and send that';
  if (fault || !seen) return refused(fault ?? '');
  const image = sharp(file, { animated, limitInputPixels: mostPixels, failOn: 'error' }).timeout({ seconds });
  const upright = isAnimated(seen) ? image : image.autoOrient();
  const body = await readable(smallest(upright, seen));
  if (!body) return refused('it is damaged, or takes too long to read: save it anew, smaller if it is large');
  if (body.length > mostBytes)
    return refused(
      `it has ${inKilobytes(body.length)} as WebP; readers get ${inKilobytes(mostBytes)} at most: send it with fewer pixels`,
    );
  return shownAs(body, await sharp(body, { animated }).metadata());
}

/** What a decoder makes of a file. It throws whatever it likes at one that it cannot read: that is foreseen here. */
const readable = <T>(reading: Promise<T>): Promise<T | undefined> => reading.catch(() => undefined);

const isAnimated = ({ pages = 1 }: Metadata) => pages > 1;

function faultOf({ width, height, pages = 1, pageHeight = height }: Metadata): string | undefined {
  if (pages > mostFrames) return `it has ${pages} frames; ${mostFrames} are taken`;
  if (width * pageHeight * pages > mostPixels)
    return `it has ${width}×${pageHeight} pixels${pages > 1 ? ` in ${pages} frames` : ''}; ${mostPixels / 1e6} million are taken`;
  if (Math.max(width, pageHeight) > longestSide)
    return `a side of ${Math.max(width, pageHeight)} pixels is too long; ${longestSide} are taken`;
  return undefined;
}

/** Photos are smaller as lossy WebP, type and drawings as near-lossless, which also keeps their edges. */
async function smallest(image: Sharp, { width, height }: Metadata): Promise<Buffer> {
  const variants: WebpOptions[] = [
    { quality: 88, smartSubsample: true, effort: 4 },
    // Of large ones it takes half a minute, and they are photos.
    ...(width * height <= 4_000_000 ? [{ nearLossless: true, quality: 60, effort: 4 }] : []),
  ];
  const made: Buffer[] = [];
  for (const variant of variants) made.push(await image.clone().webp(variant).toBuffer());
  return made.reduce((least, one) => (one.length < least.length ? one : least));
}

const shownAs = (body: Buffer, seen: Metadata): Rendition => ({
  body,
  contentType: 'image/webp',
  width: seen.width,
  height: seen.pageHeight ?? seen.height,
  bytes: body.length,
  isAnimated: isAnimated(seen),
});
