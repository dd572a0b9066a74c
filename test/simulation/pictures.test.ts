import { AwsError } from 'embedded-aws';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathsOf } from '../../shared/media/put-drawn.ts';
import { type ALibrary, aLibrary } from '../media/a-library.ts';
import { aPhoto } from '../media/a-photo.ts';
import { chance } from './chance.ts';

/** What people, articles and the clock do to a picture, at once with whatever else is in hand. */
const Deed = fc.record({
  what: fc.constantFrom(
    ...(['look', 'look', 'end', 'end', 'go on', 'go on', 'publish', 'publish', 'use'] as const),
    ...(['turn', 'turn', 'settle', 'withdraw'] as const),
  ),
  which: fc.nat(7),
  x: fc.constantFrom(0, 0.5, 1),
});

/** Long enough for a message that failed four times: its inbox hides it for six minutes each time. */
const long = 31 * 60_000;
const minute = 60_000;

/** What holds when everything has come to rest. */
async function expectSettled(library: ALibrary, ids: readonly string[]) {
  for (const id of ids) {
    const { state, path, crops = {}, next, users } = await library.get(id);
    const open = library.open(id);
    const readable = open.filter(({ size }) => size > 0).map(({ key }) => `/${key}`);
    const isPrivate = library.objectsOf(id).some(({ isPublic }) => !isPublic);
    const said = { id, state, readable: readable.length, isPrivate };
    if (state === 'withdrawn') expect(said).toEqual({ id, state, readable: 0, isPrivate: false });
    if (state === 'expired') expect(said).toEqual({ id, state, readable: 0, isPrivate: true });
    if (state !== 'ready') continue;
    expect(next, id).toBeUndefined();
    if (path === undefined) expect(said).toEqual({ id, state, readable: 0, isPrivate: true });
    else {
      expect(users.articles.length).toBeGreaterThan(0);
      for (const one of pathsOf(id, Object.values(crops))) expect(readable, `${id} ${one}`).toContain(one);
      expect(pathsOf(id, Object.values(crops))).toContain(path);
    }
  }
}

describe('pictures', () => {
  it('are where readers get them exactly while they may be, whatever people and failures do at once', async () => {
    const states: string[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.array(Deed, { minLength: 15, maxLength: 25 }),
        fc.nat(1_000_000),
        async (deeds, seed) => {
          const luck = chance(seed);
          let isCalm = false;
          const library = await aLibrary({
            intercept: async (call, go) => {
              const isOurs = /^(media\/(check|remove|redraw)|articles\/release-due)/.test(call.principal);
              if (isCalm || !isOurs || luck() > 0.03) return go();
              // Half of the failures come after the work is done: its answer is lost.
              if (luck() < 0.5) await go();
              throw new AwsError('AccessDenied', 'the function died here', 403);
            },
          });
          const ids: string[] = [];
          const settle = async () => {
            isCalm = true;
            for (let turn = 0; turn < 5; turn++) await library.cloud.turnBy(long / 5);
            await expectSettled(library, ids);
            isCalm = false;
          };
          const [editor, publisher] = [await library.someone('editor'), await library.someone('publisher')];
          const describeAs = (id: string, description: object) =>
            editor.put(`/api/media/${id}`, { alt: 'ছবি', ...description }, { 'if-match': '*' });
          try {
            isCalm = true;
            for (const height of [400, 401, 402])
              ids.push(
                (await library.uploaded(await (await aPhoto({ width: 500, height })).jpeg().toBuffer())).id,
              );
            isCalm = false;
            const writes: Promise<unknown>[] = [];
            for (const { what, which, x } of deeds) {
              const id = ids[which % ids.length] ?? '';
              if (what === 'look') writes.push(describeAs(id, { focal: { x, y: 0.5 } }));
              else if (what === 'end')
                writes.push(
                  describeAs(id, { rights: { until: library.at(which % 2 ? -minute : 2 * minute) } }),
                );
              else if (what === 'go on') writes.push(describeAs(id, { focal: { x, y: 0.5 } }));
              else if (what === 'use') writes.push(library.use(id));
              else if (what === 'publish') writes.push(library.use(id).then(() => library.publish(id)));
              else if (what === 'withdraw')
                writes.push(publisher.post(`/api/media/${id}/withdraw`, { reason: 'ছবিটি অন্যের' }));
              else {
                await Promise.all(writes.splice(0));
                if (what === 'turn') await library.cloud.turnBy(2 * minute);
                else await settle();
              }
            }
            await Promise.all(writes);
            await settle();
            for (const id of ids) {
              const { state, publishedAt } = await library.get(id);
              states.push(publishedAt ? `${state} (was public)` : state);
            }
          } finally {
            await library.close();
          }
        },
      ),
      { numRuns: Number(process.env.PICTURE_RUNS ?? 3), endOnFailure: true },
    );
    console.log('states at the end:', states.toSorted().join(' '));
    expect(states.join(' ')).toContain('(was public)');
  });
});
