import { afterAll, beforeAll, expect, it } from 'vitest';
import { termOf } from '../../shared/articles/terms.ts';
import { type ADesk, aDesk } from './a-desk.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

const read = async (path: string) => {
  await desk.cloud.turnBy(31_000);
  return desk.cloud.page(path);
};
const updated = async (path: string) => /<updated>([^<]+)/.exec((await read(path)).text)?.[1] ?? '';

it('an Atom feed never goes back in time, when its newest article is withdrawn and when one is moved', async () => {
  const [first, second] = [await desk.published(), await desk.published()];
  const feeds = ['/atom.xml', '/national/atom.xml'];
  const times = () => Promise.all(feeds.map(updated));
  const before = await times();
  await desk.cloud.turnBy(60_000);
  await desk.step('parveen', second, 'retract', { reason: 'ভুল' });
  await desk.cloud.rest();
  const after = await times();
  expect(after.map((time, i) => time > (before[i] ?? ''))).toEqual([true, true]);

  await desk.step('rumana', first, 'correct', { note: 'বিভাগ ঠিক করা হলো' });
  await desk.edit(first, { section: 'law' });
  await desk.step('rumana', first, 'submit');
  await desk.cloud.turnBy(60_000);
  await desk.step('kamal', first, 'approve');
  await desk.cloud.rest();
  const moved = await times();
  expect(moved.map((time, i) => time > (after[i] ?? ''))).toEqual([true, true]);
  expect((await read('/national/atom.xml')).text).not.toContain('<entry>');

  // Another day makes what fronts are made of anew.
  await desk.cloud.turnBy(24 * 3_600_000);
  await desk.signIn();
  expect(await times()).toEqual(moved);
});

it('a tag’s feed is there with its first article, has the next within the hour, and loses a withdrawn one at once', async () => {
  const [feed, json] = [`/${termOf('tag', 'হাওর')}/feed.xml`, `/${termOf('tag', 'হাওর')}/feed.json`];
  expect((await read(feed)).status).toBe(404);
  const first = await desk.published({ tags: ['হাওর'] });
  expect((await read(feed)).text).toContain(first);
  const second = await desk.published({ tags: ['হাওর'] });
  expect((await read(feed)).text).not.toContain(second);
  await desk.cloud.turnBy(3_600_000);
  await desk.signIn();
  expect((await read(feed)).text).toContain(second);
  expect((await read(json)).text).toContain(second);
  await desk.step('parveen', second, 'kill', { reason: 'আদেশ' });
  await desk.cloud.rest();
  for (const path of [feed, json]) expect((await read(path)).text).not.toContain(second);
});
