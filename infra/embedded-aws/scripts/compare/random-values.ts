import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Random } from './random.ts';

export type Item = Record<string, AttributeValue>;

const texts = ['', 'a', 'ab', 'b', 'Z', 'é', '\u{1d11e}', '\uff21', 'x'.repeat(1500), 'y'.repeat(5000)];
const numbers = [
  '0',
  '1',
  '2',
  '-1',
  '10',
  '2.5',
  '-0.25',
  '1e3',
  '100',
  '99999999999999999999999999999999999999',
];
const wrongNumbers = ['one', '', '1e126', '123456789012345678901234567890123456789', '1e-131'];
const bytes = [[], [0], [1, 2], [255, 0, 1]].map((list) => Uint8Array.from(list));

/** A value of any type; sometimes one that DynamoDB refuses. */
export function randomValue(random: Random, depth = 0): AttributeValue {
  const { pick, chance, times } = random;
  if (chance(2))
    return pick([{ N: pick(wrongNumbers) }, { SS: [] }, { NS: ['1', '1.0'] }, { SS: ['a', 'a'] }]);
  const inner = () => randomValue(random, depth + 1);
  const scalars = [
    () => ({ S: pick(texts) }),
    () => ({ N: pick(numbers) }),
    () => ({ N: pick(numbers) }),
    () => ({ B: pick(bytes) }),
    () => ({ BOOL: chance(50) }),
    () => ({ NULL: true as const }),
  ];
  const sets = [
    () => ({ SS: [...new Set(times(1, 3, () => pick(texts)))] }),
    () => ({ NS: [...new Set(times(1, 3, () => pick(['1', '2', '3.5'])))] }),
    () => ({ BS: [pick(bytes)] }),
  ];
  const documents = [
    () => ({ L: times(0, 3, inner) }),
    () => ({ M: Object.fromEntries(times(0, 3, () => [pick(['a', 'b', 'c']), inner()])) }),
  ];
  return pick<() => AttributeValue>(depth < 2 ? [...scalars, ...sets, ...documents] : scalars)();
}

/** Attributes that no key uses. */
export const plainNames = ['a', 'b', 'c', 'd'];

/** One of a few keys, so that operations hit the same items; sometimes a wrong one. */
export function randomKey({ pick, chance }: Random): Item {
  if (chance(1))
    return pick<Item>([
      { pk: { S: '' }, sk: { S: 's1' } },
      { pk: { N: '1' }, sk: { S: 's1' } },
      { pk: { S: 'p1' } },
    ]);
  return { pk: { S: pick(['p1', 'p2', 'p3']) }, sk: { S: pick(['s1', 's2', 's3', 't1', 't2']) } };
}

export function randomItem(random: Random): Item {
  const { pick, chance } = random;
  const item = randomKey(random);
  for (const name of plainNames) if (chance(40)) item[name] = randomValue(random);
  if (chance(50)) item.g = chance(97) ? { S: pick(['g1', 'g2']) } : randomValue(random);
  if (chance(40)) item.n = chance(97) ? { N: pick(['1', '2', '10', '-3']) } : randomValue(random);
  if (chance(40)) item.l = chance(97) ? { S: pick(['l1', 'l2', 'm1']) } : randomValue(random);
  return item;
}
