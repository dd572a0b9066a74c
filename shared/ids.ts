import { randomBytes } from 'node:crypto';

/** 32 characters without those that are easily confused (i, l, o, u): Crockford's alphabet in lower case. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** The prefix of an id names its kind: an article, a subscription, a line item, an asset. */
export type IdKind = 'art' | 'sub' | 'ad' | 'ast';

/**
 * A random id with its kind, `art_7k2m9x4q1w5p`. 12 characters are 60 bits, safe in a URL and easy to read out over a
 * phone.
 */
export const newId = (kind: IdKind) => `${kind}_${randomCharacters(12)}`;

/** A secret for a link: 26 characters are 130 bits. */
export const newToken = () => randomCharacters(26);

const randomCharacters = (count: number) =>
  Array.from(randomBytes(count), (byte) => alphabet[byte % alphabet.length]).join('');

/** What the last character of an id counts, 0 to 31: as likely one as another. */
export const lastOf = (id: string) => Math.max(0, alphabet.indexOf(id.slice(-1)));
