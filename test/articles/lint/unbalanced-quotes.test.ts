import { describe, expect, it } from 'vitest';
import { unbalancedQuotes } from '../../../shared/articles/lint/unbalanced-quotes.ts';
import { passages } from './found.ts';

/** The marks found, by paragraph. */
const marksIn = (...texts: string[]) => {
  const all = passages(...texts);
  return unbalancedQuotes(all).map((found, at) => found.map(({ index }) => all[at]?.text[index]));
};

describe('quotes and brackets', () => {
  it.each([
    'তিনি বলেন, ‘কাল স্কুল খুলবে।’',
    '“কাজ শেষ,” বললেন ঠিকাদার, “তবে রং বাকি।”',
    'তিনি বলেন, ‘মা বলতেন, “নদীকে ভয় পাবি না।” আমি ভয় পাইনি।’',
    '«নতুন দিন» নাটকের শেষ প্রদর্শনী (সোমবার) হবে [হালনাগাদ]।',
    'তিনি "কাল আসব" বলে "আজ" এলেন।',
    'চো সন হুই’র সঙ্গে দু’দেশের কথা হয়।',
    'তিনি বলেন, ‘দু’দেশের সম্পর্ক ভালো, দু’দেশের মানুষও ভালো।’',
    'তিনি বলেন, ‘পাঁচশ’ টাকা দিয়েছি।’',
    '‘পদ্মার ঢেউ’র শিল্পীরা ‘ক’ ও ‘খ’ দলে খেলেন।',
    '’৭১ সালে এবং ‘৫২ সালে যা হয়েছিল।',
    'players’ union ও শ’ দুয়েক মানুষ এসেছিলেন।',
    'পাইপটি ৬" চওড়া।',
    '১) নাম লিখুন ক) ঠিকানা লিখুন',
  ])('that close are left alone: %s', (text) => expect(marksIn(text)).toEqual([[]]));

  it.each([
    ['তিনি বলেন, ‘কাল স্কুল খুলবে।', ['‘']],
    ['তিনি বলেন, কাল স্কুল খুলবে।’', ['’']],
    ['তিনি বলেন, “কাজ শেষ, তবে রং বাকি।', ['“']],
    ['তিনি বলেন, কাজ শেষ।”', ['”']],
    ['তিনি "কাল আসব বলে এলেন।', ['"']],
    ['«নতুন দিন নাটকের প্রদর্শনী', ['«']],
    ['সভা (সোমবার হবে।', ['(']],
    ['সভা সোমবার) হবে।', [')']],
    ['সভা [সোমবার) হবে]।', [')']],
    ['সভা (‘সোমবার) হবে।', ['‘']],
    ['তিনি ‘আজ’ ও ‘কাল বলেন, আসবেন।’ তারপর এলেন।’', ['’']],
  ])('that do not are found: %s', (text, marks) => expect(marksIn(text)).toEqual([marks]));

  it('may open each paragraph of a quotation and close only the last', () =>
    expect(marksIn('‘নদী ভাঙছে।', '‘ঘর গেছে।', '‘স্কুলও যাবে।’')).toEqual([[], [], []]));

  it('do not carry on to a paragraph that opens none', () =>
    expect(marksIn('‘নদী ভাঙছে।', 'ঘর গেছে।’')).toEqual([['‘'], ['’']]));

  it('do not carry on from a headline', () => {
    const [headline, standfirst] = passages('‘নদী ভাঙছে', '‘ঘর গেছে’');
    if (!headline || !standfirst) throw new Error('two passages are needed');
    const found = unbalancedQuotes([{ ...headline, kind: 'line' }, standfirst]);
    expect(found.map(({ length }) => length)).toEqual([1, 0]);
  });

  it('are missed at the end of an article that closes what it never opened', () =>
    expect(
      marksIn('মন্ত্রী বলেন, ‘দু’দেশের মানুষ শান্তি চায়।’', 'সচিব জানান, আলোচনা চলবে। দু’দেশের প্রতিনিধিরা আবার বসবেন।’'),
    ).toEqual([[], ['’']]));
});
