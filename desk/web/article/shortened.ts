import type { Part } from '../../../shared/articles/diff.ts';

/** The most characters of what stayed that are shown beside what changed. */
const beside = 40;

/** A comparison with no more of what stayed than one needs to find the place. */
export const shortened = (parts: readonly Part[]): Part[] =>
  parts.map((part, at) => {
    if (part.kind !== 'same') return part;
    const letters = Array.from(new Intl.Segmenter('bn').segment(part.text), ({ segment }) => segment);
    const before = at > 0 ? letters.slice(0, beside) : [];
    const after = at < parts.length - 1 ? letters.slice(-beside) : [];
    if (before.length + after.length >= letters.length) return part;
    return { ...part, text: [...before, '…', ...after].join('') };
  });
