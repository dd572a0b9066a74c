/** Why an upload is refused, and what to do; of a picture also in Bengali. */
export type Refusal = { refused: string; refusedBn?: string };

export const refused = (why: string, inBangla?: string): Refusal => ({
  refused: why,
  ...(inBangla === undefined ? {} : { refusedBn: inBangla }),
});

/** A size for people, in KB of 1,000 bytes. */
export const inKilobytes = (bytes: number) => `${Math.ceil(bytes / 1_000).toLocaleString('en')} KB`;
