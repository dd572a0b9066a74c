import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../usage-error.ts';

const folder = () => join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'khobor');
const file = () => join(folder(), 'tokens.json');

/** An access token and an ID token; for a deployed newsroom also the refresh token, the user pool and its app client. */
export type Credentials = {
  token: string;
  id?: string | undefined;
  refresh?: string | undefined;
  pool?: string | undefined;
  client?: string | undefined;
};

/** What `login` saved for a newsroom. */
export const savedCredentials = (url: string): Credentials | undefined => all()[url];

/** Saves credentials under the newsroom's address, in a file that only its owner may read. Answers its path. */
export function saveCredentials(url: string, credentials: Credentials): string {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  const temporary = `${file()}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify({ ...all(), [url]: credentials }, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file());
  return file();
}

function all(): Record<string, Credentials> {
  try {
    return JSON.parse(readFileSync(file(), 'utf8')) as Record<string, Credentials>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new UsageError(`${file()} cannot be read; remove it and sign in again`);
  }
}
