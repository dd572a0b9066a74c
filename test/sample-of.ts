const seed = Number(process.env.FUZZ_SEED ?? 1);

/** So many of these cases, spread over all of them and the same in each run; another `FUZZ_SEED` takes others. */
export function sampleOf<T>(all: readonly T[], count: number): T[] {
  const step = all.length / Math.min(count, all.length);
  return Array.from({ length: Math.min(count, all.length) }, (_, i) => {
    const within = (seed * 7 + i * 3) % step;
    return all[Math.floor(i * step + within)] as T;
  });
}
