import { identityOf } from '../bangla/fold.ts';
import type { Asset } from './asset.ts';

/**
 * Whether what is said of a picture has all these words, or words that begin or go on with them; of one that nobody has described
 * yet, what its own file says counts. Words are given as `identityOf` makes them.
 */
export function saysAll({ description, suggested }: Asset, words: readonly string[]): boolean {
  const { alt, credit, caption, source } = { ...suggested, ...description };
  const texts = identityOf([alt, credit, caption, source, suggested?.headline].filter(Boolean).join(' '));
  return words.every((word) => texts.includes(word));
}
