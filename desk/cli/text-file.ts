import { readFileSync } from 'node:fs';
import { Mistake } from './mistake.ts';

/** The text of a file, and why there is none. */
export function textIn(path: string, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new Mistake(`There is no file ${name}`);
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new Mistake(`${name} is not in UTF-8; save it as UTF-8 and try again`);
    throw new Mistake(`${name} cannot be read (${code})`);
  }
}
