import type { Diff } from '../../shared/articles/diff.ts';
import type { Part } from '../../shared/articles/parts.ts';
import type { Out } from './out.ts';

/** A diff for the eye: in colours, or where there are none with `[-gone-]` and `{+new+}`. */
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

/** Code points of what stays the same that are shown beside a change, to the next space. */
const around = 120;

/** What stays the same, without its middle, or without what no change stands beside. */
function shortened(text: string, isAfter: boolean, isBefore: boolean): string {
  const signs = [...text];
  if (signs.length <= around * (isAfter && isBefore ? 2 : 1) + 40) return text;
  const start = isAfter ? signs.slice(0, around).join('').replace(/\S+$/, '') : '';
  const end = isBefore ? signs.slice(-around).join('').replace(/^\S+/, '') : '';
  return `${start}…${end}`;
}
