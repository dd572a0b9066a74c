import { describe, expect, it } from 'vitest';
import { type Cost, meter } from '../../infra/cost/meter.ts';
import { newestFirst } from '../../shared/articles/card.ts';
import type { Live } from '../../shared/articles/live.ts';
import { depth } from '../../shared/site/latest.ts';
import { aClock } from '../a-clock.ts';
import { aDesk } from './a-desk.ts';
import { anArchive } from './an-archive.ts';
import { holdUntilAllAreThere } from './at-once.ts';

/**
 * Papers of several sizes at the end of their day. `.ci/run` measures all, and `test/bench/publish.ts` goes on to 100,000
 * articles.
 */
const papers = [
  { aDay: 30, articles: 1_000 },
  { aDay: 500, articles: 2_000 },
  ...(process.env.PAPERS === 'all'
    ? [
        { aDay: 120, articles: 1_000 },
        { aDay: 300, articles: 10_000 },
      ]
    : []),
];

/** What the third of three publications costs, from submission to the last front. */
async function costAt({ aDay, articles }: (typeof papers)[number]): Promise<Cost> {
  const { intercept, read } = meter();
  const desk = await aDesk({ intercept, clock: aClock(Date.parse('2026-11-24T17:10:00Z')) });
  for (const person of Object.values(desk.people)) await person.put('/api/people/me', {});
  await anArchive(desk.cloud, articles, { aDay, isUpToNow: true });
  let cost = read();
  for (let n = 0; n < 3; n++) {
    const id = await desk.submitted({ bylines: ['রুমানা হক'], tags: ['শিক্ষা'] });
    await desk.cloud.rest();
    read();
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    cost = read();
  }
  await desk.cloud.close();
  return cost;
}

describe('a publication', () => {
  it('costs the same whatever the archive and the day hold, and little', async () => {
    const costs: Cost[] = [];
    for (const paper of papers) costs.push(await costAt(paper));
    console.log('approval to the last front:', papers, costs);
    const [first] = costs;
    for (const [i, cost] of costs.entries()) {
      const { calls, requests, objects, writeUnits } = cost;
      const paper = JSON.stringify(papers[i]);
      expect(calls, paper).toEqual(first?.calls);
      expect(requests, paper).toBeLessThanOrEqual(31);
      expect(calls['dynamodb Query'], paper).toBeLessThanOrEqual(10);
      expect([objects, cost.paths], paper).toEqual([13, 0]);
      expect(writeUnits / (first?.writeUnits ?? 0), paper).toBeCloseTo(1, 1);
      expect(cost.readUnits / (first?.readUnits ?? 0), paper).toBeCloseTo(1, 1);
    }
  });

  it('costs few write units from filing to publication, and none more for its place in queues', async () => {
    const { intercept, read } = meter();
    const desk = await aDesk({ intercept });
    await desk.published();
    read();
    const costs: number[] = [];
    const spent = async (work: Promise<unknown>) => {
      const done = await work;
      await desk.cloud.rest();
      costs.push(read().writeUnits);
      return done;
    };
    const id = String(await spent(desk.file({ bylines: ['রুমানা হক'], tags: ['শিক্ষা'] })));
    await spent(desk.step('rumana', id, 'submit'));
    await spent(desk.step('kamal', id, 'approve'));
    console.log('write units to file, submit, approve and publish:', costs);
    await desk.cloud.close();
    expect(costs.reduce((sum, units) => sum + units, 0)).toBeLessThanOrEqual(56);
  });

  it('comes with others at once to fronts that are rendered a few times, and shows the last', async () => {
    const { intercept, read } = meter();
    const written: string[] = [];
    const desk = await aDesk({
      intercept: async (call, go) => {
        if (call.principal === 'site/refresh-list-pages' && call.action === 'PutObject')
          written.push(call.path);
        return intercept(call, go);
      },
    });
    const ids = await Promise.all(Array.from({ length: 100 }, () => desk.submitted({ section: 'sport' })));
    holdUntilAllAreThere(desk.cloud, 'site/refresh-list-pages', ids.length);
    await Promise.all(ids.map((id) => desk.step('kamal', id, 'approve')));
    await desk.cloud.rest();
    read();
    const homes = written.filter((path) => path.endsWith('/index.html')).length;
    console.log(`100 publications at once: the home page was rendered ${homes} times`);
    expect(homes).toBeGreaterThan(0);
    expect(homes).toBeLessThan(10);
    const newest = [...desk.publicObjects()].find(([key]) => key === 'sport')?.[1] ?? '';
    const { items } = (await desk.people.kamal.get('/api/lists/sport/published')).body;
    const lives = (items as unknown as Live[]).toSorted(newestFirst);
    expect(lives).toHaveLength(50);
    const shown = [...newest.matchAll(/<h2><a href="\/sport\/(art_\w+)"/g)].map(([, id]) => id);
    expect(shown.slice(0, depth)).toEqual(lives.slice(0, depth).map(({ id }) => id));
    await desk.cloud.close();
  });
});
