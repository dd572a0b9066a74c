import { type Attributes, type AttributeValue, emptyAttributes } from './attribute.ts';
import { ExpressionReader } from './expression-reader.ts';
import type { Path } from './path.ts';
import type { Placeholders } from './placeholders.ts';

/** A tree of the projected paths; a leaf keeps everything below it. */
type Branch = Map<string | number, Branch>;

export type Projection = { paths: Path[]; tree: Branch };

export function parseProjection(text: string, placeholders: Placeholders): Projection {
  const reader = new ExpressionReader('ProjectionExpression', text, placeholders);
  const paths = reader.list(() => reader.path());
  reader.checkApart(paths);
  reader.finish();
  return projectionOf(paths);
}

export function projectionOf(paths: Path[]): Projection {
  const tree: Branch = new Map();
  for (const path of paths) {
    let branch = tree;
    for (const step of path) {
      const further = branch.get(step) ?? new Map();
      branch.set(step, further);
      branch = further;
    }
  }
  return { paths, tree };
}

/** The projected parts of an item. List elements are returned without gaps, in order. */
export const project = (item: Attributes, { tree }: Projection): Attributes => pick(item, tree);

function pick(attributes: Attributes, tree: Branch): Attributes {
  const picked = emptyAttributes();
  for (const [name, branch] of tree) {
    const value = attributes[name];
    const part = value === undefined ? undefined : cut(value, branch);
    if (part !== undefined) picked[name] = part;
  }
  return picked;
}

function cut(value: AttributeValue, branch: Branch): AttributeValue | undefined {
  if (branch.size === 0) return value;
  if ('M' in value) {
    const M = pick(value.M, branch);
    return Object.keys(M).length > 0 ? { M } : undefined;
  }
  if (!('L' in value)) return undefined;
  const L = [...branch]
    .filter((entry): entry is [number, Branch] => typeof entry[0] === 'number')
    .sort(([a], [b]) => a - b)
    .flatMap(([index, further]) => {
      const element = value.L[index];
      return (element === undefined ? undefined : cut(element, further)) ?? [];
    });
  return L.length > 0 ? { L } : undefined;
}
