import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { metadataOf } from '../../shared/media/metadata.ts';
import { anAlt, anIptc, anXmp, aPhoto, withSegment } from './a-photo.ts';
import { aPicture } from './a-picture.ts';

/** What a file says, by the blocks that the decoder finds in it. */
const said = async (file: Buffer) => metadataOf(await sharp(file).metadata());

const jpeg = await aPicture().jpeg().toBuffer();
const bengali = 'পদ্মার চরে নতুন স্কুল, র‍্যাব';

describe('what a picture says of itself', () => {
  it('is suggested from XMP, in Bengali as it was written', async () => {
    const xmp = anXmp(
      'photoshop:Credit="রুমানা হক" photoshop:Headline="স্কুল" exif:DateTimeOriginal="2026-11-20T10:11:12+06:00"',
      anAlt('dc:description', bengali) +
        anAlt('Iptc4xmpCore:AltTextAccessibility', 'শিশুরা বই হাতে') +
        '<dc:subject><rdf:Bag><rdf:li>চর</rdf:li><rdf:li>শিক্ষা</rdf:li></rdf:Bag></dc:subject>',
    );
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const file = await (await aPhoto({ width: 90, height: 60 })).withXmp(xmp)[format]().toBuffer();
      expect(await said(file), format).toEqual({
        suggested: {
          ...{ alt: 'শিশুরা বই হাতে', caption: bengali, credit: 'রুমানা হক' },
          ...{ headline: 'স্কুল', keywords: ['চর', 'শিক্ষা'] },
        },
        taken: '2026-11-20T10:11:12+06:00',
      });
    }
  });

  it('is suggested from IPTC, whether it says that it is UTF-8 or is found to be', async () => {
    for (const isUtf8 of [true, false]) {
      const block = anIptc({ 120: bengali, 110: 'রুমানা হক', 105: 'স্কুল', 25: 'চর' }, isUtf8);
      expect(await said(withSegment(jpeg, 0xed, block))).toEqual({
        suggested: { caption: bengali, credit: 'রুমানা হক', headline: 'স্কুল', keywords: ['চর'] },
      });
    }
  });

  it('is left out where it is in another encoding: Latin-1, or Bijoy', async () => {
    const latin = anIptc({ 120: Buffer.from('Caf\xe9 cr\xe8me', 'latin1'), 110: 'রুমানা' }, false);
    expect(await said(withSegment(jpeg, 0xed, latin))).toEqual({ suggested: { credit: 'রুমানা' } });
  });

  it('is that of XMP before IPTC, and of IPTC before EXIF', async () => {
    const exif = await aPicture()
      .withExif({
        IFD0: { Artist: 'exif', ImageDescription: 'exif' },
        IFD2: { DateTimeOriginal: '2026:11:20 10:11:12' },
      })
      .jpeg()
      .toBuffer();
    expect(await said(exif)).toEqual({
      suggested: { caption: 'exif', credit: 'exif' },
      taken: '2026-11-20T10:11:12',
    });
    const both = withSegment(exif, 0xed, anIptc({ 120: 'iptc', 80: 'iptc' }));
    expect((await said(both)).suggested).toEqual({ caption: 'iptc', credit: 'iptc' });
    const all = withSegment(
      both,
      0xe1,
      Buffer.from(`http://ns.adobe.com/xap/1.0/\0${anXmp('photoshop:Credit="xmp"')}`),
    );
    expect((await said(all)).suggested).toEqual({ caption: 'iptc', credit: 'xmp' });
  });

  it('is never where it was taken', async () => {
    const file = await aPicture()
      .withExif({
        IFD3: { GPSLatitude: '24/1 22/1 7/1', GPSLatitudeRef: 'N', GPSLongitude: '88/1 36/1 5/1' },
      })
      .withXmp(
        anXmp(
          'exif:GPSLatitude="24,22.1166N" exif:GPSLongitude="88,36.0833E"',
          anAlt('dc:description', 'চর'),
        ),
      )
      .jpeg()
      .toBuffer();
    expect(await said(file)).toEqual({ suggested: { caption: 'চর' } });
  });

  it('is short, and text that a person could have written', async () => {
    const long = 'ক'.repeat(5_000);
    const xmp = anXmp(
      'photoshop:Credit="   "',
      anAlt('dc:description', long) + anAlt('dc:title', 'ক&#x202E;খ'),
    );
    const file = await aPicture().withXmp(xmp).jpeg().toBuffer();
    const { suggested } = await said(file);
    expect([...(suggested?.caption ?? '')]).toHaveLength(1_000);
    expect(suggested?.credit).toBeUndefined();
    expect(suggested?.headline ?? '').not.toContain('\u202E');
  });

  it('is nothing when it makes no sense, whatever it is made of', async () => {
    const blocks = {
      exif: (
        await sharp(
          await aPicture()
            .withExif({ IFD0: { Artist: 'a' } })
            .jpeg()
            .toBuffer(),
        ).metadata()
      ).exif,
      iptc: anIptc({ 120: bengali }),
      xmp: Buffer.from(anXmp('', anAlt('dc:description', bengali))),
    };
    const changed = fc.record({
      which: fc.constantFrom('exif', 'iptc', 'xmp'),
      at: fc.nat(2_000),
      bytes: fc.uint8Array({ maxLength: 60 }),
    });
    fc.assert(
      fc.property(
        fc.array(changed, { maxLength: 6 }),
        fc.uint8Array({ maxLength: 400 }),
        (changes, noise) => {
          const copy = Object.fromEntries(
            Object.entries(blocks).map(([name, block]) => [name, Buffer.from(block ?? '')]),
          );
          for (const { which, at, bytes } of changes)
            copy[which]?.set(bytes.slice(0, 9), at % ((copy[which]?.length ?? 10) - 9));
          for (const given of [
            copy,
            { exif: Buffer.from(noise), iptc: Buffer.from(noise), xmp: Buffer.from(noise) },
          ]) {
            const { suggested = {}, taken = '' } = metadataOf(given);
            expect(JSON.stringify(suggested).length).toBeLessThan(6_000);
            expect(taken).toMatch(/^(|\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)$/);
          }
        },
      ),
    );
  });

  it('is not followed into what XML can build of little', () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join(
      '',
    );
    const bomb = `<!DOCTYPE x [<!ENTITY e0 "হা">${laughs}]>${anXmp('', anAlt('dc:description', '&e9;'))}`;
    const deep = anXmp('', `${'<a>'.repeat(9_000)}${'</a>'.repeat(9_000)}`);
    for (const xmp of [bomb, deep, 'x'.repeat(2_000_000)])
      expect(JSON.stringify(metadataOf({ xmp: Buffer.from(xmp) })).length).toBeLessThan(5_000);
  });
});
