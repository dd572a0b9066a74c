import sharp, { type Sharp } from 'sharp';

/** A picture of noise (a photo) or of one colour (a drawing). */
export const aPicture = ({ width = 300, height = 250, noise = false } = {}): Sharp =>
  sharp({
    create: {
      ...{ width, height, channels: 3, background: { r: 12, g: 120, b: 60 } },
      ...(noise ? { noise: { type: 'gaussian', mean: 128, sigma: 40 } } : {}),
    },
  });

/** An animation: each frame another colour. */
export async function anAnimation(
  frames: number,
  { width = 60, height = 40, as = 'webp' as 'webp' | 'gif' } = {},
) {
  const pictures = await Promise.all(
    Array.from({ length: frames }, (_, nth) => {
      const background = { r: (nth * 37) % 256, g: (nth * 91) % 256, b: 50 };
      return sharp({ create: { width, height, channels: 3, background } })
        .png()
        .toBuffer();
    }),
  );
  const delay = pictures.map((_, nth) => 100 + nth);
  return sharp(pictures, { join: { animated: true } })
    [as]({ delay, loop: 3 })
    .toBuffer();
}
