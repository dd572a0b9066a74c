import type { Found } from './found.ts';
import type { Passage } from './passages.ts';

/** Where a line of copy is as long as a line of a column, or longer. */
const long = 60;

/**
 * A paragraph whose lines are paragraphs, as text pasted from Word or a phone has them, with one line end between; or
 * whose lines end within sentences, as those of a PDF or a mail do. A poem, an address and a score have short lines.
 */
export const severalParagraphs = (passages: readonly Pick<Passage, 'kind' | 'text'>[]): Found[][] =>
  passages.map(({ kind, text }) => {
    if (kind !== 'paragraph' || !text.includes('\n')) return [];
    const lines = text.split('\n').map((line) => line.trim());
    const inner = lines.slice(0, -1).filter((line) => line.length >= long);
    if (inner.length === 0 || inner.length < (lines.length - 1) / 2) return [];
    const found = { index: 0, length: lines[0]?.length ?? 1 };
    const ended = inner.filter((line) => /[।॥?!.:”’"')]$/.test(line)).length;
    return ended >= inner.length / 2
      ? [{ ...found, detail: 'These lines look like paragraphs: put an empty line between them.' }]
      : [{ ...found, detail: 'These lines end within sentences: join them to one.' }];
  });
