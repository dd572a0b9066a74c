import { createHash } from 'node:crypto';
import { Crop, type Focal, type Rendered, ratioOf } from './picture.ts';

/** A part of an upright picture, in its pixels. */
export type Region = { left: number; top: number; width: number; height: number };

type Sides = { width: number; height: number };

/** The widths of each crop, in pixels: of `whole` for the text, `wide` for fronts, the others for cards and search engines. */
const widthsOf: Partial<Record<Crop, readonly number[]>> = {
  whole: [320, 480, 640, 960, 1280, 1600],
  wide: [320, 480, 640, 960, 1280],
  classic: [320, 1200],
  square: [320, 1200],
};

/** The highest that WebP can be, in pixels. */
const highest = 16_383;

/** How files are made. Another way makes other names: count it up. */
const recipe = 1;

const middle: Focal = { x: 0.5, y: 0.5 };

/** The largest part of a picture that has the shape of a crop and keeps the focal point in, which it centres if it can. */
export function regionOf(crop: Crop, { width, height }: Sides, focal: Focal = middle): Region {
  if (crop === 'whole') return { left: 0, top: 0, width, height };
  const ratio = ratioOf[crop];
  const cut = {
    width: Math.max(1, Math.min(width, Math.round(height * ratio))),
    height: Math.max(1, Math.min(height, Math.round(width / ratio))),
  };
  return {
    ...cut,
    left: placed(focal.x * width, cut.width, width),
    top: placed(focal.y * height, cut.height, height),
  };
}

/** Where a part begins that has a point in its middle, or as near to it as the whole allows. */
const placed = (point: number, part: number, whole: number) =>
  Math.min(Math.max(Math.round(point - part / 2), 0), whole - part);

/** A crop of a picture: its region, and its files. */
export type Cut = { crop: Crop; region: Region; rendered: Rendered };

/** What a picture's files are made of: its own file, its sides, where it is looked at, and how often it came back. */
export type Source = Sides & {
  hash: string;
  issue?: number | undefined;
  description?: { focal?: Focal | undefined } | undefined;
};

/** Every crop of a picture. No file is wider than its source; a small picture has one of its own width. */
export const cutsOf = (source: Source): Cut[] =>
  Crop.options.flatMap((crop) => {
    const region = regionOf(crop, source, source.description?.focal);
    const heightAt = (width: number) => Math.max(1, Math.round((region.height * width) / region.width));
    const fitting = (widthsOf[crop] ?? []).filter(
      (width) => width <= region.width && heightAt(width) <= highest,
    );
    if (widthsOf[crop] === undefined) return [];
    const widths = fitting.length > 0 ? fitting : [region.width];
    const height = heightAt(widths.at(-1) ?? region.width);
    return [{ crop, region, rendered: { hash: nameOf(source, region), widths, height } }];
  });

/** The crops of a picture as its record has them. */
export const cropsOf = (source: Source): Partial<Record<Crop, Rendered>> =>
  Object.fromEntries(cutsOf(source).map(({ crop, rendered }) => [crop, rendered]));

/** Files by their names: those of one part of a picture, which may be several crops, are together. */
export const merged = (files: readonly Rendered[]): Rendered[] =>
  [...Map.groupBy(files, ({ hash }) => hash).values()].map((alike) =>
    alike.reduce((one, other) => ({
      ...((one.widths.at(-1) ?? 0) < (other.widths.at(-1) ?? 0) ? other : one),
      widths: [...new Set([...one.widths, ...other.widths])].sort((a, b) => a - b),
    })),
  );

/** The same part of the same file has the same name, whichever crops it is of. */
function nameOf({ hash, issue = 0 }: Source, { left, top, width, height }: Region): string {
  const made = [hash, recipe, issue, left, top, width, height].join(' ');
  return createHash('sha256').update(made).digest('hex').slice(0, 16);
}
