import { defineConfig } from 'vitest/config';

/** So wide that only a test that hangs meets it, on the slowest machine. */
const patience = 15 * 60_000;

export default defineConfig({
  test: {
    name: 'embedded-aws',
    include: ['test/**/*.test.ts'],
    testTimeout: patience,
    hookTimeout: patience,
  },
});
