import sharp from 'sharp';

// Every other format is blocked: SVG may load resources, and the decoders of GIF, TIFF and others have a history of
// vulnerabilities.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif'].map((kind) => `VipsForeignLoad${kind}Buffer`),
});
sharp.cache(false);

/** The image library, with only the decoders that uploads need. */
export const images = sharp;

/** What the decoder reads from a file; undefined when it throws, as it does in many ways at a file it cannot read. */
export const readable = <T>(reading: Promise<T>): Promise<T | undefined> => reading.catch(() => undefined);
