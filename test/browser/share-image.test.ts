import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fontOf, textOf } from '../../shared/site/share-image.ts';
import { aBrowser } from './a-reader.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await aBrowser();
});
afterAll(() => browser.close());

/** Words that go wrong where Bengali is not shaped: conjuncts of two and three, signs before, above and around letters. */
const words = [
  ...['ক্ষমতা', 'সূক্ষ্ম', 'স্ত্রী', 'র‍্যাব', 'অর্ধ', 'কার্য', 'পূর্ব', 'শিক্ষার্থী', 'কৌশল', 'পৌরসভা'],
  ...['হৃৎপিণ্ড', 'বিশ্ববিদ্যালয়', 'স্কুল', 'স্বাস্থ্য', 'উজ্জ্বল', 'তত্ত্ব', 'রাষ্ট্রপতি', 'সংস্কৃতি', 'দ্রুত', 'শ্রমিক'],
  ...['ব্রহ্মপুত্র', 'জ্ঞান', 'বাঞ্ছা', 'লঙ্ঘন', 'উদ্ধৃতি', 'চট্টগ্রাম', 'ধর্ষণ', 'বাক্‌স্বাধীনতা', 'ঝাড়ু', 'আষাঢ়', 'দুঃখ', 'চাঁদ'],
];

const size = 96;

/** How dark each pixel of the ink is, 0 to 255, without the white around it. */
async function ink(image: Buffer) {
  const { data, info } = await sharp(image)
    .flatten({ background: '#fff' })
    .greyscale()
    .trim({ background: '#fff', threshold: 40 })
    .toBuffer({ resolveWithObject: true });
  return { image: data, width: info.width, height: info.height };
}

describe('text in the image of a shared link', () => {
  it('is shaped as Chromium shapes it, word by word', async () => {
    const page = await browser.newPage({ deviceScaleFactor: 1 });
    const font = readFileSync(fontOf()).toString('base64');
    await page.setContent(
      `<style>@font-face{font-family:F;src:url(data:font/ttf;base64,${font})}
        body{margin:20px;background:#fff;color:#000;font:700 ${size}px/2 F}p{margin:0;width:max-content;padding:0 20px}</style>
        ${words.map((word) => `<p lang="bn">${word}</p>`).join('')}`,
    );
    await page.evaluate(() => document.fonts.ready);
    const wrong: string[] = [];
    for (const [at, word] of words.entries()) {
      const theirs = await ink(await page.locator('p').nth(at).screenshot());
      const ours = await ink((await textOf(word, size, '#000000')).data);
      const isAsLarge =
        Math.abs(ours.width - theirs.width) <= 4 && Math.abs(ours.height - theirs.height) <= 4;
      const of = { width: theirs.width, height: theirs.height, fit: 'fill' as const };
      // Softened, so that half a pixel at an edge does not count, and a part that is missing or elsewhere does.
      const [a, b] = await Promise.all(
        [ours, theirs].map(({ image }) => sharp(image).resize(of).blur(2).greyscale().raw().toBuffer()),
      );
      const apart = [...(a ?? [])].filter((value, i) => Math.abs(value - (b?.[i] ?? 0)) > 80).length;
      const share = apart / (of.width * of.height);
      if (!isAsLarge || share > 0.03)
        wrong.push(
          `${word}: ${ours.width}×${ours.height} for ${of.width}×${of.height}, ${(100 * share).toFixed(1)} % apart`,
        );
    }
    expect(wrong).toEqual([]);
    await page.close();
  });

  it('is not taken for shaped when it is not', async () => {
    // The same letters kept apart by zero-width non-joiners: what no shaping would look like.
    const [shaped, apart] = await Promise.all(
      ['স্ত্রী', 'স্‌ত্‌রী'].map(async (word) => ink((await textOf(word, size, '#000000')).data)),
    );
    expect(Math.abs((apart?.width ?? 0) - (shaped?.width ?? 0))).toBeGreaterThan(20);
  });
});
