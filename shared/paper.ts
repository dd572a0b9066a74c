import * as sample from './sample-paper.ts';

/**
 * The paper of this newsroom: for now the sample, which only a trial may show. This file is the newsroom's own. A copy of
 * `sample-paper.ts` in its place makes the paper; later versions of Khobor never change it.
 */
export const newsroom = sample.newsroom;
export const contacts = sample.contacts;
export const readersTerms = sample.readersTerms;
