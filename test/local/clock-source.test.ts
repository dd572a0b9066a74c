import { expect, it } from 'vitest';
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
