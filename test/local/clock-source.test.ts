import { expect, it } from 'vitest';
import { aStillCloud } from '../a-cloud.ts';
import { aDesk } from '../journeys/a-desk.ts';

it('a clock that was ahead and is put right stops no embargo', async () => {
  const desk = await aDesk();
  const { clock, store } = desk.cloud;
  const id = await desk.submitted();
  const publishAt = new Date(clock.now() + 30_000).toISOString();
  await desk.step('kamal', id, 'approve', { publishAt });
  await desk.cloud.rest();
  await store.write(() => {
    store.sql("UPDATE checkpoints SET at = at + 259200000 WHERE source = 'articles/release-due'").run();
  });
  await desk.cloud.turnBy(61_000);
  expect((await desk.get(id)).state).toBe('published');
  await desk.cloud.close();
});

it('of a new cloud has missed nothing: only what a deploy runs runs at once, all else when it is due', async () => {
  const callers = new Set<string>();
  const cloud = await aStillCloud({ hear: ({ principal }) => callers.add(principal) });
  const heard = () => [...callers].filter((name) => name !== 'operator').sort();
  await cloud.rest();
  expect(heard()).toEqual(['ads/begin-flights', 'site/new-day']);
  await cloud.turnBy(60_000);
  expect(heard()).toEqual(expect.arrayContaining(['articles/release-due', 'audience/resume-mailings']));
  expect(heard()).not.toContain('site/new-hour');
  await cloud.turnBy(3_600_000);
  expect(heard()).toContain('site/new-hour');
  await cloud.close();
});
