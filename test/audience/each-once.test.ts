import { expect, it } from 'vitest';
import { eachOnce } from '../../shared/audience/each-once.ts';

it('readers who are named twice are one, with all their sections and the day when they last agreed', () => {
  const reader = (address: string, sections: string[], day: string) => ({
    ...{ address, sections },
    confirmedAt: `2024-05-${day}T00:00:00.000Z`,
  });
  expect(
    eachOnce([
      reader('mina@gmail.com', ['sport'], '02'),
      reader('rafi@example.com', ['law'], '01'),
      reader('Mi.na+news@gmail.com', ['law', 'sport'], '01'),
    ]),
  ).toEqual([
    reader('Mi.na+news@gmail.com', ['sport', 'law'], '02'),
    reader('rafi@example.com', ['law'], '01'),
  ]);
});
