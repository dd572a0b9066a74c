import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../shared/articles/card.ts';
import { newsroom, type Section, sections } from '../../shared/newsroom.ts';
import { articlePage } from '../../shared/site/pages/article.tsx';
import { homePage } from '../../shared/site/pages/home.tsx';
import { sectionPage } from '../../shared/site/pages/section.tsx';
import { hueOf, hues } from '../../shared/site/view/hue.ts';
import { aReader, noticed, open, type Reader } from '../browser/a-reader.ts';
import { served, theSite } from './a-browser.ts';
import { aLead, filesOf } from './a-lead.ts';
import { aCard, aStory } from './a-story.ts';

const now = '2024-11-01T18:00:00.000Z';
const headlines = [
  'তিস্তার পানি বিপৎসীমার ওপরে, নিরাপদ আশ্রয়ে ১২ হাজার মানুষ',
  'বালুমহালে রাতের অভিযান, জব্দ ছয় ড্রেজার',
  'গ্রাম আদালতে এক দিনেই মিটল ১৮ বিরোধ',
];

/** So many cards of a section; those that `isPictured` names by their number have a picture. */
const some = (section: Section, count: number, isPictured: (nth: number) => boolean): Card[] =>
  Array.from({ length: count }, (_, nth) =>
    aCard({
      id: `${section}${nth}`,
      section,
      headline: headlines[nth % headlines.length] ?? '',
      publishedAt: new Date(Date.parse(now) - nth * 3_600_000).toISOString(),
      ...(nth % 2 ? { standfirst: 'উজানের ঢলে রাতভর পানি বেড়েছে। তিন জেলায় খোলা হয়েছে ৮৬টি আশ্রয়কেন্দ্র।' } : {}),
      ...(isPictured(nth) ? { lead: aLead() } : {}),
    }),
  );

const kinds: Record<string, (nth: number) => boolean> = {
  many: () => true,
  some: (nth) => nth % 3 === 1,
  none: () => false,
};

const pages = Object.fromEntries(
  Object.entries(kinds).flatMap(([name, isPictured]) => {
    const all = sections.map((section) => ({ section, cards: some(section, 7, isPictured) }));
    const cards = some('law', 20, isPictured);
    return [
      [`/${name}`, homePage({ sections: all, now }, theSite)],
      [`/${name}-section`, sectionPage({ section: 'law', cards, now }, theSite)],
    ];
  }),
);

let site: Awaited<ReturnType<typeof served>>;
beforeAll(async () => {
  const strip = { text: 'তিস্তায় লাল সংকেত', path: '/national/a' };
  const last = { section: 'other', cards: some('other', 7, () => false), now } as const;
  site = await served(
    {
      ...pages,
      ...(await filesOf(aLead())),
      '/strip': sectionPage({ ...last, strip }, theSite),
      '/last-section': sectionPage(last, theSite),
      '/article': articlePage(aStory({ section: 'other' }), { latest: [] }, theSite),
    },
    () => 204,
  );
});
afterAll(() => site.close());

/** A reader at a page, who leaves without the browser having complained. */
async function reading(path: string, as: Reader, act: (page: Page) => Promise<void>) {
  const { page, faults, close } = await aReader(site.browser, site.at, as);
  // A page without script never tells that it is set.
  await (as.javaScriptEnabled === false ? page.goto(path) : open(page, path));
  await act(page);
  expect(faults.filter((fault) => !fault.includes('favicon'))).toEqual([]);
  await close();
}

describe.each([360, 768, 1280, 1600])('a front at %d px', (width) => {
  it.each(Object.keys(pages))(
    '%s keeps its width, has no hole, and moves no more than for its font',
    (path) =>
      reading(path, { width }, async (page) => {
        await page.evaluate(async () => {
          for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
            scrollTo(0, y);
            await new Promise((drawn) => requestAnimationFrame(drawn));
          }
        });
        const { wide, broken, empty } = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          broken: [...document.images].filter((one) => one.complete && one.naturalWidth === 0).length,
          empty: [...document.querySelectorAll('.ad')].filter(
            (slot) => slot.getBoundingClientRect().height > 0,
          ).length,
        }));
        expect({ wide, broken, empty }).toEqual({ wide: 0, broken: 0, empty: 0 });
        expect((await noticed(page)).shifted).toBeLessThan(0.05);
      }),
  );
});

describe('a picture of a card', () => {
  const images = (html = '') => html.match(/<img[^>]*>/g) ?? [];

  it('is asked for at once if it is the first of its page, and none of the others', () => {
    const [first = '', ...others] = images(pages['/many']);
    expect(first).toContain('loading="eager"');
    expect(first).toContain('fetchpriority="high"');
    expect(others.length).toBeGreaterThan(10);
    for (const other of others) {
      expect(other).toContain('loading="lazy"');
      expect(other).not.toContain('fetchpriority');
    }
  });

  it('comes with its sizes, its alternative text and no style of its own', () => {
    for (const image of [...images(pages['/many']), ...images(pages['/some-section'])]) {
      expect(image).toMatch(/ srcset="\S+-320\.webp 320w, .* 1280w" sizes="[^"]+" width="1280" height="720"/);
      expect(image).toContain('alt="নদীর পাড়ে মানুষ"');
      expect(image).not.toContain('style');
    }
  });

  it('that says nothing has an empty alternative text', () => {
    const cards = [aCard({ lead: aLead({ decorative: true, alt: undefined }) })];
    expect(sectionPage({ section: 'national', cards, now }, theSite)).toContain(' alt ');
  });

  it('is a square beside the headline on a phone, as small as it is shown', () =>
    reading('/many-section', { width: 360 }, async (page) => {
      const second = page.locator('.card.full .thumb img').first();
      const box = await second.boundingBox();
      expect(box?.width).toBe(box?.height);
      expect(await second.evaluate((one) => (one as HTMLImageElement).currentSrc)).toContain(
        'square-320.webp',
      );
    }));

  it('leads where its headline does', () =>
    reading('/many', { width: 1280 }, async (page) => {
      const at = await page.locator('.card.lead .thumb').evaluate((picture) => {
        const { left, top, width, height } = picture.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2)?.closest('a')?.pathname;
      });
      expect(at).toBe('/national/national0');
    }));
});

