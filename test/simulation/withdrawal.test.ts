import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFiling } from '../a-cloud.ts';
import { type ADesk, aDesk } from '../journeys/a-desk.ts';

/** Within so long of a step that withdraws an article nothing says it any more: the clock is turned on in between. */
const bound = 3 * 60_000;

const Deed = fc.record({
  what: fc.constantFrom(
    'publish',
    'publish',
    'publish',
    'backdate',
    'correct',
    'pin',
    'unpin',
    'wait',
    'wait',
  ),
  article: fc.nat(5),
  section: fc.constantFrom('law', 'sport', 'national'),
  hours: fc.constantFrom(1, 7, 20, 50),
});
type Deed = { what: string; article: number; section: string; hours: number };
const ways = ['kill', 'retract', 'unpublish', 'expire'] as const;

/** An article, with the words that only it ever had. Of a notice that may still name it, its headlines. */
type Known = { id: string; marks: string[]; headlines: string[]; isOut: boolean };

let marks = 0;
function someWords(section: string) {
  const mark = () => `mark${String(++marks).padStart(6, '0')}z`;
  const [headline, ...others] = Array.from({ length: 5 }, mark);
  const [standfirst = '', body = '', tag = '', author = ''] = others;
  const fields = {
    section,
    headline: `খবর ${headline}`,
    standfirst,
    body,
    tags: [tag, 'নির্বাচন'],
    bylines: [author],
  };
  return { headline: headline ?? '', others, fields };
}

/** Every page is read, so that the CDN has a copy of each. */
async function readAll(desk: ADesk) {
  for (const key of desk.publicObjects().keys())
    if (!key.startsWith('assets/')) await desk.cloud.page(key === 'index.html' ? '/' : `/${encodeURI(key)}`);
}

async function take(desk: ADesk, known: Known[], { what, article, section, hours }: Deed) {
  const out = known.filter(({ isOut }) => isOut);
  const one = out[article % Math.max(out.length, 1)];
  const { headline, others, fields } = someWords(section);
  if (what === 'publish' || what === 'backdate') {
    const id = await desk.submitted(fields);
    const publishedAt = new Date(desk.cloud.clock.now() - hours * 24 * 3_600_000).toISOString();
    if (what === 'backdate') await desk.step('parveen', id, 'backdate', { publishedAt });
    await desk.step('kamal', id, 'approve');
    known.push({ id, marks: others, headlines: [headline], isOut: true });
  } else if (what === 'wait') {
    for (let hour = 0; hour < Math.min(hours, 3); hour++) await desk.cloud.turnBy(3_600_000);
    await desk.cloud.turnBy(hours * 3_600_000);
    await desk.signIn();
  } else if (what === 'pin' || what === 'unpin') {
    const pins = what === 'pin' && one ? [{ articleId: one.id }] : [];
    await desk.people.kamal.put(`/api/fronts/${section}`, { pins }, { 'if-match': '*' });
  } else if (one) {
    await desk.step('rumana', one.id, 'correct', { note: 'ঠিক করা হলো' });
    await desk.edit(one.id, aFiling(fields));
    await desk.step('rumana', one.id, 'submit');
    await desk.step('kamal', one.id, 'approve');
    one.marks.push(...others);
    one.headlines.push(headline);
  }
  await desk.cloud.rest();
  await readAll(desk);
}

/** Where a word is said: objects of the bucket, and copies that the CDN may still answer with. */
const sayingOf = (desk: ADesk, word: string) => [
  ...[...desk.publicObjects()].flatMap(([key, body]) => (body.includes(word) ? [`bucket: ${key}`] : [])),
  ...[...desk.cloud.copies()].flatMap(([key, body]) => (body.includes(word) ? [`CDN: ${key}`] : [])),
];

async function withdraw(desk: ADesk, one: Known, way: (typeof ways)[number]) {
  const inAMinute = new Date(desk.cloud.clock.now() + 60_000).toISOString();
  if (way === 'expire') await desk.step('mitu', one.id, 'reschedule', { expireAt: inAMinute });
  else await desk.step('parveen', one.id, way, way === 'unpublish' ? {} : { reason: 'কারণ' });
  if (way === 'expire') await desk.cloud.turnBy(120_000);
  one.isOut = false;
  // Readers go on reading while it happens.
  for (let second = 0; second < bound / 1000; second += 20) {
    await readAll(desk);
    await desk.cloud.turnBy(20_000);
  }
}

describe('a withdrawal', () => {
  it('leaves no word of an article in any object or cached copy, wherever it stood, after any history', async () => {
    let said = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(Deed, { minLength: 8, maxLength: 14 }),
        fc.shuffledSubarray([...ways]),
        async (deeds, by) => {
          const desk = await aDesk();
          const known: Known[] = [];
          try {
            for (const deed of [{ what: 'publish', article: 0, section: 'law', hours: 1 }, ...deeds])
              await take(desk, known, deed);
            for (const way of by) {
              const one = known.findLast(({ isOut }) => isOut) ?? known[0];
              if (!one?.isOut) break;
              said += [...one.marks, ...one.headlines].flatMap((word) => sayingOf(desk, word)).length;
              await withdraw(desk, one, way);
              const mayName = way === 'retract' || way === 'expire';
              for (const word of one.marks) expect(sayingOf(desk, word), `${way}: ${word}`).toEqual([]);
              for (const word of one.headlines)
                expect(
                  sayingOf(desk, word).filter((where) => !mayName || !where.endsWith(`/${one.id}`)),
                  `${way}: ${word}`,
                ).toEqual([]);
            }
          } finally {
            await desk.cloud.close();
          }
        },
      ),
      {
        numRuns: Number(process.env.WITHDRAWAL_RUNS ?? 2),
        seed: Number(process.env.FUZZ_SEED ?? 3),
        endOnFailure: true,
      },
    );
    console.log(`${said} places said words of articles that were withdrawn`);
    expect(said).toBeGreaterThan(50);
  });
});
