import type { Attributes, AttributeValue } from './attribute.ts';

/** A document path: a top-level attribute, then map keys and list indexes. */
export type Path = [string, ...(string | number)[]];

export function valueAt(item: Attributes, [name, ...steps]: Path): AttributeValue | undefined {
  let value = item[name];
  for (const step of steps) {
    if (value === undefined) return undefined;
    value =
      typeof step === 'number'
        ? 'L' in value
          ? value.L[step]
          : undefined
        : 'M' in value
          ? value.M[step]
          : undefined;
  }
  return value;
}

export const spell = (path: Path) =>
  `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;

/** Why two paths cannot be in one expression; undefined if they can. */
export function clashOf(one: Path, two: Path): string | undefined {
  for (let i = 0; i < one.length && i < two.length; i++) {
    if (typeof one[i] !== typeof two[i]) return clash('conflict', one, two);
    if (one[i] !== two[i]) return undefined;
  }
  return clash('overlap', one, two);
}

const clash = (how: string, one: Path, two: Path) =>
  `Two document paths ${how} with each other; must remove or rewrite one of these paths; path one: ${spell(one)}, path two: ${spell(two)}`;
