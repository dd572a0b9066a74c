import { defineConfig } from 'vitest/config';
import { patience } from './test/patience.ts';

/** A test is many waits, ten thousand requests in CI. One that hangs ends by its own limit, which says what it is. */
const limit = 8 * patience;

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    maxWorkers: 2,
    teardownTimeout: patience,
    reporters: ['default', './test/slowest.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'khobor',
          include: ['test/**/*.test.{ts,tsx}'],
          globalSetup: ['test/build-once.ts'],
          setupFiles: ['test/seed.ts'],
          testTimeout: limit,
          hookTimeout: limit,
          expect: { poll: { timeout: patience } },
        },
      },
      'infra/embedded-aws',
    ],
  },
});
