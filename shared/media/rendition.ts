import type { Shown } from './asset.ts';

/** What readers will get of an upload. */
export type Rendition = Shown & { body: Buffer; contentType: string };

/** An upload that readers will not get, and what to do. */
export type Refusal = { refused: string };

export const refused = (why: string): Refusal => ({ refused: why });

/** Bytes as people say them, in KB of 1,000. */
export const inKilobytes = (bytes: number) => `${Math.ceil(bytes / 1_000).toLocaleString('en')} KB`;
