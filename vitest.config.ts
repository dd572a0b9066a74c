import { defineConfig } from 'vitest/config';
import { patience } from './test/patience.ts';

/** A test is many waits, ten thousand requests in CI. One that hangs ends by its own limit, which says what it is. */
const limit = 8 * patience;

/**
 * Tests that change what all modules share: their time, their console, or which modules there are; and those that draw from
 * SVG, which functions forbid for their whole process.
 */
const apart = ['audience/**', 'desk/web/**', 'mutants/**', 'docs.test.ts', 'site/fronts.test.ts'];
const all = '**/*.test.{ts,tsx}';

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
          include: [`test/${all}`],
          exclude: apart.map((files) => `test/${files}`),
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'apart',
          include: apart.map((files) => `test/${files.replace('**', all)}`),
        },
      },
      'infra/embedded-aws',
    ],
  },
});
