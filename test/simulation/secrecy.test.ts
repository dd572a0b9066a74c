import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFiling } from '../a-cloud.ts';
import { type ADesk, aDesk } from '../journeys/a-desk.ts';

/** What happens in a newsroom, as a random history of it: `article` picks one, `minutes` sets a time. */
const Deed = fc.record({
  what: fc.constantFrom(
    ...[
      'file',
      'publish',
      'publish',
      'publish',
      'publish',
      'edit',
      'submit',
      'approve',
      'approve',
      'embargo',
      'embargo',
      'expire',
      'return',
    ],
    ...[
      'unschedule',
      'correct',
      'update',
      'reword',
      'spike',
      'unspike',
      'unpublish',
      'reinstate',
      'reinstate',
    ],
    ...['retract', 'kill', 'preview', 'wait', 'wait', 'outage'],
  ),
  article: fc.nat(5),
  minutes: fc.integer({ min: 1, max: 90 }),
});
type Deed = { what: string; article: number; minutes: number };

/** What this test knows of an article, from nothing but what it did and was answered. */
type Known = {
  id: string;
  state: string;
  /** Every text that was ever saved, the newest last. Each is in the world once. */
  texts: string[];
  /** The one that the newsroom works on. */
  copy: string;
  /** The one that readers may have. */
  live?: string | undefined;
  /** The one that readers had last. */
  last?: string | undefined;
  /** A notice in place of what readers had may still carry its headline, unless it was killed. */
  headline?: string | undefined;
  publishAt?: number | undefined;
  /** Times that were said once and nobody has taken back: an embargo, and an end. */
  wanted?: number | undefined;
  wantedEnd?: number | undefined;
  /** When readers no longer have it: an end that was set, if any. */
  endsAt?: number | undefined;
};

let texts = 0;
/** A text that occurs nowhere else, as a headline, a standfirst and a body. */
function aText() {
  const mark = `mark${String(++texts).padStart(6, '0')}z`;
  return { mark, fields: { headline: `শিরোনাম ${mark}`, standfirst: `সার ${mark}`, body: `মূল লেখা ${mark}` } };
}

/** Takes a deed where it is possible, and notes what readers may see after it. */
async function take(desk: ADesk, known: Known[], { what, article, minutes }: Deed) {
  const now = desk.cloud.clock.now();
  const one = known[article % Math.max(known.length, 1)];
  const at = (ahead: number) => new Date(now + ahead * 60_000).toISOString();
  const post = async (who: 'rumana' | 'kamal' | 'mitu' | 'parveen', step: string, body: object = {}) =>
    (await desk.people[who].post(`/api/articles/${one?.id}/${step}`, body)).status === 200;

  if (what === 'file') {
    const { mark, fields } = aText();
    const { body } = await desk.people.rumana.post('/api/articles', aFiling({ ...fields, section: 'law' }));
    known.push({ id: String(body.id), state: 'draft', texts: [mark], copy: mark });
  } else if (what === 'wait') await desk.cloud.turnBy(minutes * 60_000);
  else if (what === 'outage') await desk.cloud.turnBy(3 * 3_600_000);
  else if (!one) return;
  else if (what === 'edit') {
    const { mark, fields } = aText();
    if ((await desk.edit(one.id, { ...fields, section: 'law' })).status !== 200) return;
    Object.assign(one, { state: 'draft', publishAt: undefined, copy: mark });
    one.texts.push(mark);
  } else if (what === 'submit') {
    if (await post('rumana', 'submit')) one.state = 'submitted';
  } else if (what === 'return') {
    if (await post('kamal', 'return', { note: 'না' }))
      Object.assign(one, { state: 'draft', publishAt: undefined });
  } else if (what === 'unschedule') {
    if (await post('kamal', 'unschedule')) Object.assign(one, { state: 'submitted', publishAt: undefined });
  } else if (what === 'preview') await post('kamal', 'preview');
  else if (what === 'correct' || what === 'update') {
    if (await post('rumana', what, what === 'correct' ? { note: 'সংশোধন' } : {})) one.state = 'draft';
  } else if (what === 'reword') {
    const isVoid = one.state === 'approved';
    if ((await post('mitu', what, { note: 'আরেক সংশোধন' })) && isVoid)
      Object.assign(one, { state: 'submitted', publishAt: undefined });
  } else if (what === 'spike') {
    if (!(await post('kamal', 'spike'))) return;
    const back = one.last === undefined ? {} : { wanted: undefined, wantedEnd: one.endsAt, copy: one.last };
    Object.assign(one, { state: 'over', publishAt: undefined, ...back });
  } else if (what === 'unspike') {
    if (await post('mitu', 'unspike')) one.state = 'draft';
  } else if (what === 'retract' || what === 'kill' || what === 'unpublish') {
    if (!(await post('parveen', what, what === 'unpublish' ? {} : { reason: 'কারণ' }))) return;
    const headline = what === 'retract' ? one.last : undefined;
    const over = { state: 'over', live: undefined, headline, publishAt: undefined, endsAt: undefined };
    Object.assign(one, { ...over, wanted: undefined });
  } else if (what === 'reinstate') {
    if (!(await post('parveen', what, { reason: 'কারণ' }))) return;
    const back = { state: 'out', live: one.last, copy: one.last, headline: undefined };
    Object.assign(one, { ...back, endsAt: one.wantedEnd });
  } else {
    if (what === 'publish' && (await post('rumana', 'submit'))) one.state = 'submitted';
    const schedule =
      what === 'embargo' ? { publishAt: at(minutes) } : what === 'expire' ? { expireAt: at(minutes) } : {};
    if (!(await post('kamal', 'approve', schedule))) return;
    if (what === 'expire') one.wantedEnd = now + minutes * 60_000;
    if (what === 'embargo') one.wanted = now + minutes * 60_000;
    one.publishAt = Math.max(one.wanted ?? now, now);
    one.state = 'approved';
  }
  if (what === 'wait' || what === 'outage') await desk.signIn();
}

