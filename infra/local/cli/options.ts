import { resolve } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { seen } from '../../../shared/signs.ts';

/** A user error in a command: reported in one sentence, with a non-zero exit code. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
}

/**
 * Turns the error of an unwritable file or folder into a mistake about `--data`; any other error is returned unchanged.
 */
export function cannotWrite(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code ? new Mistake(`Cannot write ${path} (${code}); name another directory with --data`) : error;
}

type Flags = NonNullable<Parameters<typeof parseArgs>[0]>['options'];

/**
 * Reads a command's options, and so many words at most. All commands take `--port` and `--data`; `port` is undefined unless
 * given.
 */
export function options<F extends NonNullable<Flags>>(flags: F, most = 0) {
  const { values, positionals: words } = parse(flags);
  if (words.length > most) throw new Mistake(`I do not know what to do with "${words[most]}"`);
  const { port, data } = values as { port?: string; data?: string };
  return {
    ...values,
    words,
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

/** Rewrites `--hours -1` to `--hours=-1`: parseArgs would take the number for another option. */
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

/** What SES may send, as an option says it: a number of mails, or `unlimited`. */
export function sendingLimit(option: string, text: string): number {
  if (text === 'unlimited') return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Mistake(`--${option} must be a number of mails, or unlimited, not "${text}"`);
}

/** Runs a command. A mistake is reported in one sentence, any other error with its stack. */
export async function command(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // What a message quotes may be anybody's: it does not steer the terminal.
    console.error(seen(error instanceof Mistake ? `khobor: ${error.message}` : inspect(error)));
    process.exit(1);
  }
}
