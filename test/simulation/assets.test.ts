import { AwsError } from 'embedded-aws';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteBucket } from '../../infra/local/resources.ts';
import { aPicture } from '../media/a-picture.ts';
import { aPictureDesk, send } from '../media/a-picture-desk.ts';
import { chance } from './chance.ts';

type Desk = Awaited<ReturnType<typeof aPictureDesk>>;

/** What people do to an asset, at once with whatever else is in hand. */
const Deed = fc.record({
  what: fc.constantFrom(
    ...(['ask', 'send', 'send', 'spoil', 'book', 'clear', 'clear', 'clear'] as const),
    ...(['pause', 'resume', 'withdraw', 'settle'] as const),
  ),
  which: fc.nat(7),
});

/** Long enough for a message that failed four times: its inbox hides it for six minutes each time. */
const long = 31 * 60_000;

type Known = { id: string; upload: Parameters<typeof send>[0]; wasCleared: boolean };

const filesOf = ({ cloud }: Desk, id: string) =>
  cloud.store
    .sql('SELECT bucket, length(body) AS size FROM s3_object WHERE instr(CAST(key AS TEXT), ?) > 0')
    .all(id)
    .map(({ bucket, size }) => ({ isPublic: bucket === siteBucket, size: Number(size) }));

/** What holds at every moment: nothing uncleared is public, and pages are handed nothing that is not there. */
function expectSecret(desk: Desk, known: readonly Known[]) {
  const listed = String(desk.cloud.aws.s3.read(siteBucket, 'ads/slots.json')?.body);
  for (const { id, wasCleared } of known) {
    const isOut = filesOf(desk, id).some(({ isPublic, size }) => isPublic && size > 0);
    if (isOut) expect(wasCleared, `${id} is public`).toBe(true);
    if (listed.includes(id)) expect(filesOf(desk, id).some(({ isPublic }) => isPublic)).toBe(true);
  }
}

/** What holds when everything has come to rest. */
async function expectSettled(desk: Desk, known: readonly Known[]) {
  const listed = String(desk.cloud.aws.s3.read(siteBucket, 'ads/slots.json')?.body);
  for (const { id } of known) {
    const { state, path } = await desk.get(id);
    const files = filesOf(desk, id);
    const [open, closed] = [files.filter(({ isPublic }) => isPublic), files.filter((one) => !one.isPublic)];
    const said = { id, state, open: open.map(({ size }) => size > 0), closed: closed.length };
    if (state === 'withdrawn') expect(said).toEqual({ id, state, open: [false], closed: 0 });
    if (state === 'refused') expect(said).toEqual({ id, state, open: [], closed: 0 });
    if (state === 'ready') expect(said).toEqual({ id, state, open: path ? [true] : [], closed: 2 });
    if (state !== 'ready') expect(listed).not.toContain(id);
  }
}

describe('uploaded files', () => {
  it('are public only when they may be, whatever people and failures do at once', async () => {
    const photo = await aPicture({ noise: true }).png().toBuffer();
    const states: string[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.array(Deed, { minLength: 20, maxLength: 30 }),
        fc.nat(1_000_000),
        async (deeds, seed) => {
          const luck = chance(seed);
          let isCalm = false;
          const desk = await aPictureDesk({
            intercept: async (call, go) => {
              const isOurs = /^(media\/(check|remove)|ads\/(fill|lose))/.test(call.principal);
              if (isCalm || !isOurs || luck() > 0.04) return go();
              // Half of the failures come after the work is done: its answer is lost.
              if (luck() < 0.5) await go();
              throw new AwsError('AccessDenied', 'the function died here', 403);
            },
          });
          const known: Known[] = [];
          const items: { id: string; of: Known }[] = [];
          const manager = await desk.someone('ad-manager');
          const publisher = await desk.someone('publisher');
          const settle = async () => {
            isCalm = true;
            for (let turn = 0; turn < 5; turn++) await desk.cloud.turnBy(long / 5);
            await expectSettled(desk, known);
            isCalm = false;
          };
          const take = async (what: string, which: number) => {
            const one = known[which % Math.max(known.length, 1)];
            const item = items[which % Math.max(items.length, 1)];
            if (what === 'ask' || !one) {
              const { id, upload } = await desk.wish();
              known.push({ id, upload, wasCleared: false });
            } else if (what === 'send') await send(one.upload, photo);
            else if (what === 'spoil') await send(one.upload, 'no image');
            else if (what === 'book') {
              const { state } = await desk.get(one.id);
              if (state === 'ready') items.push({ id: await desk.book(one.id), of: one });
            } else if (what === 'withdraw')
              await publisher.post(`/api/media/${one.id}/withdraw`, { reason: 'ছবিটি অন্যের' });
            else if (item) {
              if (what === 'clear') item.of.wasCleared = true;
              await manager.post(`/api/line-items/${item.id}/${what}`);
            }
          };
          try {
            for (const which of [0, 1, 2]) for (const what of ['ask', 'send']) await take(what, which);
            await desk.cloud.rest();
            for (const which of [0, 1, 2]) await take('book', which);
            for (const { what, which } of deeds) {
              if (what === 'settle') await settle();
              else await take(what, which);
              if (luck() < 0.5) await desk.cloud.rest();
              expectSecret(desk, known);
            }
            await settle();
            for (const { id } of known) {
              const { state, publishedAt } = await desk.get(id);
              states.push(publishedAt ? `${state} (was public)` : state);
            }
          } finally {
            await desk.cloud.close();
          }
        },
      ),
      { numRuns: Number(process.env.ASSET_RUNS ?? 3), endOnFailure: true },
    );
    console.log('states at the end:', states.toSorted().join(' '));
    expect(states).toContain('withdrawn (was public)');
    expect(states).toContain('ready (was public)');
  });
});
