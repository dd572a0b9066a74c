import type { Block } from '../../../shared/articles/body.ts';

/** A place where two people changed the same blocks in different ways. Empty where one of them took the blocks out. */
export type BodyConflict = { base: Block[]; mine: Block[]; theirs: Block[] };

/** A body as pieces: blocks that are settled, and places where somebody must choose. */
export type Piece = { blocks: Block[] } | { conflict: BodyConflict };

/**
 * Merges two bodies that were made of one, block by block: what one alone changed is taken, what both changed alike is
 * taken once, what both changed otherwise is a conflict. Nothing of either is dropped unsaid.
 */
export function mergeBodies(
  base: readonly Block[],
  mine: readonly Block[],
  theirs: readonly Block[],
): Piece[] {
  const [b, m, t] = [base, mine, theirs].map(keysOf) as [string[], string[], string[]];
  const [inMine, inTheirs] = [matches(b, m), matches(b, t)];
  const pieces: Piece[] = [];
  let [atBase, atMine, atTheirs] = [0, 0, 0];
  const settle = (toBase: number, toMine: number, toTheirs: number) => {
    const part = {
      base: base.slice(atBase, toBase),
      mine: mine.slice(atMine, toMine),
      theirs: theirs.slice(atTheirs, toTheirs),
    };
    [atBase, atMine, atTheirs] = [toBase, toMine, toTheirs];
    for (const one of oneByOne(part)) addPart(pieces, one);
  };
  for (let at = 0; at < base.length; at += 1) {
    const [there, elsewhere] = [inMine.get(at), inTheirs.get(at)];
    if (there === undefined || elsewhere === undefined) continue;
    settle(at, there, elsewhere);
    add(pieces, mine.slice(there, there + 1));
    [atBase, atMine, atTheirs] = [at + 1, there + 1, elsewhere + 1];
  }
  settle(base.length, mine.length, theirs.length);
  return pieces;
}

/** The merged body, if nobody has to choose. */
export function merged(pieces: readonly Piece[]): Block[] | undefined {
  if (pieces.some((piece) => 'conflict' in piece)) return undefined;
  return pieces.flatMap((piece) => ('blocks' in piece ? piece.blocks : []));
}

/**
 * Where nobody put a block in, took one out or moved one, blocks stand across from each other: neighbours that two people
 * changed are two places.
 */
function oneByOne(part: BodyConflict): BodyConflict[] {
  const was = keysOf(part.base);
  const isInPlace = (blocks: Block[]) =>
    blocks.length === was.length &&
    keysOf(blocks).every((key, place) => key === was[place] || !was.includes(key));
  if (!isInPlace(part.mine) || !isInPlace(part.theirs)) return [part];
  const at = (blocks: Block[], place: number) => blocks.slice(place, place + 1);
  return was.map((_, place) => ({
    base: at(part.base, place),
    mine: at(part.mine, place),
    theirs: at(part.theirs, place),
  }));
}

function addPart(pieces: Piece[], part: BodyConflict) {
  const [was, now, other] = [part.base, part.mine, part.theirs].map((blocks) =>
    JSON.stringify(keysOf(blocks)),
  );
  if (now === other || other === was) add(pieces, part.mine);
  else if (now === was) add(pieces, part.theirs);
  else pieces.push({ conflict: part });
}

function add(pieces: Piece[], blocks: readonly Block[]) {
  const last = pieces.at(-1);
  if (blocks.length === 0) return;
  if (last && 'blocks' in last) last.blocks.push(...blocks);
  else pieces.push({ blocks: [...blocks] });
}

/** Equal blocks have equal keys, whatever the order of their fields. */
const keysOf = (blocks: readonly Block[]) => blocks.map(keyOf);

/** Blocks never change, and an editor gives back those that nobody touched: a keystroke makes one key. */
const known = new WeakMap<Block, string>();

function keyOf(block: Block): string {
  const key = known.get(block) ?? JSON.stringify(sorted(block)).normalize('NFC');
  known.set(block, key);
  return key;
}

/** Whether two bodies say the same. */
export const sameBody = (one: readonly Block[], other: readonly Block[]) =>
  one === other ||
  (one.length === other.length && one.every((block, at) => keyOf(block) === keyOf(other[at] as Block)));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

/** Where each block of one body is in another: the longest row of them that stands in both in one order. */
function matches(one: readonly string[], other: readonly string[]): Map<number, number> {
  const found = new Map<number, number>();
  let [first, last] = [0, 0];
  while (first < one.length && first < other.length && one[first] === other[first]) {
    found.set(first, first);
    first += 1;
  }
  while (last < Math.min(one.length, other.length) - first && one.at(-1 - last) === other.at(-1 - last)) {
    found.set(one.length - 1 - last, other.length - 1 - last);
    last += 1;
  }
  for (const [a, b] of longestRow(
    one.slice(first, one.length - last),
    other.slice(first, other.length - last),
  ))
    found.set(a + first, b + first);
  return found;
}

/** At most so many pairs of blocks are compared: more, and all between is one change. */
const mostPairs = 4_000_000;

function longestRow(one: readonly string[], other: readonly string[]): [number, number][] {
  const [rows, columns] = [one.length, other.length];
  if (rows * columns > mostPairs || rows === 0 || columns === 0) return [];
  const width = columns + 1;
  const best = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number) => best[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1)
    for (let column = columns - 1; column >= 0; column -= 1)
      best[row * width + column] =
        one[row] === other[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const pairs: [number, number][] = [];
  for (let [row, column] = [0, 0]; row < rows && column < columns; ) {
    if (one[row] === other[column]) {
      pairs.push([row, column]);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}

/** The body of pieces as somebody chose, for each conflict in its order; undefined while one is open. */
export function settled(
  pieces: readonly Piece[],
  choices: readonly ('mine' | 'theirs' | 'both')[],
): Block[] | undefined {
  let at = 0;
  const parts = pieces.map((piece) => {
    if ('blocks' in piece) return piece.blocks;
    const [choice, { mine, theirs }] = [choices[at], piece.conflict];
    at += 1;
    return choice && { mine, theirs, both: [...mine, ...theirs] }[choice];
  });
  return parts.includes(undefined) ? undefined : (parts as Block[][]).flat();
}
