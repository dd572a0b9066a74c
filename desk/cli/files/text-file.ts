import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../usage-error.ts';

/** The path of a file that is named in the folder where the command was given: npm runs it in another. */
export const pathOf = (name: string) => resolve(process.env.INIT_CWD ?? '.', name);

/** The text of a UTF-8 file. */
export function readText(name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(pathOf(name)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`There is no file ${name}`);
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new UsageError(`${name} is not in UTF-8; save it as UTF-8 and try again`);
    throw new UsageError(`${name} cannot be read (${code})`);
  }
}
