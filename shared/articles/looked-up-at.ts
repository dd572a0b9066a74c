import { createHash } from 'node:crypto';
import { identityOf } from '../bangla/fold.ts';
import { idForms } from './terms.ts';

const named = /^\/(tag|author)\/([^/]+)(\/feed\.(?:xml|json))?$/;

/** A path (decoded) in one spelling of the tag or author that it names, whatever the case and what parts its words. */
export function oneNameIn(path: string): string {
  const [, kind, name = '', feed = ''] = named.exec(path) ?? [];
  if ((kind !== 'tag' && kind !== 'author') || idForms[kind].test(name)) return path;
  return `/${kind}/${identityOf(name.replaceAll('_', ' ')).replaceAll(' ', '_')}${feed}`;
}

/**
 * Where the edge looks for what is at a path (decoded): below the hash of the name of a tag, or of an author without a record;
 * all other paths are where they are.
 */
export function lookedUpAt(path: string): string {
  const [, kind, name = '', feed = ''] = named.exec(path) ?? [];
  if ((kind !== 'tag' && kind !== 'author') || idForms[kind].test(name)) return path;
  const hash = createHash('sha256')
    .update(identityOf(name.replaceAll('_', ' ')))
    .digest('hex')
    .slice(0, 12);
  return `/${kind}/${hash}${feed}`;
}
