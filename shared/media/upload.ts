import * as z from 'zod';
import type { FieldProblem } from '../problem.ts';
import { type Asset, AssetKind } from './asset.ts';
import { incoming } from './files.ts';
import { mostBytes } from './most-bytes.ts';
import { Description } from './picture.ts';

const imageTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'] as const;
const typesOf: Record<AssetKind, readonly string[]> = {
  image: imageTypes,
  html: ['text/html'],
  picture: imageTypes,
};

const side = z.int().positive().max(4_000);

/**
 * A request to upload a file. With `bytes` and `contentType` a file that would be refused is refused before it is
 * uploaded.
 */
export const UploadWish = z.strictObject({
  kind: AssetKind,
  contentType: z.enum([...imageTypes, 'text/html']).optional(),
  bytes: z.int().positive().max(mostBytes.picture).optional(),
  width: side.optional(),
  height: side.optional(),
  description: Description.optional(),
});
export type UploadWish = z.infer<typeof UploadWish>;

/** Faults of a request that its schema cannot see: fields that do not fit its kind. */
export function wishFaults(raw: Record<string, unknown>): FieldProblem[] {
  const { kind } = z.object({ kind: AssetKind }).safeParse(raw).data ?? {};
  if (!kind) return [];
  const { contentType, bytes } = raw;
  const isOther = typeof contentType === 'string' && !typesOf[kind].includes(contentType);
  const isLong = typeof bytes === 'number' && bytes > mostBytes[kind];
  return [
    ...sideFaults(kind, raw),
    ...(isOther ? [{ pointer: '/contentType', detail: `must be ${typesOf[kind].join(' or ')}` }] : []),
    ...(isLong ? [{ pointer: '/bytes', detail: `must be ${mostBytes[kind]} at most` }] : []),
    ...(kind !== 'picture' && raw.description !== undefined
      ? [{ pointer: '/description', detail: 'is for pictures: leave it out' }]
      : []),
  ];
}

const sideFaults = (kind: AssetKind, raw: Record<string, unknown>): FieldProblem[] =>
  ['width', 'height'].flatMap((name) => {
    if (kind === 'html' && raw[name] === undefined)
      return [{ pointer: `/${name}`, detail: 'is needed: it cannot be read from HTML' }];
    return kind !== 'html' && raw[name] !== undefined
      ? [{ pointer: `/${name}`, detail: 'is read from the image: leave it out' }]
      : [];
  });

/** What an upload form allows: one key, one content type, a range of bytes, for a number of seconds. */
export type UploadTerms = { key: string; contentType: string; least: number; most: number; seconds: number };

/** The terms of an asset's upload form. Without a content type the upload is stored as one that no browser displays. */
export const termsOf = (
  { id, kind }: Pick<Asset, 'id' | 'kind'>,
  { contentType, bytes }: Pick<UploadWish, 'contentType' | 'bytes'>,
): UploadTerms => ({
  key: incoming({ id }),
  contentType: contentType ?? (kind === 'html' ? 'text/html' : 'application/octet-stream'),
  least: bytes ?? 1,
  most: bytes ?? mostBytes[kind],
  seconds: 15 * 60,
});
