import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ACloud, aFiling, aStillCloud } from '../a-cloud.ts';

let cloud: ACloud;
beforeEach(async () => {
  cloud = await aStillCloud({ mail: { maxSendRate: 10, max24HourSend: 5_000 } });
});
afterEach(() => cloud.close());

const minute = 60_000;
const parveen = () => cloud.someone('parveen', 'editor', 'publisher');

/** Readers of these sections, brought from elsewhere. */
async function readers(count: number, sections: string[], name: string) {
  const people = Array.from({ length: count }, (_, i) => ({
    ...{ address: `${name}${i}@pathok.example`, sections },
    confirmedAt: '2026-05-01T00:00:00.000Z',
  }));
  const publisher = await parveen();
  for (let from = 0; from < people.length; from += 50) {
    const body = { readers: people.slice(from, from + 50), source: 'পুরোনো নিউজলেটার' };
    expect((await publisher.post('/api/readers/import', body)).status).toBe(200);
  }
}

async function submitted(differences: object = {}) {
  const rumana = await cloud.someone('rumana', 'reporter');
  const filing = aFiling({
    section: 'sport',
    alert: 'breaking',
    headline: 'চর জাগছে {{{x}}}',
    ...differences,
  });
  const { body } = await rumana.post('/api/articles', filing);
  await rumana.post(`/api/articles/${body.id}/submit`);
  return String(body.id);
}

const approve = async (id: string) => {
  expect((await (await parveen()).post(`/api/articles/${id}/approve`)).status).toBe(200);
  await cloud.rest();
};

describe('readers of each topic', () => {
  it('are counted, for editors and publishers, anew after ten minutes', async () => {
    await readers(30, ['sport'], 'a');
    await readers(20, ['sport', 'breaking'], 'b');
    const counts = async () => {
      const { body } = await (await parveen()).get('/api/readers/counts');
      const topics = body.topics as unknown as { topic: string; readers: number }[];
      return Object.fromEntries(topics.map(({ topic, readers: some }) => [topic, some]));
    };
    expect(await counts()).toMatchObject({ sport: 50, breaking: 20, law: 0 });
    await readers(5, ['law'], 'c');
    expect(await counts()).toMatchObject({ law: 0 });
    await cloud.turnBy(11 * minute);
    expect(await counts()).toMatchObject({ sport: 50, law: 5 });
    const reporter = await cloud.someone('rumana', 'reporter');
    expect((await reporter.get('/api/readers/counts')).status).toBe(403);
  });
});

describe('the estimate of an alert', () => {
  it('says how many readers it is for, each once, for how long, and what it costs', async () => {
    await readers(30, ['sport'], 'a');
    await readers(20, ['sport', 'breaking'], 'b');
    await readers(10, ['breaking'], 'c');
    await readers(10, ['law'], 'd');
    const id = await submitted();
    const path = `/api/articles/${id}/alert`;
    const { body } = await (await parveen()).get(path);
    expect(body).toMatchObject({
      ...{ kind: 'breaking', readers: 60, reached: 0, mails: 60, waiting: 0 },
      lists: [
        { topic: 'breaking', readers: 30 },
        { topic: 'sport', readers: 50 },
      ],
      // Nine tenths of ten a second; a fifth of the quota is kept.
      ...{ perSecond: 9, seconds: 7, quotaLeft: 4_000, dollars: { least: 0.006, most: 0.01 } },
    });
    const section = (await (await parveen()).get(`${path}?kind=section`)).body;
    expect(section).toMatchObject({ kind: 'section', readers: 50, mails: 50 });
    // On a clock that stands, a rate of ten a second takes a minute.
    cloud.aws.ses.change({ maxSendRate: 1_000, max24HourSend: 50 });
    await approve(id);
    expect(cloud.mailbox().length).toBeLessThan(60);
    await cloud.turnBy(2 * minute);
    const after = (await (await parveen()).get(path)).body;
    // What a batch at hand has sent is counted with it.
    const { counts } = (await (await parveen()).get(`/api/mailings/alert-${id}`)).body as unknown as {
      counts: { sent?: number };
    };
    const sent = counts.sent ?? 0;
    const room = Number(after.quotaLeft);
    expect(after).toMatchObject({ reached: sent, mails: 60 - sent, waiting: Math.max(0, 60 - sent - room) });
    cloud.aws.ses.change({ max24HourSend: 5_000 });
    for (let n = 0; n < 6; n++) await cloud.turnBy(16 * minute);
    expect((await (await parveen()).get(path)).body).toMatchObject({ reached: 60, mails: 0, seconds: 0 });
  });
});

describe('a test mail of an alert', () => {
  const test = (id: string, token: string, body: object = {}) =>
    cloud.send('POST', `/api/articles/${id}/alert/test`, { token, body });

  it('goes to the address of the account alone, has no link of a reader, and is no mailing', async () => {
    await readers(3, ['sport', 'breaking'], 'a');
    const id = await submitted();
    const token = await cloud.idToken('kamal', 'editor');
    expect((await test(id, token)).body).toEqual({ sentTo: 'kamal@khobor.example' });
    const [mail, ...others] = cloud.mailbox();
    expect([mail?.to, others]).toEqual([['kamal@khobor.example'], []]);
    expect(mail?.subject).toBe('পরীক্ষা: ব্রেকিং নিউজ: চর জাগছে {{{x}}}');
    for (const text of [mail?.text, mail?.html]) {
      expect(text).toContain(`/desk/articles/${id}`);
      expect(text).not.toMatch(/token=|unsubscribe/);
    }
    expect((await test(id, token, { kind: 'section' })).status).toBe(200);
    expect(cloud.mailbox()[0]?.subject).toMatch(/^পরীক্ষা: খেলা: /);
    for (const state of ['open', 'over'])
      expect((await (await parveen()).get(`/api/mailings?state=${state}`)).body.mailings).toEqual([]);
    await approve(id);
    await test(id, token);
    expect(cloud.mailbox().find(({ to }) => to.includes('kamal@khobor.example'))?.text).toContain(
      `/sport/${id}`,
    );
  });

  it('is for editors who say who they are: an access token does not, and an ID token does nothing else', async () => {
    const id = await submitted();
    expect((await test(id, await cloud.token('kamal', 'editor'))).status).toBe(401);
    expect((await test(id, await cloud.idToken('rumana', 'reporter'))).status).toBe(403);
    expect((await test(id, await cloud.idToken('কামাল', 'editor'))).status).toBe(422);
    const token = await cloud.idToken('kamal', 'editor');
    expect((await cloud.send('GET', '/api/mailings', { token })).status).toBe(401);
    const body = { to: 'somebody@else.example' };
    expect((await test(id, token, body)).status).toBe(400);
    expect(cloud.mailbox()).toEqual([]);
  });

  it('is sent ten times in an hour, and no more', async () => {
    const id = await submitted();
    const token = await cloud.idToken('kamal', 'editor');
    cloud.aws.ses.change({ maxSendRate: 1_000 });
    for (let n = 0; n < 10; n++) expect((await test(id, token)).status).toBe(200);
    expect((await test(id, token)).status).toBe(429);
    expect(cloud.mailbox()).toHaveLength(10);
    expect((await test(id, await cloud.idToken('mitu', 'editor'))).status).toBe(200);
    await cloud.turnBy(60 * minute);
    expect((await test(id, await cloud.idToken('kamal', 'editor'))).status).toBe(200);
  });
});
