import { describe, expect, it } from 'vitest';
import { partThatDiffers } from '../scripts/compare/difference.ts';
import { openRandom } from '../scripts/compare/random.ts';
import { randomOperation } from '../scripts/compare/random-operations.ts';

const operations = (seed: number, count: number) => {
  const random = openRandom(seed);
  return Array.from({ length: count }, () => randomOperation(random, ['one', 'two']));
};

describe('the operations that are compared', () => {
  it('are the same for the same seed', () => {
    const inputs = (seed: number) =>
      JSON.stringify(operations(seed, 50).map(({ name, input }) => [name, input]));
    expect(inputs(7)).toBe(inputs(7));
    expect(inputs(7)).not.toBe(inputs(8));
  });

  it('are of every kind', () => {
    expect(new Set(operations(1, 500).map(({ name }) => name)).size).toBe(10);
  });
});

describe('two outcomes differ', () => {
  const ok = (answer: object) => ({ code: 'ok', message: '', answer: { ...answer } });
  const refused = (message: string) => ({ code: 'ValidationException', message, answer: {} });

  it.each([
    ['not at all', ok({ Item: 1 }), ok({ Item: 1 }), undefined],
    ['in what was done', ok({}), refused('no'), 'outcome'],
    ['in the answer', ok({ Item: 1 }), ok({ Item: 2 }), 'answer'],
    ['in the price', ok({ ConsumedCapacity: 1 }), ok({ ConsumedCapacity: 2 }), 'capacity'],
    ['in the words', refused('no'), refused('never'), 'words'],
  ])('%s', (_how, ours, theirs, part) => {
    expect(partThatDiffers(ours, theirs)).toBe(part);
  });
});
