import { describe, expect, it } from 'vitest';
import type { Role } from '../../shared/actor.ts';
import type { Asset } from '../../shared/media/asset.ts';
import { previewFileOf } from '../../shared/media/preview.ts';

const anImage = (differences: Partial<Asset> = {}): Asset => ({
  ...{
    id: 'ast_1',
    state: 'ready',
    version: 2,
    kind: 'image',
    by: 'salma',
    requestedAt: '2026-11-24T06:00:00.000Z',
  },
  ...differences,
});
const fileFor = (asset: Asset, by: string, ...roles: Role[]) => previewFileOf(asset, { by, roles });

describe('the image of an ad before readers get it', () => {
  it('is seen by ad managers and whoever uploaded it, by nobody else', () => {
    expect(fileFor(anImage(), 'jui', 'ad-manager')).toBe('renditions/ast_1');
    expect(fileFor(anImage(), 'salma')).toBe('renditions/ast_1');
    expect(fileFor(anImage(), 'parveen', 'editor', 'publisher', 'reporter')).toBeUndefined();
  });

  it('is not seen before it is checked, nor when it is withdrawn; HTML of others never is', () => {
    for (const state of ['waiting', 'refused', 'withdrawn', 'removed'] as const)
      expect(fileFor(anImage({ state }), 'salma', 'ad-manager')).toBeUndefined();
    expect(fileFor(anImage({ kind: 'html' }), 'salma', 'ad-manager')).toBeUndefined();
  });
});
