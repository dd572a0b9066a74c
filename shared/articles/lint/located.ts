import { lengthOf } from '../../clean-text.ts';
import type { Found } from './found.ts';
import type { Passage } from './passages.ts';
import type { RuleName, Warning } from './warning.ts';

/** The longest excerpt, in code points: a text of dandas alone would otherwise be returned whole. */
const maxExcerpt = 80;

/**
 * Turns findings in a passage into warnings in reading order, each with the pointer of the run where it begins and an
 * offset in code points. One sweep, however many there are.
 */
export function located({ runs }: Pick<Passage, 'runs'>, found: (Found & { rule: RuleName })[]): Warning[] {
  let run = 0;
  let start = 0;
  let counted = { to: 0, codePoints: 0 };
  return found
    .toSorted((a, b) => a.index - b.index)
    .flatMap(({ rule, index, length, detail }) => {
      for (let here = runs[run]; here && index >= start + here.text.length; here = runs[run]) {
        start += here.text.length;
        run += 1;
        counted = { to: 0, codePoints: 0 };
      }
      const here = runs[run];
      if (!here) return [];
      const at = index - start;
      counted = { to: at, codePoints: counted.codePoints + lengthOf(here.text.slice(counted.to, at)) };
      const text = here.text.slice(at, at + length);
      return [
        {
          rule,
          pointer: here.pointer,
          offset: counted.codePoints,
          length: lengthOf(text),
          excerpt: [...text.slice(0, 2 * maxExcerpt)].slice(0, maxExcerpt).join(''),
          detail,
        },
      ];
    });
}
