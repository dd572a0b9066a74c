import { AwsError, type Intercept } from 'embedded-aws';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../shared/articles/article.ts';
import { aDesk, problem } from './a-desk.ts';

const minute = 61_000;

/** A bucket that takes no page that says a word. */
function aBucketThatRefuses() {
  const world: { word?: string | undefined } = {};
  const intercept: Intercept = async (call, go) => {
    const isRefused =
      world.word !== undefined && call.action === 'PutObject' && call.body.includes(world.word);
    if (isRefused) throw new AwsError('InternalFailure', 'this page is not taken', 500);
    return go();
  };
  return { world, intercept };
}

async function aNewsroom() {
  const { world, intercept } = aBucketThatRefuses();
  const desk = await aDesk({ intercept });
  const staff: string[] = [];
  const { invoke } = desk.cloud.lambda;
  desk.cloud.lambda.invoke = async (name, event) => {
    if (name === 'articles/notify-staff') staff.push(JSON.stringify(event));
    return invoke(name, event);
  };
  const turnMinutes = async (count: number) => {
    for (let n = 0; n < count; n++) await desk.cloud.turnBy(minute);
  };
  const approved = async (headline: string) => {
    const id = await desk.submitted({ headline });
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    return id;
  };
  const toApprove = async () =>
    ((await desk.people.kamal.get('/api/lists')).body.toApprove as unknown as Article[]).map(({ id }) => id);
  return { ...desk, world, staff, turnMinutes, approved, toApprove };
}

