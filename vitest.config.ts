import { defineConfig } from 'vitest/config';
import { patience } from './test/patience.ts';

/** A test is many waits, ten thousand requests in CI. One that hangs ends by its own limit, which says what it is. */
const limit = 8 * patience;

/** Tests that change what all modules share: their time, their console, or which modules there are. */
const apart = ['audience', 'desk/web', 'mutants'];

/** What the tests of each project have. */
const common = {
  globalSetup: ['test/build-once.ts'],
  setupFiles: ['test/seed.ts'],
  testTimeout: limit,
  hookTimeout: limit,
  expect: { poll: { timeout: patience } },
};

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    maxWorkers: 2,
    teardownTimeout: patience,
    reporters: ['default', './test/slowest.ts'],
    projects: [
      {
        extends: true,
        // Files that follow one another in one process find its functions warm: see `warm-clouds.ts`.
        test: {
          ...common,
          name: 'khobor',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: apart.map((folder) => `test/${folder}/**`),
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'apart',
          include: apart.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`),
        },
      },
      'infra/embedded-aws',
    ],
  },
});
