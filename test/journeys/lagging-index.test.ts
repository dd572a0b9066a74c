import type { Intercept } from 'embedded-aws';
import { expect, it } from 'vitest';
import { aClock } from '../a-clock.ts';
import { aDesk } from './a-desk.ts';

type Hidden = { principals: readonly string[]; says: string; list?: string };

/** An index that lags: what these functions ask its lists is answered without the entries that say something. */
function aLaggingIndex() {
  const lag: { hides?: Hidden | undefined } = {};
  const intercept: Intercept = async (call, go) => {
    const answer = await go();
    const { principals = [], says = '', list = '' } = lag.hides ?? {};
    const asked = String(call.body);
    if (call.action !== 'Query' || !principals.includes(call.principal) || !asked.includes('"lists"'))
      return answer;
    if (!asked.includes(list)) return answer;
    const body = JSON.parse(String(answer.body));
    const Items = body.Items.filter((item: unknown) => !JSON.stringify(item).includes(says));
    const { 'content-length': _length, 'x-amz-crc32': _sum, ...headers } = answer.headers ?? {};
    return { ...answer, headers, body: JSON.stringify({ ...body, Items, Count: Items.length }) };
  };
  return { intercept, lag };
}

it('an article published as a day ends is in its archive though the index shows it to no clock in time', async () => {
  const { intercept, lag } = aLaggingIndex();
  const desk = await aDesk({ intercept, clock: aClock(Date.parse('2026-11-24T17:50:00Z')) });
  const early = await desk.published({ section: 'law' });
  desk.cloud.clock.turnTo(Date.parse('2026-11-24T17:59:59Z'));
  const late = await desk.published({ section: 'law', headline: 'শেষ মুহূর্তের খবর' });
  lag.hides = { principals: ['site/new-hour', 'site/new-day'], says: late };
  await desk.cloud.turnBy(1_000);
  lag.hides = undefined;
  await desk.cloud.turnBy(2 * 3_600_000);
  const ofTheDay = [...desk.publicObjects()].filter(([key]) =>
    /archive\/2026-11-24|sitemaps\/2026-11/.test(key),
  );
  const withEarly = ofTheDay.filter(([, body]) => body.includes(early));
  expect(withEarly.map(([key]) => key).sort()).toEqual([
    'archive/2026-11-24',
    'law/archive/2026-11-24',
    'sitemaps/2026-11.xml',
  ]);
  for (const [key, body] of withEarly) expect(body.includes(late), key).toBe(true);
  await desk.cloud.close();
});

it('an article that moved leaves its section’s archive though the index drops it there later than it lists it elsewhere', async () => {
  const asked: string[] = [];
  const former = new Map<string, Awaited<ReturnType<Parameters<Intercept>[1]>>>();
  let mode: 'as it is' | 'remember' | 'as it was' = 'as it is';
  const desk = await aDesk({
    intercept: async (call, go) => {
      const body = String(call.body);
      if (
        call.action !== 'Query' ||
        !call.principal?.startsWith('site/refresh') ||
        !body.includes('LIVE#law')
      )
        return go();
      const { ExpressionAttributeValues, Limit } = JSON.parse(body);
      const question = JSON.stringify([ExpressionAttributeValues, Limit]);
      if (mode === 'remember') {
        former.set(question, await go());
        return former.get(question) ?? go();
      }
      const answer = mode === 'as it was' ? former.get(question) : undefined;
      if (answer) asked.push(question);
      if (asked.length === 5) mode = 'as it is';
      return answer ?? go();
    },
  });
  const id = await desk.published({ section: 'law', headline: 'বদলানো খবর' });
  await desk.published({ section: 'law', headline: 'থাকা খবর' });
  await desk.cloud.turnBy(26 * 3_600_000);
  await desk.signIn();
  const correct = async (section: string) => {
    await desk.step('rumana', id, 'correct', { note: 'ঠিক করা হলো' });
    await desk.edit(id, { section, headline: 'বদলানো খবর' });
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
  };
  mode = 'remember';
  await correct('law');
  mode = 'as it was';
  await correct('sport');
  await desk.cloud.turnBy(300_000);
  expect(asked).toHaveLength(5);
  const objects = desk.publicObjects();
  expect(objects.get('law/archive/2026-11-24')).toContain('থাকা খবর');
  expect(objects.get('law/archive/2026-11-24')).not.toContain(id);
  expect(objects.get('sport/archive/2026-11-24')).toContain(id);
  await desk.cloud.close();
});
