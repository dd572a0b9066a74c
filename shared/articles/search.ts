import { articleId } from '../id-forms.ts';

/** The id of an article in what somebody looks for: alone, or anywhere in an address. */
export const idIn = (text: string): string | undefined =>
  /art_[0-9a-hjkmnp-tv-z]{12}(?![0-9a-z])/.exec(text)?.[0];

/** The path in an address: without origin, query, fragment, and the slashes at its end. */
export function pathIn(text: string): string {
  const path = text.replace(/^https?:\/\/[^/]*/, '').replace(/[?#].*$/s, '');
  return `/${path.replace(/^\/+|\/+$/g, '')}`;
}

/** The id of the article whose page is at a path, with its slug or without. */
export const articleAt = (path: string): string | undefined => {
  const [, id = ''] = /^\/[a-z][a-z0-9-]*\/([^/]+)(?:\/[^/]+)?$/.exec(path) ?? [];
  return articleId.test(id) ? id : undefined;
};
