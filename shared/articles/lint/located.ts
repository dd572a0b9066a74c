import { lengthOf } from '../../text.ts';
import type { Found } from './found.ts';
import type { Passage } from './passages.ts';
import type { RuleName, Warning } from './warning.ts';

/** Longer excerpts say no more, and a text of dandas alone would come back whole. */
const maxExcerpt = 80;

/**
 * What was found in a passage as warnings, in reading order: by the pointer of the run where each begins, counted in
 * code points. One sweep, however much was found.
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
