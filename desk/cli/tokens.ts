import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Mistake } from './mistake.ts';

const folder = () => join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'khobor');
const file = () => join(folder(), 'tokens.json');

/** What signing in to a newsroom left: the token, and of a deployed one what gives another and where. */
export type Membership = {
  token: string;
  refresh?: string | undefined;
  pool?: string | undefined;
  client?: string | undefined;
};

/** What `login` saved for a newsroom. */
export const saved = (url: string): Membership | undefined => all()[url];

/** Keeps it by the newsroom's address, in a file that its owner alone may read. Answers where. */
export function save(url: string, membership: Membership): string {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  const beside = `${file()}.${process.pid}`;
  writeFileSync(beside, `${JSON.stringify({ ...all(), [url]: membership }, null, 2)}\n`, { mode: 0o600 });
  renameSync(beside, file());
  return file();
}

function all(): Record<string, Membership> {
  try {
    return JSON.parse(readFileSync(file(), 'utf8')) as Record<string, Membership>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Mistake(`${file()} cannot be read; remove it and sign in again`);
  }
}
