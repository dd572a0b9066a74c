import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { mutants } from './mutants.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mutant = mutants[Number(process.env.MUTANT)];

/** The tests of alerts, against code with one fault in it. Nothing on disk is changed. */
export default defineConfig({
  root,
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      transform: (code, id) =>
        mutant && id === `${root}${mutant.file}` ? code.replace(mutant.right, () => mutant.wrong) : undefined,
    },
  ],
  test: {
    // Code that was kept is that of another mutant.
    fsModuleCache: false,
    include: ['test/audience/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    bail: 1,
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    reporters: ['json'],
  },
});
