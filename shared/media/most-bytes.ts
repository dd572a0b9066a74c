import type { AssetKind } from './asset.ts';

/** The largest upload of each kind, in bytes. */
export const mostBytes: Record<AssetKind, number> = {
  image: 10_000_000,
  html: 200_000,
  picture: 25_000_000,
};
