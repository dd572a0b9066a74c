import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** A value as compressed JSON, for items that are large and always read whole: Bengali text shrinks to a fifth. */
export const packed = (value: unknown): Uint8Array =>
  brotliCompressSync(JSON.stringify(value), {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 6,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  });

export const unpacked = (bytes: Uint8Array): unknown => JSON.parse(brotliDecompressSync(bytes).toString());
