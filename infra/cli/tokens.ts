import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Mistake } from './mistake.ts';

const folder = () => join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'khobor');
const file = () => join(folder(), 'tokens.json');

/** Tokens by the address they are good for. */
type Saved = Record<string, string>;

/** The token that `login` saved for a newsroom. */
export const savedToken = (url: string): string | undefined => saved()[url];

/** Keeps a token for a newsroom, in a file that its owner alone may read. Answers where. */
export function saveToken(url: string, token: string): string {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  const beside = `${file()}.${process.pid}`;
  writeFileSync(beside, `${JSON.stringify({ ...saved(), [url]: token }, null, 2)}\n`, { mode: 0o600 });
  renameSync(beside, file());
  return file();
}

function saved(): Saved {
  try {
    return JSON.parse(readFileSync(file(), 'utf8')) as Saved;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Mistake(`${file()} cannot be read; remove it and sign in again`);
  }
}
