import { appendFileSync } from 'node:fs';
import type { Log } from '../lambda/lambda.ts';

/**
 * Appends what functions print to a file. What it has no room for is left out, and counted in the file once there is
 * room: no newsroom stops for its log.
 */
export function logInto(file: string, append: typeof appendFileSync = appendFileSync): Log {
  let leftOut = 0;
  return (name, line) => {
    const at = new Date().toISOString();
    const gap = leftOut === 0 ? '' : `${at} khobor ${leftOut} lines before this one could not be written\n`;
    try {
      append(file, `${gap}${at} ${name} ${line}\n`);
      leftOut = 0;
    } catch {
      leftOut++;
    }
  };
}
