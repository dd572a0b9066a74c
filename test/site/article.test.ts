import { describe, expect, it } from 'vitest';
import { articlePage } from '../../shared/site/pages/article.tsx';
import { fullText } from '../../shared/site/view/full-text.tsx';
import { aCard, aShown, aStory, paragraph, site } from './a-story.ts';
import { jsonLdOf, part, textOf, unescaped } from './reading.ts';

const render = (story: Parameters<typeof aStory>[0], latest = [aCard({ id: 'art_other' })]) =>
  articlePage(aStory(story), { latest }, site);
const hostile = `<script>alert(1)</script> " ' & ]]> </script><!--`;

describe('the times of an article', () => {
  it('are its own, in both calendars from one instant', () => {
    const page = render({ publishedAt: '2024-11-02T16:19:00.000Z' });
    const time = (words: string) =>
      `<time datetime="2024-11-02T16:19:00.000Z">${words.replaceAll('~', '\u00A0')}</time>`;
    expect(part(page, '<p class="times">')).toBe(
      `<span>প্রকাশ: ${time('শনিবার, ২~নভেম্বর~২০২৪, রাত~১০:১৯')} <span class="bar">|</span> ` +
        `${time('১৭ই~কার্তিক, ১৪৩১~বঙ্গাব্দ')}</span><span> পড়তে ১ মিনিট</span>`.normalize('NFC'),
    );
  });

  it('tell of an update from the second revision on', () => {
    const page = render({ revision: 2, updatedAt: '2024-11-03T03:05:00.000Z' });
    expect(textOf(part(page, '<p class="times">'))).toBe(
      'প্রকাশ: শনিবার, ২ নভেম্বর ২০২৪, রাত ১০:১৯ | ১৭ই কার্তিক, ১৪৩১ বঙ্গাব্দ হালনাগাদ: রবিবার, ৩ নভেম্বর ২০২৪, সকাল ৯:০৫ পড়তে ১ মিনিট'.normalize(
        'NFC',
      ),
    );
  });

  it('tell of no minutes where there is nothing to read', () =>
    expect(
      render({ content: { body: [{ kind: 'embed', provider: 'vimeo', id: '123456789' }] } }),
    ).not.toContain('মিনিট'));

  it('never put a date under the paper’s name, which would age', () =>
    expect(part(render({}), '<header class="masthead">')).not.toContain('<time'));
});

describe('passing an article on', () => {
  const addressesOf = (page: string) =>
    [...part(page, '<div class="tags share">').matchAll(/href="([^"]*)"/g)].map(([, href = '']) =>
      unescaped(href),
    );

  it('takes plain links, with the headline as it is written', () => {
    const headline = 'দর ১০% কমেছে: "ক" & খ?';
    const [whatsApp, facebook, mail] = addressesOf(render({ headline })).map((href) => new URL(href));
    const address = 'https://news.example/national/art_7k2m9x4q1w5p';
    expect([whatsApp?.host, whatsApp?.searchParams.get('text')]).toEqual([
      'wa.me',
      `${headline}\n${address}`,
    ]);
    expect([facebook?.host, facebook?.searchParams.get('u')]).toEqual(['www.facebook.com', address]);
    expect(mail?.searchParams.get('subject')).toBe(headline);
    expect(mail?.searchParams.get('body')).toBe(`${headline}\r\n${address}`);
  });

  it('holds with half a sign in a headline of long ago', () =>
    expect(addressesOf(render({ headline: 'ক\ud83d' }))).toHaveLength(3));

  it('is not offered for copy in work', () =>
    expect(articlePage(aStory(), { latest: [], withAds: false }, site)).not.toContain('wa.me'));
});

describe('byline, dateline and source', () => {
  const content = {
    dateline: 'সিল্কসিটিনিউজ ডেস্ক',
    source: { name: 'বাংলাদেশ প্রতিদিন', url: 'https://agency.example/' },
  };

  it('stand in three places', () => {
    const page = render({ bylines: ['রেহানা পারভীন', 'শফিক ইকবাল'], content });
    expect(textOf(part(page, '<p class="byline">'))).toBe('রেহানা পারভীন , শফিক ইকবাল');
    expect(textOf(part(page, '<div class="text">'))).toMatch(/^সিল্কসিটিনিউজ ডেস্ক : চরের শিশুদের/);
    expect(part(page, '<p class="source">')).toBe(
      'সূত্র: <a href="https://agency.example/">বাংলাদেশ প্রতিদিন</a>',
    );
  });

  it('credit a source that has no address', () =>
    expect(part(render({ content: { source: { name: 'তাস' } } }), '<p class="source">')).toBe('সূত্র: তাস'));

  it('open the text before whatever it opens with', () => {
    const body = [{ kind: 'heading' as const, level: 2 as const, spans: [{ text: 'শুরু' }] }];
    expect(textOf(render({ content: { dateline: 'ঢাকা', body } }))).toContain('ঢাকা : শুরু');
  });

  it('are left out when there are none', () => {
    const page = render({ bylines: [] });
    for (const kind of ['byline', 'dateline', 'source']) expect(page).not.toContain(`class="${kind}"`);
  });
});

