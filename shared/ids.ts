import { randomBytes } from 'node:crypto';

/** 32 signs without the ones that are easily mistaken (i, l, o, u): Crockford's alphabet, in small letters. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** What an id begins with says what it names: an article, a subscription, a line item, an asset. */
export type IdKind = 'art' | 'sub' | 'ad' | 'ast';

/** A random id that says what it names: `art_7k2m9x4q1w5p`. 12 signs are 60 bits, safe in a URL and over a phone. */
export const newId = (kind: IdKind) => `${kind}_${randomSigns(12)}`;

/** A secret a link can carry: 26 signs are 130 bits. */
export const newToken = () => randomSigns(26);

const randomSigns = (count: number) =>
  Array.from(randomBytes(count), (byte) => alphabet[byte % alphabet.length]).join('');

export const lineItemId = /^ad_[0-9a-hjkmnp-tv-z]{12}$/;
export const articleId = /^art_[0-9a-hjkmnp-tv-z]{12}$/;
