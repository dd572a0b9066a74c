import type { RenditionFacts } from './asset.ts';

/** The file that readers get of an upload. */
export type Rendition = RenditionFacts & { body: Buffer; contentType: string };