describe('tags and bylines', () => {
  it('lead to pages of their own', () => {
    const page = render({ bylines: ['রেহানা পারভীন'], content: { tags: ['তিস্তা'] } });
    expect(part(page, '<p class="byline">')).toContain(`href="/author/${encodeURIComponent('রেহানা_পারভীন')}"`);
    expect(part(page, '<div class="tags">')).toContain(`href="/tag/${encodeURIComponent('তিস্তা')}"`);
  });
});

describe('corrections', () => {
  const corrections = [{ at: '2024-11-03T03:05:00.000Z', revision: 2, note: 'সংখ্যাটি ১১ নয়, ১৭।' }];

  it('stand under the text with their notes, and the head leads there', () => {
    const page = render({ revision: 2, corrections });
    expect(
      textOf(
        part(page, '<section class="corrections" id="corrections" aria-labelledby="corrections-title">'),
      ),
    ).toBe('সংশোধনী সংখ্যাটি ১১ নয়, ১৭। রবিবার, ৩ নভেম্বর ২০২৪, সকাল ৯:০৫ , সংস্করণ ২');
    expect(part(page, '<p class="times">')).toContain('href="#corrections"');
  });

  it('are told to machines too', () => {
    const data = jsonLdOf(render({ revision: 2, updatedAt: '2024-11-03T03:05:00.000Z', corrections }));
    expect(data.dateModified).toBe('2024-11-03T03:05:00.000Z');
    expect(data.correction).toEqual([
      { '@type': 'CorrectionComment', text: 'সংখ্যাটি ১১ নয়, ১৭।', datePublished: corrections[0]?.at },
    ]);
  });
});

describe('what machines read', () => {
  it('is a NewsArticle', () =>
    expect(jsonLdOf(render({ id: 'art_1' }))).toMatchObject({
      '@type': 'NewsArticle',
      headline: 'পদ্মার চরে নতুন বিদ্যালয়',
      mainEntityOfPage: 'https://news.example/national/art_1',
      datePublished: '2024-11-02T16:19:00.000Z',
      author: [{ '@type': 'Person', name: 'রেহানা পারভীন' }],
    }));

  it('round-trips every text, however hostile', () => {
    const data = jsonLdOf(
      render({ headline: hostile, standfirst: hostile, bylines: [hostile], content: { tags: [hostile] } }),
    );
    expect(data).toMatchObject({
      headline: hostile,
      description: hostile,
      author: [{ name: hostile }],
      keywords: [hostile],
    });
  });

  it('says where the page is, and where its feeds are', () => {
    const page = render({ id: 'art_1' });
    expect(page).toContain('<link rel="canonical" href="https://news.example/national/art_1">');
    expect(page).toContain('<meta property="og:type" content="article">');
    expect(page).toMatch(
      /rel="alternate" type="application\/rss\+xml" title="খবর: জাতীয়" href="\/national\/feed.xml"/,
    );
  });

  it('describes an article without a standfirst by its opening sentences', () =>
    expect(render({ content: { body: [paragraph('ড. নাহার এলেন। তারপর গেলেন।')] } })).toContain(
      '<meta name="description" content="ড. নাহার এলেন। তারপর গেলেন।">',
    ));
});

