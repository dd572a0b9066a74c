import type { bn } from './words.bn.ts';

/** A catalogue with the same names: texts are texts, and what takes a number or a name takes it in every language. */
type Like<T> = {
  readonly [name in keyof T]: T[name] extends string
    ? string
    : T[name] extends (...given: infer Given) => string
      ? (...given: Given) => string
      : Like<T[name]>;
};
export type Words = Like<typeof bn>;
