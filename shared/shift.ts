/** How a function works: the instant, and for how long it may still run, both in milliseconds; and how it waits. */
export type Shift = {
  now: () => number;
  left: () => number;
  rest: (milliseconds: number) => Promise<unknown>;
};
