import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LineItemState } from '../../shared/ads/workflow.ts';
import { State } from '../../shared/articles/article.ts';
import { inBangla, problemWords, stateWords, wordsOf } from '../../shared/bangla/problem-words.ts';
import { AssetState } from '../../shared/media/asset.ts';
import { problems } from '../../shared/problem.ts';

const sources = ['shared', 'functions'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('lint') && !name.endsWith('problem-words.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);

/** What is said of a field, as it stands in the code: `error: 'is empty'`, `detail: `must be ${most} at most``. */
const fieldWords = sources.flatMap((source) =>
  [
    ...source.matchAll(
      /\b(?:error|detail):\s*(?:\(\) =>\s*)?['`]((?:is|must|has|holds|say|or|cannot) [^'`]+)['`]/g,
    ),
    ...source.matchAll(/return [^;'`]*['`]((?:is|must|has) [^'`]+)['`];/g),
    ...source.matchAll(/refusal\(\s*['`]((?!\/)[^'`]+)['`]/g),
    ...source.matchAll(/['`](must not be true: [^'`]+)['`]/g),
  ].map(([, words = '']) => words.replace(/\$\{own\}/g, 'a front').replace(/\$\{[^}]*\}/g, '7')),
);

describe('a problem in Bengali', () => {
  it.each(Object.keys(problems) as (keyof typeof problems)[])(
    '%s says what happened and what to do',
    (code) => {
      const { title, detail } = problemWords[code];
      for (const text of [title, detail]) expect(text).toMatch(/\p{Script=Bengali}/u);
    },
  );

  it('has words for whatever is said of a field', () => {
    expect(fieldWords.length).toBeGreaterThan(60);
    const missing = [...new Set(fieldWords)].filter((words) => inBangla(words) === undefined);
    expect(missing).toEqual([]);
  });

  it.each([...State.options, ...LineItemState.options, ...AssetState.options])(
    'says where the record stands: %s',
    (state) => {
      expect(wordsOf({ code: 'wrong-state', state }).detail).toBe(`এখন এটি: ${stateWords[state]}।`);
      expect(stateWords[state]).toMatch(/^\p{Script=Bengali}/u);
    },
  );

  it.each([
    ['is longer than 160 characters (code points)', 'সর্বোচ্চ 160 অক্ষর হতে পারে'],
    ['must be one of: none, section, breaking', 'এগুলোর একটি হতে হবে: none, section, breaking'],
    [
      'holds U+0007 after “নতুন” on line 3: type that place again',
      '3 নম্বর লাইনে “নতুন”-এর পরে অচল চিহ্ন U+0007 আছে; জায়গাটি আবার টাইপ করুন',
    ],
    ['holds U+FFFD at the beginning: type that place again', 'শুরুতে অচল চিহ্ন U+FFFD আছে; জায়গাটি আবার টাইপ করুন'],
    ['has a line with over 500 | (line 2)', 'একটি লাইনে | চিহ্ন ৫০০টির বেশি'],
    ['has over 20,000 signs written as &…;', '&…; এভাবে লেখা চিহ্ন ২০,০০০টির বেশি'],
    ['nests quotes or lists more than 20 deep on line 2', '2 নম্বর লাইনে উদ্ধৃতি বা তালিকা ২০ ধাপের বেশি গভীর'],
  ])('%s', (english, bangla) => {
    expect(inBangla(english)).toBe(bangla);
  });
});
