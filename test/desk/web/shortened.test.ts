import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortened } from '../../../desk/web/article/shortened.ts';
import type { Part } from '../../../shared/articles/diff.ts';

const part = fc.record({
  kind: fc.constantFrom('same' as const, 'removed' as const, 'added' as const),
  text: fc.string({ unit: fc.constantFrom('ক', 'ক্ষ', 'স্ত্র', ' ', 'a'), minLength: 1, maxLength: 300 }),
});

describe('what is shown of a change', () => {
  it('is all of what changed, and of what stayed the ends beside it', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts: Part[]) => {
        const shown = shortened(parts);
        expect(shown.map(({ kind }) => kind)).toEqual(parts.map(({ kind }) => kind));
        for (const [at, { kind, text }] of shown.entries()) {
          const whole = parts[at]?.text ?? '';
          if (kind !== 'same') expect(text).toBe(whole);
          else {
            const [before = '', after = ''] = text === whole ? [whole, whole] : text.split('…');
            expect(whole.startsWith(before) && whole.endsWith(after)).toBe(true);
            expect([...new Intl.Segmenter('bn').segment(text)].length).toBeLessThanOrEqual(81);
          }
        }
      }),
    );
  });

  it('has nothing before the first change but what stands beside it', () => {
    const long = 'ক'.repeat(100);
    const parts: Part[] = [
      { kind: 'same', text: long },
      { kind: 'added', text: 'নতুন' },
      { kind: 'same', text: long },
    ];
    expect(shortened(parts).map(({ text }) => text)).toEqual([
      `…${'ক'.repeat(40)}`,
      'নতুন',
      `${'ক'.repeat(40)}…`,
    ]);
  });
});
