import { type Crop, picturePath, type Rendered, type Shown } from '../../media/picture.ts';

/** A picture for an `img`: all its files, and for those who take one alone a file of about `aboutWidth`. */
export type PictureFiles = { src: string; srcset: string; width: number; height: number };

/** What readers without a choice get: as wide as a column of text on a phone with a fine screen, in pixels. */
const aboutWidth = 960;

/** Where files are that readers cannot get yet, by their paths: only a preview has such links. */
export type Links = ReadonlyMap<string, string>;

/** The files of a picture as it is to be cut; of one that is not cut so, whole. Undefined when there are none. */
export function filesOf(
  { asset, crops }: Shown,
  crop: Crop = 'whole',
  links?: Links,
): PictureFiles | undefined {
  const rendered = renderedAs(crops, crop);
  if (!rendered) return undefined;
  const { widths } = rendered;
  const path = (width: number) => {
    const own = picturePath(asset, rendered, width);
    return links?.get(own) ?? own;
  };
  return {
    src: path(widths.findLast((width) => width <= aboutWidth) ?? widestOf(rendered)),
    srcset: widths.map((width) => `${path(width)} ${width}w`).join(', '),
    width: widestOf(rendered),
    height: rendered.height,
  };
}

const renderedAs = (crops: Shown['crops'], crop: Crop) =>
  crops[crop] ?? crops.whole ?? Object.values(crops)[0];

/** The paths of all files that `filesOf` names. */
export function pathsOf({ asset, crops }: Shown, crop: Crop = 'whole'): string[] {
  const rendered = renderedAs(crops, crop);
  return rendered ? rendered.widths.map((width) => picturePath(asset, rendered, width)) : [];
}

/** The widest file of a crop, for machines that show it themselves: feeds, search engines, networks. */
export function widestFile({ asset, crops }: Shown, crop: Crop) {
  const rendered = crops[crop];
  if (!rendered) return undefined;
  const width = widestOf(rendered);
  return { path: picturePath(asset, rendered, width), width, height: rendered.height };
}

const widestOf = ({ widths }: Rendered) => widths.at(-1) ?? 0;
