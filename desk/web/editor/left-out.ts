import { excerptOf } from '../../../shared/excerpt.ts';

/** What of a paste is not in the text as it was pasted, with the words there or its address. */
export type LeftOut = {
  what:
    | 'picture'
    | 'media'
    | 'link'
    | 'comment'
    | 'deleted'
    | 'hidden'
    | 'struck'
    | 'joined-lines'
    | 'broken-signs';
  excerpt: string;
};

/** At most so many are told of one paste. */
export const mostLeftOut = 100;

export const leftOut = (what: LeftOut['what'], text: string): LeftOut => ({ what, excerpt: excerptOf(text) });
