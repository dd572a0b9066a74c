import type { RenditionFacts } from './asset.ts';

/** The file that readers get of an upload. */
export type Rendition = RenditionFacts & { body: Buffer; contentType: string };

/** Why an upload is refused, and what to do. */
export type Refusal = { refused: string };

export const refused = (why: string): Refusal => ({ refused: why });

/** A size for people, in KB of 1,000 bytes. */
export const inKilobytes = (bytes: number) => `${Math.ceil(bytes / 1_000).toLocaleString('en')} KB`;
