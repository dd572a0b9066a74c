import { expect, it } from 'vitest';
import { spellingsOf } from '../../shared/bangla/spellings.ts';

it('finds each way in which letters are composed, whichever it is given', () => {
  const all = ['\u09a1\u09bc\u09cb', '\u09a1\u09bc\u09c7\u09be', '\u09dc\u09cb'];
  for (const one of all) expect(spellingsOf(one).sort()).toEqual([...all].sort());
  expect(spellingsOf('/old/1')).toEqual(['/old/1']);
});
