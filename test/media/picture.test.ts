import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { draw } from '../../shared/media/draw.ts';
import { drawIfSound, examine } from '../../shared/media/examine.ts';
import { cropsOf, cutsOf, regionOf, type Source } from '../../shared/media/layout.ts';
import { Crop } from '../../shared/media/picture.ts';
import { aPhoto, withSegment } from './a-photo.ts';
import { anAnimation, aPicture } from './a-picture.ts';

const aSource = (differences: Partial<Source> = {}): Source => ({
  ...{ hash: 'a'.repeat(64), width: 1_500, height: 1_000, ...differences },
});

const side = fc.integer({ min: 1, max: 9_000 });
const fraction = fc.double({ min: 0, max: 1, noNaN: true });

describe('the crops of a picture', () => {
  it('keep its focal point in, lie within it, and are as large as can be', () => {
    fc.assert(
      fc.property(
        side,
        side,
        fc.constantFrom(...Crop.options),
        fraction,
        fraction,
        (width, height, crop, x, y) => {
          const region = regionOf(crop, { width, height }, { x, y });
          for (const [point, from, part, whole] of [
            [x * width, region.left, region.width, width],
            [y * height, region.top, region.height, height],
          ] as const) {
            expect(Number.isInteger(from) && Number.isInteger(part) && part >= 1).toBe(true);
            expect(from).toBeGreaterThanOrEqual(0);
            expect(from + part).toBeLessThanOrEqual(whole);
            expect(point).toBeGreaterThanOrEqual(from - 0.5);
            expect(point).toBeLessThanOrEqual(from + part + 0.5);
          }
          expect(region.width === width || region.height === height).toBe(true);
        },
      ),
    );
  });

  it('are never wider than they are in the picture, and have one file at least', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        for (const { region, rendered } of cutsOf(aSource({ width, height }))) {
          expect(rendered.widths.length).toBeGreaterThan(0);
          expect(rendered.widths).toEqual(rendered.widths.toSorted((a, b) => a - b));
          expect(rendered.widths.at(-1)).toBeLessThanOrEqual(region.width);
          expect(rendered.height).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('have the widths that pages ask for', () => {
    const crops = cropsOf(aSource({ width: 4_000, height: 3_000 }));
    expect(Object.keys(crops)).toEqual(['whole', 'wide', 'classic', 'square']);
    expect(crops.whole).toMatchObject({ widths: [320, 480, 640, 960, 1280, 1600], height: 1_200 });
    expect(crops.wide).toMatchObject({ widths: [320, 480, 640, 960, 1280], height: 720 });
    expect(crops.classic).toMatchObject({ widths: [320, 1200], height: 900 });
    expect(crops.square).toMatchObject({ widths: [320, 1200], height: 1_200 });
  });

  it('have other names by another file, part, or time that they were given back, and no others', () => {
    const names = (differences: Partial<Source> = {}) => {
      const crops = cropsOf(aSource(differences));
      return [crops.whole?.hash, crops.square?.hash];
    };
    const left = { description: { focal: { x: 0, y: 0.5 } } };
    expect(names()).toEqual(names({ description: { focal: { x: 0.5, y: 0.5 } } }));
    expect(names(left)[0]).toBe(names()[0]);
    expect(names(left)[1]).not.toBe(names()[1]);
    for (const other of [{ hash: 'b'.repeat(64) }, { issue: 1 }])
      for (const at of [0, 1]) expect(names(other)[at]).not.toBe(names()[at]);
  });
});

/** The files of a picture by crop, as they were drawn. */
async function files(file: Buffer, description: Source['description'] = undefined) {
  const examined = await examine(file);
  if ('refused' in examined) throw new Error(examined.refused);
  const hash = createHash('sha256').update(file).digest('hex');
  const source: Source = { ...examined, hash, ...(description ? { description } : {}) };
  const drawn = await draw(file, source);
  const crops = cropsOf(source);
  const of = (crop: Crop) => {
    const { hash: name, widths = [] } = crops[crop] ?? {};
    return drawn.filter((one) => one.hash === name && widths.includes(one.width));
  };
  return { crops, drawn, of, examined };
}

/** The mean colour of a file. */
const meanOf = async (body: Buffer) =>
  (await sharp(body).stats()).channels.map(({ mean }) => Math.round(mean));

describe('the files of a picture', () => {
  it('are WebP of the sides that their record says, without metadata', async () => {
    const photo = await (await aPhoto())
      .withExif({ IFD3: { GPSLatitude: '24/1 22/1 0/1', GPSLatitudeRef: 'N' } })
      .jpeg()
      .toBuffer();
    const { crops, drawn, of } = await files(photo);
    expect(of('whole').map(({ width }) => width)).toEqual([320, 480, 640]);
    for (const crop of ['whole', 'wide', 'classic', 'square'] as const) {
      const body = of(crop).at(-1)?.body ?? Buffer.alloc(0);
      const { format, width, height } = await sharp(body).metadata();
      expect({ format, width, height }).toEqual({
        format: 'webp',
        width: crops[crop]?.widths.at(-1),
        height: crops[crop]?.height,
      });
    }
    expect(new Set(drawn.map(({ hash, width }) => `${hash} ${width}`)).size).toBe(drawn.length);
    for (const { body } of drawn) {
      const { exif, icc, xmp, iptc, orientation } = await sharp(body).metadata();
      expect({ exif, icc, xmp, iptc, orientation }).toEqual({});
    }
  });

  it('show the part around the focal point', async () => {
    const halves = await sharp({ create: { width: 900, height: 300, channels: 3, background: '#f00' } })
      .composite([
        {
          input: { create: { width: 450, height: 300, channels: 3, background: '#00f' } },
          ...{ left: 450, top: 0 },
        },
      ])
      .png()
      .toBuffer();
    for (const [x, [red, blue]] of [
      [0.1, [250, 0]],
      [0.9, [0, 250]],
    ] as const) {
      const [first] = (await files(halves, { focal: { x, y: 0.5 } })).of('square');
      const [r = 0, , b = 0] = await meanOf(first?.body ?? Buffer.alloc(0));
      expect(Math.abs(r - red)).toBeLessThan(9);
      expect(Math.abs(b - blue)).toBeLessThan(9);
    }
  });

  it('stand upright, whichever way the camera was held', async () => {
    for (const orientation of [3, 5, 6, 8]) {
      const photo = await (await aPhoto({ width: 800, height: 400 }))
        .withMetadata({ orientation })
        .jpeg()
        .toBuffer();
      const { examined, of } = await files(photo);
      const sides = orientation === 3 ? { width: 800, height: 400 } : { width: 400, height: 800 };
      expect(examined).toMatchObject(sides);
      const { width, height } = await sharp(of('whole')[0]?.body).metadata();
      expect(width / height).toBeCloseTo(sides.width / sides.height, 1);
    }
  });

  it('have the colours of the picture: of a wide gamut, for print, in grey, with 16 bits', async () => {
    const red = sharp({
      create: { width: 400, height: 300, channels: 3, background: { r: 200, g: 40, b: 40 } },
    });
    const p3 = await red.clone().withIccProfile('p3').png().toBuffer();
    expect((await sharp(p3).metadata()).icc).toBeDefined();
    const cmyk = await red.clone().toColourspace('cmyk').jpeg({ quality: 98 }).toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    const deep = await red.clone().toColourspace('rgb16').png().toBuffer();
    expect((await sharp(deep).metadata()).depth).toBe('ushort');
    for (const [file, near] of [
      [p3, 6],
      [cmyk, 30],
      [deep, 6],
    ] as const) {
      const [r = 0, g = 0, b = 0] = await meanOf((await files(file)).of('whole')[0]?.body ?? Buffer.alloc(0));
      expect(Math.max(Math.abs(r - 200), Math.abs(g - 40), Math.abs(b - 40))).toBeLessThan(near);
    }
    const grey = await red.clone().toColourspace('b-w').jpeg().toBuffer();
    const [r, g, b] = await meanOf((await files(grey)).of('whole')[0]?.body ?? Buffer.alloc(0));
    expect([g, b]).toEqual([r, r]);
  });

  it('take the profile of the picture for its colours: the same numbers are a stronger red in a wide gamut', async () => {
    const raw = {
      create: { width: 400, height: 300, channels: 3, background: { r: 200, g: 60, b: 60 } },
    } as const;
    const srgb = await sharp(raw).png().toBuffer();
    // The numbers stay, and are said to be of another space.
    const { icc: profile } = await sharp(await sharp(raw).withIccProfile('p3').png().toBuffer()).metadata();
    const claimed = withProfile(srgb, profile ?? Buffer.alloc(0));
    const [r = 0, g = 0] = await meanOf((await files(claimed)).of('whole')[0]?.body ?? Buffer.alloc(0));
    expect(r).toBeGreaterThan(205);
    expect(g).toBeLessThan(55);
  });

  it('are on white where the picture is clear', async () => {
    const clear = await sharp({
      create: { width: 400, height: 300, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect(await meanOf((await files(clear)).of('whole')[0]?.body ?? Buffer.alloc(0))).toEqual([
      255, 255, 255,
    ]);
  });

  it.each([
    ['a dot', 1, 1],
    ['a stamp', 150, 100],
    ['a panorama', 8_000, 200],
    ['a tower', 200, 8_000],
    ['a line', 40, 1],
  ])('are right of %s', async (_, width, height) => {
    const file = await aPicture({ width, height }).png().toBuffer();
    const { crops, of } = await files(file);
    for (const crop of ['whole', 'wide', 'classic', 'square'] as const) {
      const rendered = crops[crop];
      const made = await sharp(of(crop).at(-1)?.body).metadata();
      expect([made.width, made.height]).toEqual([rendered?.widths.at(-1), rendered?.height]);
      expect(made.width).toBeLessThanOrEqual(width);
      expect(made.height).toBeLessThanOrEqual(height);
    }
  });
});

/** A PNG with a colour profile of its own. */
function withProfile(png: Buffer, profile: Buffer): Buffer {
  return withChunk(png, 'iCCP', Buffer.concat([Buffer.from('p\0\0', 'latin1'), deflateSync(profile)]));
}

function withChunk(png: Buffer, type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([png.subarray(0, 33), length, named, sum, png.subarray(33)]);
}

/** What is said of a file that cannot be taken, in both languages. */
async function refusal(file: Buffer) {
  const examined = await examine(file);
  const drawn =
    'refused' in examined ? examined : await drawIfSound(file, { ...examined, hash: 'a'.repeat(64) });
  return 'refused' in drawn ? `${drawn.refused} | ${drawn.refusedBn}` : 'taken';
}

describe('a file that is no picture of a newsroom', () => {
  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('is one that was cut: %s', async (format) => {
    const file = await (await aPhoto())[format]().toBuffer();
    expect(await refusal(file)).toBe('taken');
    for (const part of [0.02, 0.3, 0.9])
      expect(await refusal(file.subarray(0, Math.floor(file.length * part))), `${part}`).toMatch(
        /damaged.*নষ্ট|no picture.*ছবি নয়/,
      );
  });

  it('has more pixels than are allowed, as its header says it', async () => {
    const jpeg = await aPicture().jpeg().toBuffer();
    const size = jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 5;
    for (const [height, width] of [
      [15_000, 20_000],
      [65_000, 65_000],
      [6_001, 10_000],
    ] as const) {
      jpeg.writeUInt16BE(height, size);
      jpeg.writeUInt16BE(width, size + 2);
      expect(await refusal(jpeg)).toMatch(
        new RegExp(`${width}×${height} pixels; 60 million.*${width}×${height} পিক্সেল`),
      );
    }
  });

  it('is told what to send instead, in English and Bengali', async () => {
    expect(await refusal(Buffer.from(`\0\0\0\x18ftypheic${'\0'.repeat(40)}`))).toMatch(
      /HEIC.*JPEG.*Most Compatible.*HEIC নেওয়া হয় না: JPEG/,
    );
    expect(await refusal(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toMatch(/SVG.*PNG.*পাঠান/);
    expect(await refusal(await anAnimation(3, { as: 'gif' }))).toMatch(/GIF.*JPEG or PNG.*নেওয়া হয় না/);
    expect(await refusal(await anAnimation(3))).toMatch(/moves.*চলমান/);
    expect(await refusal(await aPicture().tiff().toBuffer())).toMatch(/JPEG, PNG, WebP or AVIF/);
    for (const other of ['', 'ছবি', '<!DOCTYPE html><p>x', '%PDF-1.7', 'PK\x03\x04', '\0'.repeat(1_000)])
      expect(await refusal(Buffer.from(other))).toMatch(/no picture.*ছবি নয়/);
    expect(await refusal(await aPicture({ width: 4_100, height: 100 }).png().toBuffer())).toMatch(
      /40 times.*৪০|40/,
    );
  });

  it('may be two kinds at once: only its pixels are left', async () => {
    const script = '<script>alert(document.domain)</script>';
    const jpeg = await (await aPhoto()).jpeg().toBuffer();
    const both = Buffer.concat([
      withSegment(jpeg, 0xfe, Buffer.from(`*/=1;${script}/*`)),
      Buffer.from(`PK\x03\x04<?php system(1) ?>${script}`),
    ]);
    expect(await refusal(both)).toBe('taken');
    for (const { body } of (await files(both)).drawn) {
      expect(body.includes('script')).toBe(false);
      expect(body.includes('php')).toBe(false);
    }
  });

  it('may have ten megabytes of metadata: they are left out', async () => {
    const png = await (await aPhoto()).png().toBuffer();
    const much = withChunk(
      png,
      'eXIf',
      Buffer.concat([Buffer.from('II*\0\x08\0\0\0'), Buffer.alloc(10_000_000, 'রু')]),
    );
    const jpeg = await (await aPhoto()).jpeg().toBuffer();
    let many: Buffer = jpeg;
    for (let n = 0; n < 160; n++)
      many = withSegment(many, 0xe1, Buffer.concat([Buffer.from('Exif\0\0'), Buffer.alloc(65_000, n)]));
    expect(many.length).toBeGreaterThan(10_000_000);
    for (const file of [much, many]) {
      const examined = await examine(file);
      expect(examined).toMatchObject({ width: 900, height: 600 });
      expect(JSON.stringify(examined).length).toBeLessThan(5_000);
      expect(await refusal(file)).toBe('taken');
    }
  });
});