describe('text', () => {
  it('stays text everywhere it is shown', () => {
    const page = render({
      headline: hostile,
      shoulder: hostile,
      standfirst: hostile,
      bylines: [hostile],
      revision: 2,
      corrections: [{ at: '2024-11-03T03:05:00.000Z', revision: 2, note: hostile }],
      content: { dateline: hostile, source: { name: hostile }, tags: [hostile], body: [paragraph(hostile)] },
    });
    expect(page).not.toContain('<script>alert');
    expect(page.match(/<script [^>]*>/g)).toEqual([
      `<script src="${site.scripts.display}">`,
      `<script src="${site.scripts.ads}" defer>`,
      `<script src="${site.scripts.reading}" defer>`,
      `<script src="${site.scripts.signUp}" defer>`,
      `<script src="${site.scripts.onward}" defer>`,
      '<script type="application/ld+json">',
      '<script type="application/ld+json">',
    ]);
    expect(page).not.toContain('<!--');
    expect(textOf(part(page, '<h1>'))).toBe(hostile);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//host.example'])(
    'is no link when it would lead to %s',
    (link) => {
      const page = render({
        content: {
          body: [{ kind: 'paragraph', spans: [{ text: 'এখানে', link }] }],
          source: { name: 'সূত্র', url: link },
        },
      });
      expect(page).not.toContain(`href="${link}"`);
      expect(textOf(part(page, '<div class="text">'))).toBe('এখানে');
    },
  );

  it('that looks like the end of a tag is left as it was typed', () =>
    expect(textOf(part(render({ headline: 'ক /> খ " />' }), '<h1>'))).toBe('ক /> খ " />'));

  it('keeps the joiner of র‍্যাব', () => expect(render({ headline: 'র‍্যাবের অভিযান' })).toContain('র\u200D্যাবের'));

  it('is in NFC, our own words included', () => {
    const page = render({});
    expect(page).toBe(page);
  });
});

describe('the outline', () => {
  it('has one h1 and skips no level', () => {
    const heading = (level: 2 | 3, text: string) => ({ kind: 'heading' as const, level, spans: [{ text }] });
    const page = render({ content: { body: [heading(3, 'ক'), heading(3, 'খ'), heading(2, 'গ')] } }, []);
    expect([...page.matchAll(/<(h\d)[^>]*>/g)].map(([, name]) => name)).toEqual([
      ...['h1', 'h2', 'h3', 'h2'],
      // Those of sharing it, of the form at its foot, and of what is read most.
      ...['h2', 'h2', 'h2', 'h3', 'h3'],
    ]);
  });
});

describe('other news', () => {
  it('leaves out the article itself', () => {
    const page = render({ id: 'art_1', headline: 'এই খবর' }, [
      aCard({ id: 'art_1' }),
      aCard({ id: 'art_2', headline: 'অন্য খবর' }),
    ]);
    expect(part(page, '<aside class="more" aria-labelledby="more">')).toContain('অন্য খবর');
    expect(page).not.toContain('href="/national/art_1"');
  });

  it('is left out when there is none', () =>
    expect(render({ id: 'art_1' }, [aCard({ id: 'art_1' })])).not.toContain('id="more"'));
});

describe('pictures on an article page', () => {
  const [one, two] = ['ast_7k2m9x4q1w5p', 'ast_000000000000'];
  const lead = { asset: one, alt: 'নৌকা "১"', credit: 'রুমানা', caption: [{ text: 'চর' }] };
  const story = (shown = aShown(one, two)) =>
    aStory({
      shown,
      content: {
        lead,
        body: [
          { kind: 'image', asset: two, decorative: true, alt: 'শোভা', credit: 'ছবি: কামাল', crop: 'wide' },
          {
            kind: 'gallery',
            images: [{ asset: one }, { asset: two, caption: [{ text: 'দুই' }] }],
            caption: [{ text: 'সব' }],
          },
        ],
      },
    });
  const pageOf = (of = story()) => articlePage(of, { latest: [] }, site);

  it('have their measures, and the first is asked for at once', () => {
    const images = pageOf().match(/<img[^>]*>/g) ?? [];
    expect(images).toHaveLength(4);
    for (const image of images)
      expect(image).toMatch(/ width="\d+" height="\d+" alt(?:="[^"]*")? decoding="async"/);
    expect(images.map((image) => /loading="(\w+)"/.exec(image)?.[1])).toEqual([
      'eager',
      'lazy',
      'lazy',
      'lazy',
    ]);
    expect(images[0]).toContain('fetchpriority="high"');
    expect(images[0]).toContain('alt="নৌকা &quot;১&quot;"');
    expect(images[1]).toContain(' alt decoding');
    expect(images[1]).toContain(`/media/${two}/wide-1280.webp 1280w`);
    expect(pageOf()).toContain('<link rel="preload" as="image"');
  });

  it('are credited, once by the word for it', () => {
    expect(pageOf()).toContain('ছবি: রুমানা');
    expect(pageOf()).toContain('<span class="credit">ছবি: কামাল</span>');
  });

  it('are given to search engines in three ratios, with whose they are', () => {
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(pageOf()) ?? [];
    const { image } = JSON.parse(json);
    expect(image.map(({ width, height }: { width: number; height: number }) => [width, height])).toEqual([
      [1280, 720],
      [1200, 900],
      [1200, 1200],
    ]);
    expect(image[0]).toMatchObject({ '@type': 'ImageObject', creditText: 'রুমানা', caption: 'চর' });
    const shared = /<meta property="og:image" content="https:\/\/news\.example\/share\/[^"]+\?([^"]+)"/;
    const [withIt, without] = [pageOf(), pageOf(story(new Map()))].map((page) => shared.exec(page)?.[1]);
    expect(withIt).not.toBe(without);
  });

  it('that cannot be shown leave nothing behind', () => {
    const page = pageOf(story(new Map()));
    for (const word of ['<img', '<figure', 'রুমানা', 'preload', '"image"', 'ast_'])
      expect(page).not.toContain(word);
  });

  it('are in full texts with one file each, at addresses that work anywhere', () => {
    const text = fullText(story(), site);
    expect(text).not.toContain('srcset');
    expect(text.match(/src="https:\/\/news\.example\/media\/[^"]+"/g)).toHaveLength(4);
  });
});
