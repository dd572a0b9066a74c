import { describe, expect, it } from 'vitest';
import { doubleDanda } from '../../../shared/articles/lint/double-danda.ts';
import { lookalike } from '../../../shared/articles/lint/lookalike.ts';
import { spaceAfterDanda } from '../../../shared/articles/lint/space-after-danda.ts';
import { spaceBeforeDanda } from '../../../shared/articles/lint/space-before-danda.ts';
import { nfc, pointedAt } from './found.ts';

const rules = { doubleDanda, lookalike, spaceAfterDanda, spaceBeforeDanda };

describe('sentence ends', () => {
  it.each([
    'নদী ভাঙছে। ঘর যাচ্ছে। কেন? কেউ জানে না!',
    'তিনি বলেন, ‘যাব না।’ তারপর গেলেন।',
    'ড. শামীমা এলেন। ...তারপর চুপ।',
    'দাম কমেছে।\nতবে অল্প।',
    'শনিবার | ১৭ই কার্তিক',
    'জাতীয়|খেলা|বাণিজ্য',
    'পাঁচ-ছয় জন দুঃখ পেলেন, বিশেষতঃ বড়রা।',
    'সময়: ১০:৩০',
    'G20 ও O2',
  ])('in good order are left alone: %s', (text) => {
    for (const rule of Object.values(rules)) expect(rule(nfc(text))).toEqual([]);
  });

  it.each<[keyof typeof rules, string, string[]]>([
    ['doubleDanda', 'নদী ভাঙছে।। ঘর যাচ্ছে। ।', ['।।', '। ।']],
    ['doubleDanda', 'নদী ভাঙছে॥ ঘর যাচ্ছে।.. স্কুলও যাবে।।।।', ['॥', '।..', '।।।।']],
    ['spaceBeforeDanda', 'নদী ভাঙছে । ঘর যাচ্ছে  ।', [' ।', '  ।']],
    ['spaceAfterDanda', 'নদী ভাঙছে।ঘর যাচ্ছে।', ['ভাঙছে।ঘর']],
    ['spaceAfterDanda', 'এল।গেল।এল', ['এল।গেল।এল']],
    ['lookalike', 'নদী ভাঙছে৷ ঘর যাচ্ছে|', ['৷', '|']],
    ['lookalike', 'নদী ভাঙছে| ঘর যাচ্ছে', ['|']],
    ['lookalike', 'সময় ঃ ১০ঃ৩০', ['ঃ', 'ঃ']],
    ['lookalike', 'মোট ১o০ জন', ['o']],
  ])('are found by %s: %s', (rule, text, excerpts) =>
    expect(pointedAt(text, rules[rule](nfc(text))).sort()).toEqual(excerpts.map(nfc).sort()),
  );

  it('that are two and parted are the matter of one rule', () =>
    expect(spaceBeforeDanda('শেষ। ।')).toEqual([]));
});
