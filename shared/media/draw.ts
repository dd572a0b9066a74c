import { images } from './images.ts';
import { type Cut, cutsOf, merged, type Region, type Source } from './layout.ts';

/** Quality of WebP (0–100): the file is about half of what 88 makes, and nobody sees it on a photograph. */
const quality = 75;

/** How many more pixels are decoded than the widest file has, so that two reductions look like one. */
const spare = 2;

/** Time limit of decoding, and of each encoding. */
const seconds = 20;

/** A file for readers: the hash and the width in its name, and its bytes. */
export type Drawn = { hash: string; width: number; body: Buffer };

/**
 * Draws the files of a picture, one after the other: upright, in sRGB, on white, as WebP, without metadata. The file is
 * decoded once, to no more pixels than its widest crop needs. Throws where the decoder does.
 */
export async function draw(file: Uint8Array, source: Source): Promise<Drawn[]> {
  const cuts = unlike(cutsOf(source));
  const scale = Math.min(1, Math.max(...cuts.map(neededScale)));
  const { data, info } = await decoded(file, Math.max(1, Math.round(source.width * scale)), source);
  const raw = { width: info.width, height: info.height, channels: 3 } as const;
  const files: Drawn[] = [];
  for (const { region, rendered } of cuts) {
    const part = within(region, source, raw);
    for (const width of rendered.widths) {
      const height = Math.max(1, Math.round((region.height * width) / region.width));
      const body = await images(data, { raw })
        .extract(part)
        .resize(width, height, { fit: 'fill' })
        .webp({ quality, effort: 4 })
        .timeout({ seconds })
        .toBuffer();
      files.push({ hash: rendered.hash, width, body });
    }
  }
  return files;
}

/** Crops that are the same part of a picture have the same files. */
function unlike(cuts: readonly Cut[]): Cut[] {
  const regions = new Map(cuts.map((cut) => [cut.rendered.hash, cut]));
  return merged(cuts.map(({ rendered }) => rendered)).flatMap((rendered) => {
    const cut = regions.get(rendered.hash);
    return cut ? [{ ...cut, rendered }] : [];
  });
}

const neededScale = ({ region, rendered }: Cut) => ((rendered.widths.at(-1) ?? 1) * spare) / region.width;

const decoded = (file: Uint8Array, width: number, source: Source) =>
  images(file, { limitInputPixels: source.width * source.height, failOn: 'error' })
    .timeout({ seconds })
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize(width, Math.max(1, Math.round((source.height * width) / source.width)), { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });

/** A region of a picture in a smaller copy of it, of a pixel at least. */
function within(region: Region, from: { width: number; height: number }, to: typeof from): Region {
  const [x, y] = [to.width / from.width, to.height / from.height];
  const width = Math.min(to.width, Math.max(1, Math.round(region.width * x)));
  const height = Math.min(to.height, Math.max(1, Math.round(region.height * y)));
  return {
    ...{ width, height },
    left: Math.min(Math.round(region.left * x), to.width - width),
    top: Math.min(Math.round(region.top * y), to.height - height),
  };
}
