import { describe, expect, it } from 'vitest';
import { bijoy } from '../../../shared/articles/lint/bijoy.ts';
import { repeatedWord } from '../../../shared/articles/lint/repeated-word.ts';
import { nfc, pointedAt } from './found.ts';

describe('text of the Bijoy font', () => {
  it.each([
    ['লেখাটি †Kv‡bv কাজে', ['†Kv‡bv']],
    ['তিনি evsjv‡`k বলেন', ['evsjv‡`k']],
    ['এই Avgvi †mvbvi evsjv গান', ['Avgvi †mvbvi evsjv']],
    ['এটি cÖwZ দিন', ['cÖwZ']],
    ['wbe©vPb ও cÖwZ‡hvwMZv', ['wbe©vPb', 'cÖwZ‡hvwMZv']],
    ['miKvi, XvKv', ['miKvi, XvKv']],
    ['হয় n‡q‡Q, তাদের Rb¨', ['n‡q‡Q,', 'Rb¨']],
  ])('is found: %s', (text, excerpts) =>
    expect(pointedAt(text, bijoy(nfc(text)))).toEqual(excerpts.map(nfc)),
  );

  it.each([
    'café, naïve, façade, Noël, Œuvre, élève, ŠKODA, São Paulo, ÅNGSTRÖM',
    'YouTube, McDonald, iPhone, eBay, WhatsApp, GmbH, Kyiv, Lviv, Avdiivka',
    'The quick brown fox average avenue savvy divvy TV HIV DVD',
    '© 2024, 25 °C, 10 µm, 50 m², • প্রথম, 5‰, Smith†, «নতুন»',
    'নদী ভাঙছে, ঘর যাচ্ছে।',
    'don`t, Coca-Cola® and Nike™',
  ])('is not seen in other text: %s', (text) => expect(bijoy(nfc(text))).toEqual([]));
});

describe('a word', () => {
  it.each([
    'ধীরে ধীরে বড় বড় ঢেউ ঘরে ঘরে আসে, সঙ্গে সঙ্গে কে কে যেন ডাকে।',
    'যে যে আসবেন, থেকে থেকে জানাবেন।',
    '‘না না না, হায় হায় হায়,’ বলে কাঁদেন।',
    'তিনি এলেন। তিনি গেলেন। তবে, তবে কি সত্যি?',
    'এবং তিনি এবং আমি',
  ])('that Bengali doubles is left alone: %s', (text) => expect(repeatedWord(nfc(text))).toEqual([]));

  it.each([
    ['নদী এবং এবং চর', ['এবং এবং']],
    ['তিনি তিনি বলেন', ['তিনি তিনি']],
    ['নদী নদী নদী ভাঙে', ['নদী নদী নদী']],
    ['ঘর ভাঙে ধীরে ধীরে ধীরে', ['ধীরে ধীরে ধীরে']],
    ['in the the city', ['the the']],
    ['অনুযায়ী\nঅনুযায়ী', ['অনুযায়ী\nঅনুযায়ী']],
  ])('that slipped in again is found: %s', (text, excerpts) =>
    expect(pointedAt(text, repeatedWord(nfc(text)))).toEqual(excerpts.map(nfc)),
  );
});
