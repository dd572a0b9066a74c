import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keys, lists } from '../shared/keys.ts';

it('no two sets of values make one key, and a key gives them back', () => {
  const text = fc.string({ unit: fc.constantFrom(...'a#%23x/ক'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(text, text, text, text, (by, key, otherBy, otherKey) => {
      const same = by === otherBy && key === otherKey;
      expect(keys.answer({ by, key }).pk === keys.answer({ by: otherBy, key: otherKey }).pk).toBe(same);
      const [at, other] = [
        { section: by, state: key },
        { section: otherBy, state: otherKey },
      ];
      expect(lists.desk(at) === lists.desk(other)).toBe(same);
      if (!key.includes('#'))
        expect(keys.reader.inPk(keys.reader.partition({ interest: by, shard: key }))).toEqual({
          interest: by,
          shard: key,
        });
    }),
  );
});
