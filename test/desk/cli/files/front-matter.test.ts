import { describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../../../desk/cli/files/front-matter.ts';

const read = (...lines: string[]) => readFrontMatter(`---\n${lines.join('\n')}\n---\n\n\nখবর\n`, 'x.md');

describe('a field of a file', () => {
  it.each([
    'পদ্মা: নতুন সেতু',
    'খবর #১: ‘শেষ’',
    '"উদ্ধৃতি" দিয়ে শুরু',
    `'এক' ও "দুই"`,
    '- ড্যাশ দিয়ে',
    '৫০% মানুষ: {জরিপ}',
    '@নাম & *তারা*',
    'শেষে উল্টো \\ চিহ্ন',
  ])('has the headline %s as it is written', (headline) => {
    expect(read('section: law', `headline: ${headline}`, 'dateline: ঢাকা').fields).toEqual({
      section: 'law',
      headline,
      dateline: 'ঢাকা',
    });
  });

  it.each([
    ['"পদ্মা: সেতু"', 'পদ্মা: সেতু'],
    [`'তার ''ঘর'''`, `তার 'ঘর'`],
    ['|\n  ক\n  খ', 'ক\nখ\n'],
    ['ক\n  খ', 'ক খ'],
  ])('is in quotes or on several lines as YAML has it: %j', (written, headline) => {
    expect(read(`headline: ${written}`).fields).toEqual({ headline });
  });

  it('stands for itself alone: what would stand for others, and they for others still, is refused', () => {
    const levels = 'abcdefghi'.split('').map((name, at, all) => {
      const before = all[at - 1];
      return `${name}: &${name} [${Array(9)
        .fill(before ? `*${before}` : 'lol')
        .join(', ')}]`;
    });
    const bomb = `---\n${levels.join('\n')}\n---\nখবর\n`;
    expect(() => readFrontMatter(bomb, 'news.md')).toThrow(
      /^news\.md, line 3: "\*a" would stand for another/,
    );
  });

  it('is known by its line, and so is the text', () => {
    const { lineOf, bodyLine, body } = read('section: law', 'headline: ক: খ');
    expect([lineOf(['headline']), bodyLine, body]).toEqual([3, 7, 'খবর']);
  });
});
