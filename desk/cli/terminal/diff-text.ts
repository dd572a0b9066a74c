import type { Diff, Part } from '../../../shared/articles/diff.ts';
import type { Out } from './out.ts';

/** A diff to read: in colours, or on a terminal without colours with `[-removed-]` and `{+added+}`. */
export function diffText(fields: Diff, { styled, isColoured }: Pick<Out, 'styled' | 'isColoured'>): string {
  const shown = ({ kind, text }: Part, at: number, parts: readonly Part[]) => {
    if (kind === 'same') return shortened(text, at > 0, at < parts.length - 1);
    if (!isColoured) return kind === 'added' ? `{+${text}+}` : `[-${text}-]`;
    return kind === 'added' ? styled('green', text) : styled(['red', 'strikethrough'], text);
  };
  return fields
    .map(({ field, parts }) => `${styled('bold', field)}\n${parts.map(shown).join('')}`)
    .join('\n\n');
}

/** Code points of unchanged text that are shown on each side of a change, to the next space. */
const context = 120;

/** Unchanged text, of which only what is near a change is kept. */
function shortened(text: string, isAfter: boolean, isBefore: boolean): string {
  const characters = [...text];
  if (characters.length <= context * (isAfter && isBefore ? 2 : 1) + 40) return text;
  const start = isAfter ? characters.slice(0, context).join('').replace(/\S+$/, '') : '';
  const end = isBefore ? characters.slice(-context).join('').replace(/^\S+/, '') : '';
  return `${start}…${end}`;
}
