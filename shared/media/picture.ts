import * as z from 'zod';
import { instant } from '../instant.ts';
import { line, text } from '../text.ts';

/** How a picture is cut: whole, or around its focal point as 16:9, 4:3 or 1:1. */
export const crops = ['whole', 'wide', 'classic', 'square'] as const;
export const Crop = z.enum(crops).meta({ id: 'Crop' });
export type Crop = z.infer<typeof Crop>;

/** Width by height of the crops; `whole` has the picture's own. */
export const ratioOf: Record<Exclude<Crop, 'whole'>, number> = {
  wide: 16 / 9,
  classic: 4 / 3,
  square: 1,
};

const fraction = z.number().min(0).max(1);

/** The point that every crop keeps in, from the left and the top, as parts of the upright picture's sides. */
export const Focal = z.strictObject({ x: fraction, y: fraction });
export type Focal = z.infer<typeof Focal>;

/** What readers are told of a picture. What is copied into an article when it is saved, and approved with it. */
export const Told = z.strictObject({
  /** What it shows, for those who do not see it. */
  alt: text(500).optional(),
  /** It says nothing that the text does not: no alternative text is read out. */
  decorative: z.literal(true).optional(),
  /** Who took or made it, as printed: `ছবি: রুমানা হক`. */
  credit: line(120).optional(),
});

export type Told = z.infer<typeof Told>;

/** What the library keeps of a picture, as people write it. */
export const Description = Told.extend({
  caption: text(1_000).optional(),
  /** Where it comes from: an agency, a reader, an archive. */
  source: line(200).optional(),
  licence: line(200).optional(),
  /** Until when it may be shown, and on which terms. */
  rights: z.strictObject({ until: instant.optional(), note: text(500).optional() }).optional(),
  focal: Focal.optional(),
});
export type Description = z.infer<typeof Description>;

/**
 * The files of one crop: `/media/{asset}/{hash}-{width}.webp` for each width, in pixels, the smallest first. The hash is of
 * the source, the crop and the recipe, so a name never changes what it shows. `height` is that of the widest.
 */
export const Rendered = z.object({
  hash: z.string(),
  widths: z.array(z.int().positive()).min(1),
  height: z.int().positive(),
});
export type Rendered = z.infer<typeof Rendered>;

/** What pages need to show a picture. */
export const Shown = z.object({
  asset: z.string(),
  crops: z.partialRecord(Crop, Rendered),
});
export type Shown = z.infer<typeof Shown>;

/** The path of a file of a picture for readers. */
export const picturePath = (asset: string, { hash }: Pick<Rendered, 'hash'>, width: number) =>
  `/media/${asset}/${hash}-${width}.webp`;
