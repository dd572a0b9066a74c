import type * as z from 'zod';
import type { Actor, Role } from './actor.ts';
import type { IdKind } from './ids.ts';
import type { Item } from './keys.ts';

/** A request that its sender may repeat: its `Idempotency-Key`, and the hash of its input. */
export type RepeatableRequest = Actor & { key: string; hash: string };

/** Makes the item that stores a request's answer, to be saved in the work's own transaction. */
export type AnswerItem<K> = (answer: K) => Item;

/** Who saves and when, besides the outcome of a step. */
export type Saving<K> = Pick<Actor, 'by' | 'at'> & { answerItem?: AnswerItem<K> | undefined };

/**
 * What routes need of a kind of record: `R` is the record, `O` the outcome of a step, `A` the API's answer, `K` the
 * answer as it is stored for repeated requests.
 */
export type Records<R, O, A, K> = {
  /** The prefix of its ids. */
  kind: IdKind;
  /** Its path in the API, `/api/articles`. */
  path: string;
  /** Roles that may call its routes. Each step checks its own permissions as well. */
  roles: readonly Role[];
  /** Who may take a step, by its name, where that is fewer than the roles. */
  who?: (step: string) => readonly string[] | undefined;
  output: z.ZodType<A>;
  /** Throws `not-found`. */
  get: (id: string) => Promise<R>;
  /** Whether somebody may know of a record, where not everybody of the roles may: for others it is not found. */
  mayRead?: (record: R, actor: Actor) => boolean;
  /** Throws `stale` when somebody has saved the record since it was read. */
  save: (outcome: O, saving: Saving<K>) => Promise<A>;
  /**
   * Makes a request idempotent: does its work once; a repeat gets the first answer, as far as the caller may still see
   * it.
   */
  withIdempotency: (
    request: RepeatableRequest | undefined,
    work: (answerItem?: AnswerItem<K>) => Promise<A>,
  ) => Promise<A>;
};