describe('what was released and cannot be rendered', () => {
  it('is tried so often and no more, however long it cannot be rendered', async () => {
    const room = await aNewsroom();
    room.world.word = 'ভাঙা শব্দ';
    const id = await room.approved('ভাঙা শব্দ');
    await room.turnMinutes(40);
    const facts = await room.facts(id);
    expect(facts).toContain('render-failed');
    await room.turnMinutes(60);
    expect(await room.facts(id)).toEqual(facts);
    await room.cloud.close();
  });

  it('says so on the article, to its desk and to staff, and is returned, mended and published', async () => {
    const room = await aNewsroom();
    room.world.word = 'ভাঙা শব্দ';
    const id = await room.approved('ভাঙা শব্দ');
    expect(problem(await room.people.kamal.post(`/api/articles/${id}/return`, { note: 'না' }))).toEqual([
      409,
      'wrong-state',
    ]);
    await room.turnMinutes(10);
    const other = await room.submitted({ headline: 'অন্য খবর', alert: 'breaking' });
    const failed = await room.get(id);
    expect(failed).toMatchObject({
      state: 'released',
      renderFailed: { reason: expect.stringContaining('this page is not taken') },
    });
    expect((await room.facts(id)).at(-1)).toBe('render-failed');
    expect(await room.toApprove()).toEqual([id, other]);
    const since = new Date(room.cloud.clock.now() - 600_000).toISOString();
    const { facts } = (await room.people.kamal.get(`/api/activity?since=${since}`)).body as unknown as {
      facts: { type: string }[];
    };
    expect(facts.map(({ type }) => type)).toContain('article.render-failed');
    expect(
      room.staff.filter((one) => one.includes('article.render-failed') && one.includes(id)),
    ).toHaveLength(1);

    await room.turnMinutes(1);
    await room.signIn();
    await room.step('kamal', id, 'return', { note: 'শব্দটি বদলান' });
    const returned = await room.get(id);
    expect(returned).toMatchObject({ state: 'draft', revision: 1 });
    expect(returned).not.toHaveProperty('path');
    expect(returned).not.toHaveProperty('renderFailed');
    await room.turnMinutes(15);
    expect((await room.cloud.page(`/national/${id}`)).status).toBe(404);
    await room.edit(id, { headline: 'ঠিক শব্দ' });
    await room.step('rumana', id, 'submit');
    await room.step('kamal', id, 'approve');
    await room.cloud.rest();
    expect(await room.get(id)).toMatchObject({ state: 'published', revision: 1, headline: 'ঠিক শব্দ' });
    expect((await room.cloud.page(`/national/${id}`)).text).toContain('ঠিক শব্দ');
    const { revisions } = (await room.people.kamal.get(`/api/articles/${id}/revisions`)).body;
    expect(revisions as unknown).toMatchObject([{ revision: 1, kind: 'publication' }]);
    expect(revisions as unknown).toHaveLength(1);
    await room.cloud.close();
  });

  it('leaves readers what they had before a correction, until that is mended', async () => {
    const room = await aNewsroom();
    const id = await room.published({ headline: 'আগের খবর', tags: ['নদী'], section: 'law' });
    const page = room.publicObjects().get(`law/${id}`);
    const live = async () =>
      (await room.people.kamal.get('/api/lists/law/published')).body.items as unknown as object[];
    const before = await live();
    room.world.word = 'ভাঙা শব্দ';
    await room.step('mitu', id, 'correct', { note: 'ঠিক করা হলো' });
    await room.people.mitu.put(
      `/api/articles/${id}`,
      { section: 'sport', headline: 'ভাঙা শব্দ', body: 'খ', tags: ['চর'] },
      { 'if-match': '*' },
    );
    await room.step('rumana', id, 'submit');
    await room.step('kamal', id, 'approve');
    await room.cloud.rest();
    await room.turnMinutes(11);
    await room.signIn();
    await room.step('kamal', id, 'return', { note: 'না' });
    expect(await room.get(id)).toMatchObject({
      state: 'draft',
      revision: 2,
      correction: { note: 'ঠিক করা হলো' },
    });
    expect(await live()).toEqual(before);
    await room.turnMinutes(60);
    for (let hour = 1; hour < 14; hour++) await room.cloud.turnBy(60 * minute);
    await room.signIn();
    expect(room.publicObjects().get(`law/${id}`)).toBe(page);
    for (const [key, body] of room.publicObjects()) expect(body.includes('ভাঙা শব্দ'), key).toBe(false);
    room.world.word = undefined;
    await room.step('rumana', id, 'submit');
    expect(problem(await room.people.mitu.post(`/api/articles/${id}/approve`))).toEqual([403, 'own-copy']);
    await room.step('kamal', id, 'approve');
    await room.cloud.rest();
    const corrected = await room.get(id);
    expect(corrected).toMatchObject({ state: 'published', revision: 2, section: 'sport' });
    expect(corrected.corrections as unknown).toHaveLength(1);
    expect((await room.cloud.page(`/law/${id}`)).text).toContain('ভাঙা শব্দ');
    await room.cloud.close();
  });

  it('gives readers’ version its own end back, whatever the change wanted', async () => {
    const room = await aNewsroom();
    const id = await room.published();
    const expireAt = new Date(room.cloud.clock.now() + 60 * minute).toISOString();
    await room.step('kamal', id, 'reschedule', { expireAt });
    room.world.word = 'ভাঙা শব্দ';
    await room.step('rumana', id, 'update');
    await room.edit(id, { headline: 'ভাঙা শব্দ' });
    await room.step('rumana', id, 'submit');
    await room.step('kamal', id, 'approve', { expireAt: null });
    await room.turnMinutes(11);
    await room.signIn();
    await room.step('kamal', id, 'return', { note: 'না' });
    expect((await room.cloud.page(`/national/${id}`)).status).toBe(200);
    await room.cloud.turnBy(60 * minute);
    await room.cloud.turnBy(minute);
    expect((await room.cloud.page(`/national/${id}`)).status).toBe(410);
    await room.cloud.close();
  });

  it('is found when the renderer dies, holds up no other, and is rendered when an editor asks for it', async () => {
    const room = await aNewsroom();
    const { invoke } = room.cloud.lambda;
    let isDead = true;
    room.cloud.lambda.invoke = async (name, event) => {
      if (name === 'site/publish-article' && isDead) throw new Error('out of memory');
      return invoke(name, event);
    };
    const [first, second, third] = [
      await room.approved('এক'),
      await room.approved('দুই'),
      await room.approved('তিন'),
    ];
    await room.turnMinutes(24);
    expect((await room.get(first)).renderFailed).toBeUndefined();
    await room.turnMinutes(3);
    await room.signIn();
    for (const id of [first, second, third])
      expect(await room.get(id)).toMatchObject({
        state: 'released',
        renderFailed: { reason: expect.stringContaining('25 minutes') },
      });
    isDead = false;
    await room.step('kamal', first, 'render');
    await room.cloud.rest();
    expect(await room.get(first)).toMatchObject({ state: 'published' });
    await room.step('parveen', second, 'unpublish');
    expect(await room.get(second)).not.toHaveProperty('renderFailed');
    room.world.word = 'তিন';
    await room.step('kamal', third, 'render');
    await room.cloud.rest();
    expect(await room.get(third)).not.toHaveProperty('renderFailed');
    await room.turnMinutes(10);
    expect(await room.get(third)).toMatchObject({
      renderFailed: { reason: expect.stringContaining('not taken') },
    });
    await room.cloud.close();
  });
});
