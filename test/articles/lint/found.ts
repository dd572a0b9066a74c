import type { Found } from '../../../shared/articles/lint/found.ts';
import type { Passage } from '../../../shared/articles/lint/passages.ts';

/** Text as it is stored. */
export const nfc = (text: string) => text.normalize('NFC');

/** What a rule points at in a text. */
export const pointedAt = (text: string, found: Found[]) =>
  found.map(({ index, length }) => nfc(text).slice(index, index + length));

/** Passages of one kind. */
export const passages = (...texts: string[]): Passage[] =>
  texts.map((text) => ({ kind: 'paragraph', text: nfc(text), runs: [{ pointer: '', text: nfc(text) }] }));
