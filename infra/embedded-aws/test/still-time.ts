import { afterAll, beforeAll, vi } from 'vitest';

/** Stops the machine's time for the tests of a file: it passes when a test turns the clock, not while one runs. */
export function stillTime() {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterAll(() => {
    vi.useRealTimers();
  });
}
