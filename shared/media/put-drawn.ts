import { putPrivate, show } from '../aws/media.ts';
import { keyOf } from '../page.ts';
import { settleAll } from '../settle-all.ts';
import type { Drawn } from './draw.ts';
import { rendered } from './files.ts';
import { picturePath, type Rendered } from './picture.ts';

/** How many files are moved at once. */
const atOnce = 10;

/** Puts the files of a picture where no reader gets them. */
export const putDrawn = (id: string, files: readonly Drawn[]): Promise<void> =>
  someAtOnce(files, ({ hash, width, body }) =>
    putPrivate(rendered(picturePath(id, { hash }, width)), body, 'image/webp'),
  );

/** Copies files of a picture to readers. What lies there already stays, also what is left of one that was taken away. */
export const showDrawn = (id: string, files: readonly Rendered[]): Promise<void> =>
  someAtOnce(pathsOf(id, files), (path) => show(rendered(path), keyOf(path), id));

/** The paths of files of a picture. */
export const pathsOf = (id: string, files: readonly Rendered[]): string[] =>
  files.flatMap(({ hash, widths }) => widths.map((width) => picturePath(id, { hash }, width)));

/** Does work for all of a list, a few at once. One that fails stops those that have not begun. */
export async function someAtOnce<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += atOnce)
    await settleAll(all.slice(from, from + atOnce).map(work));
}
