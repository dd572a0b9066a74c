import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What goes wrong in the hands of whoever runs a command: told in a sentence, with a non-zero exit. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
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
    data: data && resolve(process.env.INIT_CWD ?? '.', data),
  };
}

function parse<F extends NonNullable<Flags>>(flags: F) {
  const all = { port: { type: 'string' }, data: { type: 'string' }, ...flags } as const;
  try {
    return parseArgs({ options: all, allowPositionals: true });
  } catch (error) {
    throw new Mistake(
      `${(error as Error).message.split('. ')[0]}. Known are: ${Object.keys(all)
        .map((name) => `--${name}`)
        .join(', ')}`,
    );
  }
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
