import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Credentials } from 'embedded-aws';
import type { JWK } from 'jose';
import { cannotWrite, Mistake } from './options.ts';

/** What the other commands need to know of a running instance, in a file only its owner may read. */
export type Instance = { port: number; awsPort: number; pid: number; operator: Credentials; jwk: JWK };

export const defaultPort = 8080;
export const defaultData = '.local';

const fileIn = (data: string) => join(data, 'instance.json');

export function writeInstance(data: string, instance: Instance): void {
  try {
    writeFileSync(fileIn(data), JSON.stringify(instance, null, 2), { mode: 0o600 });
  } catch (error) {
    throw cannotWrite(fileIn(data), error);
  }
}

/** Whether a newsroom was ever started there, even if its data can no longer be read. */
export const wasStarted = (data: string) => existsSync(fileIn(data));

export function readInstance(data: string): Instance | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(data), 'utf8')) as Instance;
  } catch {
    return undefined;
  }
}

/**
 * The instance of the given data directory, otherwise the one running at the given port, otherwise that of `.local`.
 */
export async function findInstance({
  port,
  data,
}: {
  port: number | undefined;
  data: string | undefined;
}): Promise<Instance> {
  const folder = data ?? (port === undefined ? resolve(defaultData) : await dataAt(port));
  const instance = readInstance(folder);
  if (!instance) throw new Mistake(`No instance was ever started in ${folder}; run npm start first`);
  if (port !== undefined && instance.port !== port)
    throw new Mistake(`The instance of ${folder} is on port ${instance.port}, not on ${port}`);
  return instance;
}

async function dataAt(port: number): Promise<string> {
  const about = await fetch(`http://127.0.0.1:${port}/__local/instance.json`)
    .then((answer) => answer.json() as Promise<{ data?: string }>)
    .catch(() => undefined);
  if (!about?.data)
    throw new Mistake(`No instance answers on port ${port}; start it with npm start -- --port ${port}`);
  return about.data;
}
