import middy from '@middy/core';

/** Runs work on a schedule. `at` is the instant it runs, not the one it was scheduled for. */
export const clock = (work: (at: string) => Promise<unknown>) =>
  middy<unknown, void>().handler(async () => {
    await work(new Date().toISOString());
  });
