import middy from '@middy/core';

/** Work that is due by the clock. `at` is the instant it runs, not the one it was planned for. */
export const clock = (work: (at: string) => Promise<unknown>) =>
  middy<unknown, void>().handler(async () => {
    await work(new Date().toISOString());
  });
