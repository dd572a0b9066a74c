import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { renditionOfImage } from '../../shared/media/image.ts';
import { anAnimation, aPicture } from './a-picture.ts';

/** What readers get of a file; fails when it is refused. */
async function rendition(file: Buffer) {
  const made = await renditionOfImage(file);
  if ('refused' in made) throw new Error(made.refused);
  return made;
}
const refusal = async (file: Buffer | string) => {
  const made = await renditionOfImage(Buffer.from(file));
  return 'refused' in made ? made.refused : 'taken';
};

/** Puts a chunk into a PNG, after its header. */
function withChunk(png: Buffer, type: string, text: string): Buffer {
  const body = Buffer.from(text, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  const named = Buffer.concat([Buffer.from(type), body]);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([png.subarray(0, 33), length, named, sum, png.subarray(33)]);
}

describe('an image for readers', () => {
  it.each(['jpeg', 'png', 'webp', 'avif'] as const)(
    'is WebP of the same size, made of %s',
    async (format) => {
      const file = await aPicture({ noise: true })[format]().toBuffer();
      const { body, ...shown } = await rendition(file);
      expect(shown).toEqual({
        contentType: 'image/webp',
        ...{ width: 300, height: 250, bytes: body.length, isAnimated: false },
      });
      expect(await sharp(body).metadata()).toMatchObject({ format: 'webp', width: 300, height: 250 });
    },
  );

  it('says nothing of where and by whom it was taken, and stands upright', async () => {
    const file = await aPicture({ noise: true })
      .withExif({ IFD0: { Artist: 'রুমানা' }, IFD3: { GPSLatitude: '24/1 22/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const before = await sharp(file).metadata();
    expect([before.orientation, before.exif !== undefined, before.icc !== undefined]).toEqual([
      6,
      true,
      true,
    ]);
    const { body, width, height } = await rendition(file);
    const { exif, icc, xmp, iptc, orientation } = await sharp(body).metadata();
    expect({ exif, icc, xmp, iptc, orientation }).toEqual({});
    expect([width, height]).toEqual([250, 300]);
    expect(body.includes('রুমানা')).toBe(false);
  });

  it('has the colours of one for print', async () => {
    const file = await aPicture().toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(file).metadata()).space).toBe('cmyk');
    const { body } = await rendition(file);
    const { channels, dominant } = await sharp(body)
      .stats()
      .then(({ channels, dominant }) => ({ channels, dominant }));
    expect(channels).toHaveLength(3);
    expect(dominant.g).toBeGreaterThan(dominant.r);
  });

  it('moves on as it did, in as many frames', async () => {
    const { body, ...shown } = await rendition(await anAnimation(7));
    expect(shown).toMatchObject({ width: 60, height: 40, isAnimated: true });
    expect(await sharp(body, { animated: true }).metadata()).toMatchObject({
      ...{ pages: 7, loop: 3, delay: [100, 101, 102, 103, 104, 105, 106] },
    });
  });

  it('carries nothing that was hidden in the file or stood behind it', async () => {
    const script = '<script>alert(document.domain)</script>';
    const png = await aPicture().png().toBuffer();
    const hidden = Buffer.concat([withChunk(png, 'tEXt', `Comment\0${script}`), Buffer.from(script)]);
    expect((await sharp(hidden).metadata()).comments?.[0]?.text).toBe(script);
    const { body } = await rendition(hidden);
    expect(body.includes('<script')).toBe(false);
  });

  it('keeps the edges of type: a drawing is near-lossless', async () => {
    const strokes = Uint8Array.from({ length: 300 * 250 * 3 }, (_, at) => {
      const [x, y] = [Math.floor(at / 3) % 300, Math.floor(at / 900)];
      return (x * y) % 23 < 3 || (x + y) % 50 < 2 ? ([200, 0, 30][at % 3] ?? 0) : 255;
    });
    const file = await sharp(strokes, { raw: { width: 300, height: 250, channels: 3 } })
      .png()
      .toBuffer();
    const { body } = await rendition(file);
    const [before, after] = await Promise.all(
      [file, body].map((one) => sharp(one).removeAlpha().raw().toBuffer()),
    );
    const worst = before?.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - (after?.[at] ?? 0))),
      0,
    );
    expect(worst).toBeLessThan(16);
    expect(body.length).toBeLessThan((await sharp(file).webp({ quality: 88 }).toBuffer()).length / 2);
  });
});

