import { createHmac } from 'node:crypto';

/**
 * Hashes a text with the stage's own secret: the same text gives the same 160 bits (base64url), and nobody without the
 * secret can tell of which text they are. `what` keeps uses apart.
 */
export type Keyed = (
  what: 'mailbox' | 'client' | 'wish' | 'end' | 'ending' | 'later' | 'data',
  text: string,
) => string;

export const keyedBy =
  (secret: string): Keyed =>
  (what, text) =>
    createHmac('sha256', secret).update(`${what} ${text}`).digest().subarray(0, 20).toString('base64url');
