import sharp from 'sharp';
import type { Lead } from '../../shared/articles/live.ts';
import { type Crop, picturePath, type Rendered, ratioOf } from '../../shared/media/picture.ts';

const widths = [320, 640, 960, 1280];

const crops: Partial<Record<Crop, Rendered>> = Object.fromEntries(
  (['wide', 'square'] as const).map((crop) => [
    crop,
    { hash: crop, widths, height: Math.round(1280 / ratioOf[crop]) },
  ]),
);

/** A picture that leads an article, in the crops of cards. */
export const aLead = (differences: Partial<Lead> = {}): Lead => ({
  asset: 'ast_7k2m9x4q1w5p',
  alt: 'নদীর পাড়ে মানুষ',
  credit: 'ছবি: রুমানা হক',
  shown: { asset: differences.asset ?? 'ast_7k2m9x4q1w5p', crops },
  ...differences,
});

/** The files of a picture, drawn: a river under a hazy sky. By path. */
export async function filesOf({ asset, shown }: Lead): Promise<Record<string, Buffer>> {
  const files = Object.values(shown.crops).flatMap((file) => file.widths.map((width) => ({ file, width })));
  const drawn = files.map(async ({ file, width }) => {
    const height = Math.round((file.height * width) / 1280);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 100" preserveAspectRatio="none"><rect width="100" height="60" fill="#d9b58c"/><circle cx="70" cy="30" r="9" fill="#f4e3c1"/><path d="M0 58Q25 50 50 58T100 56V100H0Z" fill="#4f7a8c"/><path d="M20 70L34 70L31 76L23 76Z" fill="#2a2320"/></svg>`;
    return [picturePath(asset, file, width), await sharp(Buffer.from(svg)).webp().toBuffer()] as const;
  });
  return Object.fromEntries(await Promise.all(drawn));
}
