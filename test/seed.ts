import fc from 'fast-check';

/** Properties look at the same cases in each run, so that a change is judged by itself. Another seed looks elsewhere. */
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 1) });
