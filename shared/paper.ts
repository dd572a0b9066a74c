import * as sample from './sample-paper.ts';

/**
 * The paper of this newsroom, in a file of the newsroom's own: as Khobor comes, the sample, which only a trial may show. A copy
 * of `sample-paper.ts` in its place makes another; later versions of Khobor never change it.
 */
export const newsroom = sample.newsroom;
export const contacts = sample.contacts;
export const readersTerms = sample.readersTerms;
