import { identityOf } from '../bangla/fold.ts';
import { isOvermarked } from '../clean-text.ts';
import { line, overmarked } from '../text.ts';

/** In code points: 720 bytes of an address in Bengali letters, where mails and the metadata of objects (2 KB) have room for it. */
const longest = 80;

/**
 * The words of an article's address, after its id: `নদী-ভাঙনে-তিন-গ্রাম`. Written in any spelling, kept in the one that all of
 * them share (`identityOf`), with one hyphen in place of spaces and signs, so that the edge can compare it with what is asked.
 */
export const Slug = line(4 * longest)
  .overwrite(spelled)
  // Marks that a joiner kept apart stand on one letter now.
  .refine((slug) => !isOvermarked(slug), overmarked)
  .refine((slug) => slug !== '', { error: 'has no letter or digit' })
  .refine((slug) => [...slug].length <= longest, {
    error: `is longer than ${longest} characters (code points)`,
  })
  .meta({ minLength: 1, maxLength: longest, examples: ['নদী-ভাঙনে-তিন-গ্রাম', 'padma-erosion'] });

/** What is left when a joiner or a quote goes may be one letter: so the form is made of the form. */
function spelled(words: string): string {
  return identityOf(identityOf(words.replace(/['’‘]/g, '')))
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map((word) => word.replace(/^\p{M}+/u, ''))
    .filter((word) => word !== '')
    .join('-');
}

/**
 * Where readers find an article, percent-encoded: its path, with its slug after it. The object is at the path, and whoever
 * asks for that, or with another slug, is led here.
 */
export const addressOf = ({ path, slug }: { path: string; slug?: string | undefined }): string =>
  slug === undefined ? path : `${path}/${encodeURIComponent(slug)}`;

/** A path without the words behind an article's: they may change, and of a killed article they are to be nowhere. */
export const withoutSlug = (path: string): string =>
  /^\/[^/]+\/art_[0-9a-z]{12}(?=\/[^/]+\/?$)/.exec(path)?.[0] ?? path;
