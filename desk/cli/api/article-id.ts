import { UsageError } from '../usage-error.ts';

/** The id of an article, from the id itself or from the address of its page. */
export function articleIdOf(text: string): string {
  const id = /^(?:https?:\/\/\S+\/)?(art_[0-9a-hjkmnp-tv-z]{12})(?:[/?#]\S*)?$/.exec(text)?.[1];
  if (id === undefined)
    throw new UsageError(
      `"${text}" is no article; its id looks like art_7k2m9x4q1w5p, or give its page's address`,
    );
  return id;
}
