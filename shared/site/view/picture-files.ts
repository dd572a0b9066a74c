import { type Crop, picturePath, type Rendered, type Shown } from '../../media/picture.ts';

/** A picture for an `img`: all its files, and for those who take one alone a file of about `aboutWidth`. */
export type PictureFiles = { src: string; srcset: string; width: number; height: number };

/** What readers without a choice get: as wide as a column of text on a phone with a fine screen, in pixels. */
const aboutWidth = 960;

/** The files of a picture as it is to be cut; of one that is not cut so, whole. Undefined when there are none. */
export function filesOf({ asset, crops }: Shown, crop: Crop = 'whole'): PictureFiles | undefined {
  const rendered = crops[crop] ?? crops.whole ?? Object.values(crops)[0];
  if (!rendered) return undefined;
  const { widths } = rendered;
  const path = (width: number) => picturePath(asset, rendered, width);
  return {
    src: path(widths.findLast((width) => width <= aboutWidth) ?? widestOf(rendered)),
    srcset: widths.map((width) => `${path(width)} ${width}w`).join(', '),
    width: widestOf(rendered),
    height: rendered.height,
  };
}

/** The widest file of a crop, for machines that show it themselves: feeds, search engines, networks. */
export function widestFile({ asset, crops }: Shown, crop: Crop) {
  const rendered = crops[crop];
  if (!rendered) return undefined;
  const width = widestOf(rendered);
  return { path: picturePath(asset, rendered, width), width, height: rendered.height };
}

const widestOf = ({ widths }: Rendered) => widths.at(-1) ?? 0;
