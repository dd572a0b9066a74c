import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What goes wrong in the hands of whoever runs a command: told in a sentence, with a non-zero exit. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
}

/** A file or folder that cannot be written, as a mistake in what `--data` names; a fault of ours stays what it is. */
export function cannotWrite(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code ? new Mistake(`Cannot write ${path} (${code}); name another directory with --data`) : error;
}

type Flags = NonNullable<Parameters<typeof parseArgs>[0]>['options'];

/** Reads a command's options. `--port` and `--data` are known to all of them; `port` is undefined unless given. */
export function options<F extends NonNullable<Flags>>(flags: F) {
  const { values, positionals } = parse(flags);
  if (positionals.length > 0) throw new Mistake(`I do not know what to do with "${positionals[0]}"`);
  const { port, data } = values as { port?: string; data?: string };
  return {
    ...values,
    port: port === undefined ? undefined : portOf(port),
    data: data === undefined ? undefined : folderOf(data),
  };
}

function parse<F extends NonNullable<Flags>>(flags: F) {
  const all = { port: { type: 'string' }, data: { type: 'string' }, ...flags } as const;
  try {
    return parseArgs({ options: all, allowPositionals: true, args: numbersJoined(process.argv.slice(2)) });
  } catch (error) {
    throw new Mistake(
      `${(error as Error).message.split(/\.\s/)[0]}. Known are: ${Object.keys(all)
        .map((name) => `--${name}`)
        .join(', ')}`,
    );
  }
}

/** `--hours -1` says a number, which parseArgs takes for another option unless it is written `--hours=-1`. */
function numbersJoined(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    if (/^-\d/.test(arg) && joined.at(-1)?.startsWith('--')) joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

function folderOf(text: string): string {
  if (text === '') throw new Mistake('--data must name a directory');
  return resolve(process.env.INIT_CWD ?? '.', text);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new Mistake(`--port must be a number from 0 to 65535, not "${text}"`);
  return port;
}

/** Runs a command; a mistake is told in one sentence, anything else with its stack. */
export async function command(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Mistake ? `khobor: ${error.message}` : error);
    process.exit(1);
  }
}
