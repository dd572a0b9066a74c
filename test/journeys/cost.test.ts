import { describe, expect, it } from 'vitest';
import { type Cost, meter } from '../cost.ts';
import { aDesk } from './a-desk.ts';
import { anArchive } from './an-archive.ts';
import { holdUntilAllAreThere } from './at-once.ts';

/** The sizes of archives that a publication is measured against; `test/bench/publish.ts` goes on to 100,000. */
const sizes = [1_000, 10_000];

/** What the third of three publications costs, from submission to the last front, beside an archive of a size. */
async function costBeside(size: number): Promise<Cost> {
  const { intercept, read } = meter();
  const desk = await aDesk({ intercept });
  await anArchive(desk.cloud, size);
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
  it('costs the same whatever the archive holds', async () => {
    const [small, large] = [await costBeside(sizes[0] ?? 0), await costBeside(sizes[1] ?? 0)];
    console.log(`approval to the last front, beside ${sizes.join(' and ')} articles:`, small, large);
    expect(large.calls).toEqual(small.calls);
    expect(large.objects).toBe(small.objects);
    expect(large.writeUnits).toBe(small.writeUnits);
    for (const part of ['readUnits', 'bytes'] as const)
      expect(Math.abs(large[part] / small[part] - 1), part).toBeLessThan(0.02);
    expect(small.paths).toBe(0);
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
    expect(homes).toBeLessThan(4);
    const newest = [...desk.publicObjects()].find(([key]) => key === 'sport')?.[1] ?? '';
    const lists = (
      (await desk.people.kamal.get('/api/lists/sport/published')).body.items as unknown as { id: string }[]
    ).map(({ id }) => id);
    expect(lists).toHaveLength(50);
    for (const id of lists.slice(0, 30)) expect(newest).toContain(id);
    await desk.cloud.close();
  });
});
