/** Milliseconds for one wait: so wide that only what hangs meets it, on the slowest machine. No test is about speed. */
export const patience = 8 * 60_000;