/** What the clock has done by now, in this test's own words: embargoes have lifted, ends have come. */
function letTimePass(known: Known[], now: number) {
  for (const one of known) {
    const minute = (instant: number) => Math.ceil(instant / 60_000) * 60_000;
    if (one.state === 'approved' && one.publishAt !== undefined && one.publishAt <= now)
      Object.assign(one, {
        ...{ state: 'out', live: one.copy, last: one.copy, headline: undefined },
        ...{ publishAt: undefined, wanted: undefined, endsAt: one.wantedEnd },
      });
    if (one.live !== undefined && one.endsAt !== undefined && minute(one.endsAt) <= now)
      Object.assign(one, {
        ...{ headline: one.live, live: undefined, endsAt: undefined, state: 'over' },
        ...{ wanted: undefined, wantedEnd: undefined, publishAt: undefined },
      });
  }
}

describe('what readers can get', () => {
  it('holds no text that is embargoed, half-corrected, spiked or killed, in any history', async () => {
    let published = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(Deed, { minLength: 25, maxLength: 45 }), async (deeds) => {
        const desk = await aDesk();
        const known: Known[] = [];
        try {
          for (const deed of [{ what: 'file', article: 0, minutes: 1 }, ...deeds]) {
            await take(desk, known, deed);
            await desk.cloud.rest();
            // A minute is the clock's step: what is due within it may or may not have happened.
            await desk.cloud.turnBy(60_000);
            letTimePass(known, desk.cloud.clock.now());
            const objects = [...desk.publicObjects()];
            for (const { live, headline, texts: all, publishAt, endsAt } of known) {
              const isClose = [publishAt, endsAt].some(
                (instant) => instant !== undefined && Math.abs(instant - desk.cloud.clock.now()) <= 60_000,
              );
              for (const text of all) {
                const where = objects.filter(([, body]) => body.includes(text)).map(([key]) => key);
                const about = `${text} after ${JSON.stringify(deed)}: ${JSON.stringify(known)}`;
                if (isClose || text === headline) continue;
                if (text !== live) expect(where, about).toEqual([]);
                else expect(where.length, about).toBeGreaterThan(0);
                if (text === live) published++;
              }
            }
          }
        } finally {
          await desk.cloud.close();
        }
      }),
      {
        numRuns: Number(process.env.SECRECY_RUNS ?? 3),
        seed: Number(process.env.FUZZ_SEED ?? 2),
        endOnFailure: true,
      },
    );
    expect(published).toBeGreaterThan(5);
  });
});
