import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Mistake } from '../local/cli/options.ts';

/** What is known of a file of lines: enough to find any damage, and to compare it with another in another order. */
export type Sums = { lines: number; bytes: number; sha256: string; sum: string };

/** Bytes that are gathered before they are written. */
const chunk = 1 << 20;
const newline = 10;

/**
 * Counts lines. `sum` adds up their SHA-256 (modulo 2^256): the same for the same lines in any order. It finds damage; it
 * is no signature.
 */
function counting() {
  const whole = createHash('sha256');
  let [lines, bytes, sum] = [0, 0, 0n];
  const add = (line: string) => {
    lines++;
    sum = BigInt.asUintN(256, sum + BigInt(`0x${createHash('sha256').update(line).digest('hex')}`));
  };
  const addBytes = (some: Uint8Array) => {
    bytes += some.length;
    whole.update(some);
  };
  const sums = (): Sums => ({
    ...{ lines, bytes },
    ...{ sha256: whole.digest('hex'), sum: sum.toString(16).padStart(64, '0') },
  });
  return { add, addBytes, sums };
}

/** A new file of lines, for its owner alone. `counted` is what counts of a line, if not all of it. */
export async function writeLines(path: string) {
  const file = await open(path, 'w', 0o600);
  const counts = counting();
  let waiting: string[] = [];
  let size = 0;
  let written: Promise<unknown> = Promise.resolve();
  const flush = () => {
    const some = Buffer.from(waiting.join(''));
    [waiting, size] = [[], 0];
    counts.addBytes(some);
    written = written.then(() => file.write(some));
    return written;
  };
  const write = async (line: string, counted = line) => {
    counts.add(counted);
    waiting.push(`${line}\n`);
    size += line.length;
    if (size >= chunk) await flush();
  };
  /** Whatever was written lies on the disk then. */
  const end = async (): Promise<Sums> => {
    await flush();
    await file.sync();
    await file.close();
    return counts.sums();
  };
  return { write, end };
}

/** The lines of a file. A last one that does not end is told apart: `torn` hears of it. */
async function* split(path: string, hear: (some: Uint8Array) => void, torn: (rest: string) => void) {
  let rest: Buffer[] = [];
  for await (const some of createReadStream(path, { highWaterMark: chunk })) {
    const bytes = some as Buffer;
    hear(bytes);
    let start = 0;
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      yield Buffer.concat([...rest, bytes.subarray(start, end)]).toString();
      [rest, start] = [[], end + 1];
    }
    rest.push(bytes.subarray(start));
  }
  const left = Buffer.concat(rest);
  if (left.length > 0) torn(left.toString());
}

/** The whole lines of a file: of one that somebody was interrupted at, without its torn end. */
export const linesOf = (path: string) =>
  split(
    path,
    () => {},
    () => {},
  );

/**
 * Reads a file to its end, and each line with `look`, which returns what counts of it. Throws a `Mistake` unless it is the
 * file that was written.
 */
export async function checkLines(
  path: string,
  name: string,
  expected: Sums,
  look: (line: string) => string,
): Promise<void> {
  const counts = counting();
  const damaged = (what: string) => new Mistake(`${name} is damaged: ${what}. Nothing was restored`);
  let number = 0;
  const torn = () => {
    throw damaged('it ends within a line');
  };
  for await (const line of split(path, counts.addBytes, torn)) {
    number++;
    try {
      counts.add(look(line));
    } catch (error) {
      if (error instanceof Mistake) throw error;
      throw damaged(`line ${number} cannot be read`);
    }
  }
  const found = counts.sums();
  for (const one of ['lines', 'bytes', 'sha256', 'sum'] as const)
    if (found[one] !== expected[one])
      throw damaged(`its ${one} should be ${expected[one]}, but is ${found[one]}`);
}
