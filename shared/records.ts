import type * as z from 'zod';
import type { Actor, Role } from './actor.ts';
import type { IdKind } from './ids.ts';
import type { Item } from './keys.ts';

/** A request that its sender may repeat: under which key, and the hash of what it asks for. */
export type RepeatableRequest = Actor & { key: string; hash: string };

/** The item that says that a request was answered and with what, to be saved in the work's own transaction. */
export type AnswerItem<K> = (answer: K) => Item;

/** Who saves when, beside the outcome of a step. */
export type Saving<K> = Pick<Actor, 'by' | 'at'> & { answerItem?: AnswerItem<K> | undefined };

/**
 * What routes need of a kind of record: `R` is the record, `O` what a step makes of it, `A` what the API answers, `K` what
 * is kept of an answer for a repeated request.
 */
export type Records<R, O, A, K> = {
  /** How ids of this kind begin. */
  kind: IdKind;
  /** Where the API has them, `/api/articles`. */
  path: string;
  /** Who may ask at all. Finer rights are each step's own. */
  roles: readonly Role[];
  output: z.ZodType<A>;
  /** Throws `not-found`. */
  get: (id: string) => Promise<R>;
  /** Throws `stale` when somebody saved the record since it was read. */
  save: (outcome: O, saving: Saving<K>) => Promise<A>;
  /** Does the work of a request once; a repeat gets the first answer, as far as its sender may see it now. */
  once: (
    request: RepeatableRequest | undefined,
    work: (answerItem?: AnswerItem<K>) => Promise<A>,
  ) => Promise<A>;
};
