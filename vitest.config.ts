import { defineConfig } from 'vitest/config';

/** So wide that only a test that hangs meets it, on the slowest machine: no test is about how fast a machine is. */
const patience = 15 * 60_000;

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'khobor',
          include: ['test/**/*.test.{ts,tsx}'],
          globalSetup: ['test/build-once.ts'],
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
      'infra/embedded-aws',
    ],
  },
});
