import { text } from '../text.ts';

/** What readers or the archive are told of a change, at most 1,000 code points: it has words, not only a point. */
export const Note = text(1000)
  .refine((note) => /\p{L}/u.test(note), { error: 'has no words: say what was wrong, and what is right' })
  .meta({ minLength: 1, maxLength: 1000 });

/** Why something was withdrawn or comes back, as `Note`. */
export const Reason = text(1000)
  .refine((reason) => /\p{L}/u.test(reason), { error: 'has no words: say why' })
  .meta({ minLength: 1, maxLength: 1000 });
