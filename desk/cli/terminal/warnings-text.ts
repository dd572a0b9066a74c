import type { Warning } from '../../../shared/articles/lint/warning.ts';

/** What lint found in the copy, a line for each warning. */
export const warningsText = (lint: readonly Warning[]): string =>
  lint.length === 0
    ? 'Nothing to look at'
    : lint.map(({ pointer, excerpt, detail }) => `! ${placeOf(pointer)}: “${excerpt}” ${detail}`).join('\n');

/** A JSON pointer for people: `/body/3/spans/0/text` is `body 4`, the fourth block. */
function placeOf(pointer: string): string {
  const [field = '', at] = pointer.slice(1).split('/');
  return at === undefined ? field : `${field} ${Number(at) + 1}`;
}
