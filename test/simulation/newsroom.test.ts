import { AwsError, type Intercept } from 'embedded-aws';
import { expect, it } from 'vitest';
import { type ACloud, aFiling, aStillCloud } from '../a-cloud.ts';
import { chance } from './chance.ts';

/** What befalls a function's call to the cloud: it never arrives, or it is done and the answer is lost, or it is late. */
function troubles(seed: number) {
  const next = chance(seed);
  const world = { isRough: false, met: { unsent: 0, lost: 0, late: 0 } };
  const intercept: Intercept = async (call, go) => {
    if (!world.isRough || call.principal === 'operator') return go();
    const dice = next();
    if (dice < 0.06) {
      world.met.unsent++;
      throw new AwsError('InternalFailure', 'the call did not arrive', 500);
    }
    if (dice < 0.12) {
      world.met.lost++;
      await go();
      throw new AwsError('InternalFailure', 'the answer was lost', 500);
    }
    if (dice < 0.2) {
      world.met.late++;
      await new Promise((done) => setTimeout(done, next() * 60));
    }
    return go();
  };
  return { world, intercept };
}

const tokenIn = (text = '') => /#token=([^\s"<]+)/.exec(text)?.[1] ?? '';

async function readers(cloud: ACloud, count: number) {
  const addresses = Array.from({ length: count }, (_, i) => `reader-${i}@pathok.example`);
  for (const address of addresses)
    await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['national'] } });
  await cloud.rest();
  for (const address of addresses) {
    const token = tokenIn(cloud.mailbox().find(({ to }) => to.includes(address))?.text);
    await cloud.send('POST', '/api/subscriptions/confirm', { body: { token } });
  }
  await cloud.rest();
  return addresses;
}

it.each([1, 2, 3])(
  'publishes everything once and mails nobody twice while one call in five goes wrong (seed %i)',
  async (seed) => {
    const { world, intercept } = troubles(seed);
    const cloud = await aStillCloud({ intercept });
    const addresses = await readers(cloud, 6);
    const mailsBefore = cloud.mailbox().length;

    world.isRough = true;
    const [rumana, kamal] = [
      await cloud.someone('rumana', 'reporter'),
      await cloud.someone('kamal', 'editor'),
    ];
    const approved: string[] = [];
    await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        const filed = await rumana.post('/api/articles', aFiling({ alert: 'section' }), {
          'idempotency-key': `s-${i}`,
        });
        if (filed.status !== 201) return;
        await rumana.post(`/api/articles/${filed.body.id}/submit`);
        const answer = await kamal.post(`/api/articles/${filed.body.id}/approve`);
        if (answer.status === 200) approved.push(String(filed.body.id));
      }),
    );
    await cloud.rest();
    world.isRough = false;
    for (let minutes = 0; minutes < 12; minutes++) await cloud.turnBy(61_000);

    expect(approved.length).toBeGreaterThan(0);
    expect(Object.values(world.met).every((count) => count > 0)).toBe(true);
    const desk = await cloud.someone('kamal', 'editor');
    const home = (await cloud.page('/national')).text;
    for (const id of approved) {
      expect((await desk.get(`/api/articles/${id}`)).body.state, id).toBe('published');
      expect((await cloud.page(`/national/${id}`)).status).toBe(200);
      expect(home).toContain(id);
      const { facts } = (await desk.get(`/api/articles/${id}/history`)).body as unknown as {
        facts: { type: string }[];
      };
      expect(facts.map(({ type }) => type)).toEqual([
        'article.created',
        'article.submitted',
        'article.approved',
        'article.released',
        'article.published',
      ]);
    }
    const mails = cloud.mailbox().slice(0, cloud.mailbox().length - mailsBefore);
    const seen = mails.map(({ to, text }) => `${to} ${/art_\w+/.exec(text)?.[0]}`);
    expect(seen.filter((one, i) => seen.indexOf(one) !== i)).toEqual([]);
    const unknown = cloud.printed.filter((line) => line.includes('"outcome":"unknown"')).length;
    const owed = approved.flatMap((id) => addresses.map((address) => `${address} ${id}`));
    const missed = owed.filter((one) => !seen.includes(one));
    if (unknown === 0) expect(missed).toEqual([]);
    else
      console.log(
        `${missed.length} of ${owed.length} mails in ${unknown} batches of unknown outcome, none sent twice`,
      );
    await cloud.close();
  },
);