describe('a file that is no image for readers', () => {
  it('is told what to send instead', async () => {
    expect(await refusal(await anAnimation(3, { as: 'gif' }))).toMatch(/^GIF .* animated WebP/);
    expect(await refusal('<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>')).toMatch(
      /^SVG .* PNG/,
    );
    expect(await refusal(`\0\0\0\x18ftypheic${'\0'.repeat(40)}`)).toMatch(/^HEIC .* JPEG/);
    expect(await refusal(`\0\0\0\x18ftypavis${'\0'.repeat(40)}`)).toMatch(/animated WebP/);
    const moving = withChunk(await aPicture().png().toBuffer(), 'acTL', '\0\0\0\x02\0\0\0\0');
    expect(await refusal(moving)).toMatch(/animated WebP/);
    expect(await refusal(await aPicture().tiff().toBuffer())).toMatch(/send JPEG, PNG, WebP or AVIF/);
    for (const other of ['', 'ছবি', '<!DOCTYPE html><p>x', '%PDF-1.7', 'BM123456789', '\0'.repeat(1_000)])
      expect(await refusal(other)).toMatch(/no image/);
  });

  it('meets no other decoder, should it be taken for an image', async () => {
    const others = [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      await aPicture().gif().toBuffer(),
      await aPicture().tiff().toBuffer(),
    ];
    for (const other of others) await expect(sharp(other).metadata()).rejects.toThrow('unsupported');
  });

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('is one that was cut: %s', async (format) => {
    const file = await aPicture({ noise: true })[format]().toBuffer();
    for (const part of [0.02, 0.3, 0.98])
      expect(await refusal(file.subarray(0, Math.floor(file.length * part))), `${part}`).toMatch(
        /anew|no image/,
      );
  });

  it('is one with bytes changed, unless it still is an image', async () => {
    const file = await aPicture({ noise: true }).png().toBuffer();
    for (let at = 40; at < file.length; at += Math.floor(file.length / 25)) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      const made = await renditionOfImage(changed);
      if (!('refused' in made)) expect([made.width, made.height]).toEqual([300, 250]);
    }
  });

  it('is one that unpacks to more pixels than there is memory for, as its header says it', async () => {
    const bomb = await aPicture({ width: 6_400, height: 6_400 }).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(600_000);
    expect(await refusal(bomb)).toMatch(/6400×6400 pixels; 40 million/);
    const jpeg = await aPicture().jpeg().toBuffer();
    const size = jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 5;
    jpeg.writeUInt16BE(65_000, size);
    jpeg.writeUInt16BE(65_000, size + 2);
    expect(await refusal(jpeg)).toMatch(/65000×65000 pixels/);
  });

  it('is one with too many frames, or too many pixels in all of them', async () => {
    expect(await refusal(await anAnimation(100))).toBe('taken');
    expect(await refusal(await anAnimation(101))).toMatch(/101 frames; 100/);
    const long = await anAnimation(51, { width: 1_000, height: 800 });
    expect(await refusal(long)).toMatch(/1000×800 pixels in 51 frames/);
  });

  it('is one with a side that WebP cannot have', async () => {
    expect(await refusal(await aPicture({ width: 16_384, height: 10 }).png().toBuffer())).toMatch(
      /side of 16384/,
    );
    expect(await refusal(await aPicture({ width: 16_383, height: 10 }).png().toBuffer())).toBe('taken');
  });

  it('is one that readers would wait for', async () => {
    // Of nothing but chance: few pixels, soon encoded, and yet many bytes.
    const raw = { width: 1_000, height: 700, channels: 3 } as const;
    const photo = await sharp(randomBytes(1_000 * 700 * 3), { raw })
      .png()
      .toBuffer();
    expect(await refusal(photo)).toMatch(/KB as WebP; readers get 500 KB at most/);
  });
});
