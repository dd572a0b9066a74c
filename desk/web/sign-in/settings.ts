import type { DeskSettings } from '../../../shared/desk-settings.ts';

let read: Promise<DeskSettings> | undefined;

/** Where the sign-in of this newsroom is. Throws when it cannot be read. */
export function settings(): Promise<DeskSettings> {
  read ??= fetch('/desk/settings.json').then((answer) => {
    if (!answer.ok) throw new Error(`/desk/settings.json was answered ${answer.status}`);
    return answer.json() as Promise<DeskSettings>;
  });
  read.catch(() => {
    read = undefined;
  });
  return read;
}
