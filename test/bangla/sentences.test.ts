import { describe, expect, it } from 'vitest';
import { sentences } from '../../shared/bangla/sentences.ts';

describe('sentences', () => {
  it('end at । ? and !', () =>
    expect(sentences('পানি বাড়ছে। কেন? কেউ জানে না! অপেক্ষা')).toEqual([
      'পানি বাড়ছে।',
      'কেন?',
      'কেউ জানে না!',
      'অপেক্ষা',
    ]));

  it.each(['ড. শামীমা নাহার এলেন।', 'মো. আনিছুর রহমান এলেন।', 'এম. এ. হালিম এলেন।'])(
    'do not end after an abbreviation: %s',
    (text) => expect(sentences(text)).toEqual([text]),
  );

  it('take their closing quotes along', () =>
    expect(sentences('তিনি বলেন, ‘যাব না।’ তারপর গেলেন।')).toEqual(['তিনি বলেন, ‘যাব না।’', 'তারপর গেলেন।']));

  it('survive doubled marks', () => expect(sentences('সত্যি?! হ্যাঁ।।')).toEqual(['সত্যি?!', 'হ্যাঁ।।']));
  it('are none in an empty text', () => expect(sentences('  ')).toEqual([]));
});
