import { describe, expect, it } from 'vitest';
import type { Actor } from '../../shared/actor.ts';
import {
  type Asset,
  type Drawable,
  describe as describeIt,
  expire,
  filesOf,
  planned,
  publish,
  readyPicture,
  redrawn,
  request,
  shownOf,
} from '../../shared/media/asset.ts';

const at = '2026-11-27T06:00:00.000Z';
const later = '2026-11-27T07:00:00.000Z';
const editor: Actor = { by: 'kamal', roles: ['editor'], at };

/** A picture that was checked and drawn. */
function aPictureAsset(description: Asset['description'] = {}): Drawable {
  const { asset } = request({ id: 'ast_1', kind: 'picture', description }, { by: 'rumana', at });
  const facts = { width: 900, height: 600, bytes: 9_000, hash: 'a'.repeat(64) };
  return readyPicture(asset, facts, at).asset as Drawable;
}
const hashesOf = (asset: Asset) => filesOf(asset).map(({ hash }) => hash);
const left = { focal: { x: 0, y: 0.5 } };
const factsOf = ({ facts }: { facts: { type: string }[] }) => facts.map(({ type }) => type);

describe('a picture', () => {
  it('is described at once when no other files are to be made, and otherwise when they are', () => {
    const asset = aPictureAsset();
    expect(factsOf(describeIt(asset, { alt: 'x' }, editor))).toEqual(['asset.described']);
    const asked = describeIt(asset, left, editor);
    expect(factsOf(asked)).toEqual(['asset.redraw-asked']);
    expect(asked.asset.crops).toEqual(asset.crops);
    const noted = planned(asked.asset as Drawable)?.asset as Drawable;
    expect(planned(noted)).toBeUndefined();
    const made = redrawn(noted);
    expect(factsOf(made)).toEqual(['asset.described']);
    expect(shownOf(made.asset)?.crops).toEqual(noted.next);
    expect(hashesOf(made.asset)).toEqual(expect.arrayContaining(hashesOf(asset)));
  });

  it('knows every file that it was ever about to have, whichever came of it', () => {
    const first = planned(describeIt(aPictureAsset(), left, editor).asset as Drawable)?.asset as Drawable;
    const names = Object.values(first.next ?? {}).map(({ hash }) => hash);
    const right = describeIt(first, { focal: { x: 1, y: 0.5 } }, editor).asset as Drawable;
    const second = planned(right)?.asset as Drawable;
    const back = describeIt(first, {}, editor);
    expect(factsOf(back)).toEqual(['asset.described']);
    expect(back.asset.next).toBeUndefined();
    for (const asset of [second, redrawn(second).asset, expire(first).asset, back.asset])
      expect(hashesOf(asset)).toEqual(expect.arrayContaining(names));
    expect(expire(first).asset.next).toBeUndefined();
  });

  it('whose rights are over is shown nowhere, and comes back under other names alone', () => {
    const asset = aPictureAsset({ rights: { until: at } });
    const { asset: over, facts } = expire(asset);
    expect([over.state, shownOf(over), factsOf({ facts })]).toEqual([
      'expired',
      undefined,
      ['asset.expired'],
    ]);
    expect(factsOf(describeIt(over, { alt: 'x', rights: { until: at } }, editor))).toEqual([
      'asset.described',
    ]);
    const asked = describeIt(over, { rights: { until: later } }, editor);
    expect([asked.asset.state, factsOf(asked)]).toEqual(['expired', ['asset.redraw-asked']]);
    const { asset: back } = redrawn(planned(asked.asset as Drawable)?.asset as Drawable);
    expect(back.state).toBe('ready');
    for (const { hash } of Object.values(back.crops ?? {})) expect(hashesOf(over)).not.toContain(hash);
    expect(hashesOf(back)).toEqual(expect.arrayContaining(hashesOf(over)));
  });

  it('is drawn again some dozens of times, and no oftener: each file has to be taken away with it', () => {
    const minute = (n: number) => new Date(Date.parse(at) + n * 60_000).toISOString();
    const move = (asset: Asset, n: number) =>
      describeIt(asset, { focal: { x: 0.35 + n / 700, y: 0.5 } }, { ...editor, at: minute(n) });
    let asset: Asset = aPictureAsset();
    let times = 0;
    const tooOften = expect.objectContaining({ code: 'invalid-input' });
    expect(() => {
      for (; times < 200; times++)
        asset = redrawn(planned(move(asset, times).asset as Drawable)?.asset as Drawable).asset;
    }).toThrow(tooOften);
    expect(times).toBeGreaterThan(24);
    expect(JSON.stringify(asset).length).toBeLessThan(40_000);
    // What people say of it can still change, and its rights can end.
    const afterwards = { ...editor, at: minute(300) };
    expect(factsOf(describeIt(asset, { ...asset.description, alt: 'x' }, afterwards))).toEqual([
      'asset.described',
    ]);
    expect(expire(asset).asset.state).toBe('expired');
  });

  it('is described twenty times by a person in ten minutes, and says whether its files are others', () => {
    let asset: Asset = aPictureAsset();
    const say = (by: string, alt: string, when = at) =>
      describeIt(asset, { alt }, { ...editor, by, at: when });
    for (let n = 0; n < 20; n++) {
      const { asset: said, facts } = say('kamal', `${n}`);
      expect(facts).toEqual([{ type: 'asset.described', data: { assetId: 'ast_1', isRedrawn: false } }]);
      asset = said;
    }
    expect(() => say('kamal', 'x')).toThrow(expect.objectContaining({ code: 'too-many' }));
    expect(say('mitu', 'x').asset.description).toEqual({ alt: 'x' });
    expect(say('kamal', 'x', later).asset.descriptions).toEqual([{ by: 'kamal', at: later }]);
    const moved = redrawn(
      planned(describeIt(aPictureAsset(), left, editor).asset as Drawable)?.asset as Drawable,
    );
    expect(moved.facts[0]?.data).toEqual({ assetId: 'ast_1', isRedrawn: true });
  });

  it('that readers have had leaves them by an editor or publisher alone, also by its rights', () => {
    const reporter: Actor = { by: 'rumana', roles: ['reporter'], at };
    const rights = { rights: { until: later } };
    const own = aPictureAsset();
    expect(describeIt(own, rights, reporter).asset.description).toEqual(rights);
    const { asset } = publish(own, at);
    const forbidden = expect.objectContaining({ code: 'forbidden' });
    expect(() => describeIt(asset, rights, reporter)).toThrow(forbidden);
    expect(describeIt(asset, { alt: 'x' }, reporter).asset.description).toEqual({ alt: 'x' });
    const { asset: ending } = describeIt(asset, rights, editor);
    expect(() => describeIt(ending, {}, reporter)).toThrow(forbidden);
    expect(describeIt(ending, { alt: 'x', ...rights }, reporter).asset.description?.alt).toBe('x');
  });
});