describe('the masthead on a phone', () => {
  it.each(['/none', '/strip', '/article'])('leaves the screen to the news: %s', (path) =>
    reading(path, { width: 360 }, async (page) => {
      const bottom = await page.locator('.masthead').evaluate((one) => one.getBoundingClientRect().bottom);
      expect(bottom).toBeLessThanOrEqual(88);
    }),
  );

  it('has the first headline within 96 px of its top, beside its kicker', () =>
    reading('/none', { width: 360 }, async (page) => {
      const top = await page
        .locator('.card')
        .first()
        .evaluate((card) => card.getBoundingClientRect().top);
      expect(top).toBeLessThanOrEqual(96);
    }));

  it.each([true, false])('opens its menu with a thumb, with script or without: %s', (javaScriptEnabled) =>
    reading('/none', { width: 360, javaScriptEnabled }, async (page) => {
      await page.locator('summary').click();
      const links = page.getByRole('navigation', { name: 'সব বিভাগ' }).getByRole('link');
      expect(await links.count()).toBe(sections.length);
      for (const target of [page.locator('summary'), ...(await links.all())])
        expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      expect(await page.locator('.display').isVisible()).toBe(javaScriptEnabled);
    }),
  );

  it.each(['none', 'active'] as const)(
    'has the current section over none of its neighbours, colours %s',
    (forcedColors) =>
      reading('/last-section', { width: 360 }, async (page) => {
        await page.emulateMedia({ forcedColors });
        const boxes = await page.locator('.sections li').evaluateAll((all) =>
          all
            .map((one) => ({
              ...one.getBoundingClientRect().toJSON(),
              is: one.querySelector('[aria-current]') !== null,
            }))
            .sort((a, b) => a.left - b.left),
        );
        expect(boxes[0]).toMatchObject({ is: true });
        for (const [nth, { left }] of boxes.entries())
          if (nth > 0) expect(left).toBeGreaterThanOrEqual(boxes[nth - 1].right);
      }),
  );
});

describe('how a page is shown', () => {
  const paper = (page: Page) =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--paper'));

  it('is as its reader set it, on every page, from the first picture of it on', () =>
    reading('/none', { width: 390 }, async (page) => {
      const light = await paper(page);
      await page.locator('summary').click();
      await page.getByRole('button', { name: 'কালো' }).click();
      const dark = await paper(page);
      expect(dark).not.toBe(light);
      await page.getByRole('button', { name: 'বড়' }).click();
      const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
      await open(page, '/article');
      expect(await paper(page)).toBe(dark);
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(size);
      await page.emulateMedia({ media: 'print' });
      expect(await paper(page)).not.toBe(dark);
      await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
      await page.locator('summary').click();
      await page.getByRole('button', { name: 'সাদা' }).click();
      expect(await paper(page)).toBe(light);
      await page.getByRole('button', { name: 'যন্ত্রের মতো' }).click();
      expect(await paper(page)).toBe(dark);
      expect(await page.context().cookies()).toEqual([]);
    }));

  it('is as the system says where a browser keeps nothing, or something else', () =>
    reading('/none', { width: 390, dark: true }, async (page) => {
      const dark = await paper(page);
      await page.evaluate(() => localStorage.setItem('theme', '"><b>'));
      await page.reload();
      expect(await paper(page)).toBe(dark);
    }));
});

/** The contrast of two colours by WCAG, from what the browser computes. */
const contrastOf = (page: Page, name: string) =>
  page.evaluate((name) => {
    const one = document.body.appendChild(document.createElement('p'));
    one.className = `kicker ${name}`;
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const light = (colour: string) => {
      if (!canvas) return 0;
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const both = [
      getComputedStyle(one).color,
      getComputedStyle(document.documentElement).backgroundColor,
    ].map(light);
    one.remove();
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
  }, name);

describe('the hues of sections', () => {
  it.each([true, false])('can be read, also in the dark: %s', (dark) =>
    reading('/none', { dark }, async (page) => {
      for (let nth = 1; nth <= hues; nth++)
        expect(await contrastOf(page, `hue-${nth}`), `hue-${nth}`).toBeGreaterThan(4.5);
    }),
  );

  it('are those that the style has, and neighbours have different ones', () => {
    const used = sections.map(hueOf);
    expect(used.length).toBe(Object.keys(newsroom.sections).length);
    for (const [nth, hue] of used.entries()) if (nth > 0) expect(hue).not.toBe(used[nth - 1]);
  });
});
