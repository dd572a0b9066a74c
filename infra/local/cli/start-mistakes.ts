import { join } from 'node:path';
import { Damaged, OtherLayout } from 'embedded-aws';
import { Mistake } from './options.ts';

/** SQLite's result codes, by what they mean for the user: https://www.sqlite.org/rescode.html */
const damaged = [11, 26];
const inUse = [5, 6];
const unwritable = [3, 8, 10, 14, 23];
const full = [13];

export type Fault = NodeJS.ErrnoException & { errcode?: number };

/** What is said when the disk is full, and when it no longer is. */
export const noRoomIn = (data: string) => `
khobor: the disk is full: nothing can be saved in ${data}. Readers are served, whoever writes is refused, and what was
saved is kept. Make room; then all goes on by itself.
ডিস্কে আর জায়গা নেই, তাই কিছু সংরক্ষণ করা যাচ্ছে না। পাঠকেরা আগের মতোই পড়ছেন, যা সংরক্ষণ করা হয়েছে তা ঠিক আছে। জায়গা খালি করলে কাজ নিজে থেকেই চলবে।
`;
export const roomAgain =
  '\nkhobor: there is room on the disk again; all goes on\nডিস্কে আবার জায়গা হয়েছে; কাজ চলছে\n';

/** Turns an error at start into a sentence that says what to do; a bug of ours is returned unchanged. */
export function mistakeIn(error: Fault, port: number, data: string): Error {
  const file = join(data, 'khobor.db');
  const isOneOf = (codes: number[]) => error.errcode !== undefined && codes.includes(error.errcode & 0xff);
  if (error.code === 'EADDRINUSE') return new Mistake(`Port ${port} is in use; choose another with --port`);
  if (error.code === 'EACCES')
    return new Mistake(`Port ${port} may not be used; choose one above 1023 with --port`);
  if (error instanceof OtherLayout)
    return new Mistake(`${file} is of another version of Khobor; move it away, or name another with --data`);
  if (error instanceof Damaged || isOneOf(damaged))
    return new Mistake(`The data in ${file} is damaged; move it away and start again, or restore a copy`);
  if (isOneOf(inUse))
    return new Mistake(`Another instance runs in ${data}; stop it, or name another with --data`);
  if (isOneOf(full) || error.name === 'ServiceUnavailable' || error.code === 'ENOSPC')
    return new Mistake(
      `The disk is full: there is no room in ${data}; make some, or name another with --data`,
    );
  if (isOneOf(unwritable))
    return new Mistake(`Cannot write ${file} (${error.message}); name another directory with --data`);
  return error;
}
