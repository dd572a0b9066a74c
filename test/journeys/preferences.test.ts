import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableName } from '../../infra/local/resources.ts';
import type { Interest } from '../../shared/audience/interest.ts';
import { formerIdOf } from '../../shared/audience/links.ts';
import { keys } from '../../shared/keys.ts';
import { type ACloud, aFiling, aStillCloud } from '../a-cloud.ts';

let cloud: ACloud;
beforeAll(async () => {
  cloud = await aStillCloud();
});
afterAll(() => cloud.close());

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const path = '/api/subscriptions';

const post = (what: string, body: object, headers: Record<string, string> = {}) =>
  cloud.send('POST', `${path}${what}`, { body, headers });
const change = (body: object, headers: Record<string, string> = {}) =>
  cloud.send('PUT', `${path}/preferences`, { body, headers });
const mailsTo = (address: string) => cloud.mailbox().filter(({ to }) => to.includes(address));
const tokenFor = (address: string, page: string) =>
  mailsTo(address)
    .flatMap(({ text }) => new RegExp(`/${page}#token=([^\\s"<]+)`).exec(text)?.[1] ?? [])
    .at(0) ?? '';

let readers = 0;
/** A confirmed reader with a mail of ours in hand. */
async function aReader(sections: string[] = ['sport']) {
  const address = `reader-${readers++}@domain-${readers}.example`;
  await post('', { address, sections });
  await cloud.rest();
  expect((await post('/confirm', { token: tokenFor(address, 'confirm') })).status).toBe(200);
  await published(sections[0]);
  await cloud.turnBy(hour);
  return { address, token: tokenFor(address, 'preferences') };
}

async function published(section = 'sport') {
  const rumana = await cloud.someone('rumana', 'reporter');
  const kamal = await cloud.someone('kamal', 'editor');
  const { body } = await rumana.post('/api/articles', aFiling({ section, alert: 'section' }));
  await rumana.post(`/api/articles/${body.id}/submit`);
  await kamal.post(`/api/articles/${body.id}/approve`);
  await cloud.rest();
  return String(body.id);
}
const gets = async (address: string, section: string) => {
  const id = await published(section);
  return mailsTo(address).some(({ text }) => text.includes(id));
};

/** Every text of the store that has a word, mails that went out excepted. */
const inStore = (word: string) =>
  cloud.store.db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'ses_mail%'")
    .all()
    .flatMap(({ name }) =>
      cloud.store.db
        .prepare(`SELECT * FROM ${name}`)
        .all()
        .map((row) =>
          JSON.stringify(row, (_, value) =>
            value instanceof Uint8Array ? Buffer.from(value).toString() : value,
          ),
        )
        .filter((text) => text.includes(word)),
    );

describe('what a mail asks to confirm', () => {
  it('is shown with the address masked, and reading it changes nothing', async () => {
    await post('', { address: 'Shown@pathok.example', sections: ['law', 'breaking'] });
    await cloud.rest();
    const token = tokenFor('Shown@pathok.example', 'confirm');
    for (let n = 0; n < 2; n++)
      expect((await post('/wish', { token })).body).toEqual({
        address: 'S•••@pathok.example',
        sections: ['law', 'breaking'],
      });
    expect((await post('/wish', { token: `${token}x` })).status).toBe(410);
    expect((await post('/wish', { token }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    await cloud.turnBy(7 * day + minute);
    expect((await post('/wish', { token })).status).toBe(410);
    expect((await post('/confirm', { token })).status).toBe(410);
  });
});

describe('a reader’s preferences', () => {
  it('are what their newest mail’s link shows and changes, with proof of what is new', async () => {
    const { address, token } = await aReader(['sport', 'law']);
    const { body } = await post('/preferences', { token });
    expect(body).toEqual({
      state: 'confirmed',
      address: expect.stringMatching(/^r•••@/),
      sections: ['sport', 'law'],
    });
    const changed = await change({ token, sections: ['law', 'jobs', 'jobs'] });
    expect(changed.body).toMatchObject({ state: 'confirmed', sections: ['law', 'jobs'] });
    expect([await gets(address, 'sport'), await gets(address, 'jobs')]).toEqual([false, true]);
    const parveen = await cloud.someone('parveen', 'publisher');
    const stored = await parveen.post('/api/readers/export', { address });
    expect(stored.body.consents).toEqual([
      expect.objectContaining({ sections: ['sport', 'law'] }),
      expect.objectContaining({
        ...{ sections: ['jobs'], page: '/preferences' },
        words: 'ই-মেইলে কী পাবেন\nঠিকানায় যা যায়।\nরাখুন',
      }),
    ]);
    expect((await change({ token, sections: [] })).status).toBe(400);
    expect((await change({ token, sections: ['law'], pauseDays: 8 })).status).toBe(400);
    expect((await change({ token, sections: ['law'] }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('pause for a week and go on by themselves, or at once', async () => {
    const { address, token } = await aReader();
    const { body } = await change({ token, sections: ['sport'], pauseDays: 7 });
    expect(body).toMatchObject({ state: 'paused', sections: ['sport'] });
    expect(await gets(address, 'sport')).toBe(false);
    // A change of sections leaves the pause as it is.
    await change({ token, sections: ['sport', 'law'] });
    expect([await gets(address, 'sport'), await gets(address, 'law')]).toEqual([false, false]);
    await cloud.turnBy(7 * day);
    expect([await gets(address, 'sport'), await gets(address, 'law')]).toEqual([true, true]);
    await change({ token, sections: ['sport'], pauseDays: 30 });
    expect(await gets(address, 'sport')).toBe(false);
    expect((await change({ token, sections: ['sport'], pauseDays: 0 })).body.state).toBe('confirmed');
    expect(await gets(address, 'sport')).toBe(true);
  });

  it('are out of reach of a mail that was passed on, once its reader takes the link back', async () => {
    const { address, token } = await aReader();
    const renewed = await post('/renew-link', { token });
    // Whoever asks may be the one whom the mail was passed on to: the new link is in the next mail alone.
    expect(renewed.body).toEqual({ state: 'confirmed' });
    for (const what of ['/preferences', '/renew-link', '/data'])
      expect((await post(what, { token })).status, what).toBe(410);
    expect((await change({ token, sections: ['law'] })).status).toBe(410);
    expect(await gets(address, 'sport')).toBe(true);
    const next = tokenFor(address, 'preferences');
    expect(next).not.toBe(token);
    expect((await change({ token: next, sections: ['sport', 'law'] })).status).toBe(200);
    // A later wish does not bring the former link back.
    await post('', { address, sections: ['jobs'] });
    await cloud.rest();
    await post('/confirm', { token: tokenFor(address, 'confirm') });
    expect((await post('/preferences', { token })).status).toBe(410);
    expect(await gets(address, 'jobs')).toBe(true);
    expect(tokenFor(address, 'preferences')).toBe(next);
    await cloud.turnBy(59 * day);
    expect((await post('/unsubscribe', { token })).body).toEqual({ state: 'ended' });
    expect(await gets(address, 'sport')).toBe(false);
  });

  it('cannot be ended by a former link after sixty days', async () => {
    const { token } = await aReader();
    await post('/renew-link', { token });
    await cloud.turnBy(60 * day + minute);
    expect((await post('/unsubscribe', { token })).status).toBe(410);
  });
});

describe('what is stored of a reader', () => {
  const link = async ({ address, token }: { address: string; token: string }) => {
    expect((await post('/data', { token })).status).toBe(202);
    await cloud.rest();
    return tokenFor(address, 'my-data');
  };

  it('comes by a link of its own, for an hour and once, never by that of a mail passed on', async () => {
    const reader = await aReader();
    expect((await post('/data/export', { token: reader.token })).status).toBe(410);
    const token = await link(reader);
    for (const what of ['/preferences', '/unsubscribe', '/confirm'])
      expect((await post(what, { token })).status, what).toBe(410);
    const answers = await Promise.all([1, 2].map(() => post('/data/export', { token })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({ address: reader.address });
    const late = await cloud.turnBy(hour).then(() => link(reader));
    expect(late).not.toBe(token);
    await cloud.turnBy(hour + minute);
    for (const what of ['/data/export', '/data/erase'])
      expect((await post(what, { token: late })).status).toBe(410);
  });

  it('comes also after strangers had the mailbox’s confirmation mails used up', async () => {
    const reader = await aReader();
    for (let n = 0; n < 12; n++) {
      await post('', { address: reader.address, sections: ['law'] });
      await cloud.turnBy(8 * hour + minute);
    }
    const confirmations = () =>
      mailsTo(reader.address).filter(({ text }) => text.includes('/confirm#token=')).length;
    const had = confirmations();
    expect(had).toBe(10);
    await post('', { address: reader.address, sections: ['law'] });
    await cloud.rest();
    expect(confirmations()).toBe(had);
    expect(await link(reader)).not.toBe('');
  });

  it('is mailed once an hour and three times a day, and says so; the newest link stays good', async () => {
    const reader = await aReader();
    const token = await link(reader);
    const before = mailsTo(reader.address).length;
    for (let n = 0; n < 5; n++) {
      const { status, body } = await post('/data', { token: reader.token });
      expect([status, body.code]).toEqual([429, 'too-many']);
    }
    await cloud.rest();
    expect(mailsTo(reader.address)).toHaveLength(before);
    expect((await post('/data/export', { token })).status).toBe(200);
  });

  it('is gone when its reader erases it: no text of the store has the address', async () => {
    const reader = await aReader(['sport', 'law']);
    const token = await link(reader);
    expect(inStore(reader.address).length).toBeGreaterThan(0);
    const answers = await Promise.all([1, 2].map(() => post('/data/erase', { token })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    await cloud.rest();
    await cloud.turnBy(25 * hour);
    await cloud.aws.dynamodb.expire();
    expect(inStore(reader.address)).toEqual([]);
    expect(cloud.printed.filter((line) => line.includes(reader.address))).toEqual([]);
    expect((await post('/preferences', { token: reader.token })).body).toMatchObject({ state: 'ended' });
    expect(await gets(reader.address, 'sport')).toBe(false);
  });
});

it('a reader of an earlier version is found by their address, exported and erased', async () => {
  const { url: endpoint, operator: credentials } = cloud.aws;
  const dynamodb = new DynamoDBClient({
    region,
    endpoint,
    credentials,
    systemClockOffset: cloud.clock.now() - Date.now(),
  });
  const address = 'Former@Pathok.Example';
  const id = formerIdOf(address);
  const endToken = 'formerendtoken';
  const put = (key: { pk: string; sk: string }, record: object, more: object = {}) =>
    dynamodb.send(new PutItemCommand({ TableName: tableName, Item: marshall({ ...key, ...more, record }) }));
  const at = '2026-11-01T00:00:00.000Z';
  const about = { id, address, endToken, confirmToken: 'confirm', requestedAt: at };
  const stored = { ...about, state: 'confirmed', version: 2, sections: ['sport'], wanted: ['sport'] };
  await put(keys.subscription.head({ id }), stored, { version: 2, schema: 3 });
  const shard = String(Number.parseInt(id.slice(-1), 16) % 16).padStart(2, '0');
  await put(keys.reader({ interest: 'sport', shard, id }), { id, address, endToken, topics: ['sport'] });
  dynamodb.destroy();
  expect(await gets(address, 'sport')).toBe(true);
  const token = tokenFor(address, 'preferences');
  expect((await change({ token, sections: ['sport', 'law'] })).status).toBe(200);
  expect(await gets(address, 'law')).toBe(true);
  expect(tokenFor(address, 'preferences')).toBe(token);
  const asked = async (what: string) =>
    (await cloud.someone('parveen', 'publisher')).post(`/api/readers/${what}`, {
      address: address.toLowerCase(),
    });
  expect((await asked('export')).body).toMatchObject({ address, state: 'confirmed' });
  expect((await asked('erase')).status).toBe(200);
  expect(await gets(address, 'sport')).toBe(false);
  await cloud.turnBy(25 * hour);
  await cloud.aws.dynamodb.expire();
  expect(inStore(address)).toEqual([]);
  expect((await asked('export')).status).toBe(404);
});

describe('a mail provider', () => {
  const oneClickOf = (address: string) =>
    mailsTo(address).flatMap(
      ({ headers }) => /<(.*)>/.exec(headers['List-Unsubscribe'] ?? '')?.[1] ?? [],
    )[0] ?? '';
  const press = (url: string, method = 'POST') =>
    fetch(url, {
      method,
      headers: { 'user-agent': 'Mozilla/5.0 (compatible; Google-Mail-Unsubscriber)' },
      redirect: 'manual',
      ...(method === 'POST' ? { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) } : {}),
    });

  it('ends a subscription by one click, twice at once, also months later', async () => {
    const { address, token } = await aReader();
    const url = oneClickOf(address);
    const [id, secret] = token.split('.');
    const [ended, only] = new URL(url).searchParams.get('token')?.split('.') ?? [];
    expect([ended, only === secret]).toEqual([id, false]);
    expect(mailsTo(address)[0]?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    await cloud.turnBy(60 * day);
    const answers = await Promise.all([press(url), press(url)]);
    expect(answers.map(({ status, headers }) => [status, headers.get('set-cookie')])).toEqual([
      [200, null],
      [200, null],
    ]);
    expect(await gets(address, 'sport')).toBe(false);
  });

  it('may open every link of every mail: nothing changes', async () => {
    const { address } = await aReader();
    await post('', { address, sections: ['law'] });
    await cloud.rest();
    const links = [
      oneClickOf(address),
      ...mailsTo(address).flatMap(({ html }) =>
        [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&')),
      ),
    ];
    expect(new Set(links.map((link) => new URL(link).pathname)).size).toBeGreaterThan(4);
    for (const link of links) for (const method of ['GET', 'HEAD']) await press(link, method);
    const token = tokenFor(address, 'preferences');
    expect((await post('/preferences', { token })).body).toMatchObject({
      state: 'confirmed',
      sections: ['sport'],
    });
    expect(await gets(address, 'sport')).toBe(true);
  });

  it('is refused with a token of which any letter is another', async () => {
    const { address } = await aReader();
    const url = oneClickOf(address);
    const token = new URL(url).searchParams.get('token') ?? '';
    for (let at = 0; at < token.length; at++) {
      const changed = `${token.slice(0, at)}${token[at] === 'a' ? 'b' : 'a'}${token.slice(at + 1)}`;
      expect((await press(url.replace(token, changed))).status, changed).toBe(410);
    }
    expect(await gets(address, 'sport')).toBe(true);
  });
});

it('histories over the API end as a plain model of them does', async () => {
  const wished = fc.subarray<Interest>(['breaking', 'sport', 'law', 'jobs'], { minLength: 1 });
  const step = fc.oneof(
    fc.record({ does: fc.constant('ask' as const), wished }),
    fc.record({ does: fc.constant('change' as const), wished, pauseDays: fc.constantFrom(undefined, 0, 7) }),
    fc.record({ does: fc.constantFrom('end' as const, 'stranger ends' as const, 'renew' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 7 }), async (history) => {
      const [mine, stranger] = [await aReader(['sport']), await aReader(['sport'])];
      const { address } = mine;
      let model = { sections: ['sport'] as string[], isPaused: false, isOwn: true };
      for (const act of history) {
        await cloud.turnBy(9 * hour);
        if (act.does === 'ask') {
          await post('', { address, sections: act.wished });
          await cloud.rest();
          const token = tokenFor(address, 'confirm');
          const isNew = !act.wished.every((one) => model.sections.includes(one));
          if (isNew) expect((await post('/confirm', { token })).status).toBe(200);
          if (isNew) model.sections = [...new Set([...model.sections, ...act.wished])];
        } else if (act.does === 'change') {
          const { status } = await change({
            token: mine.token,
            sections: act.wished,
            pauseDays: act.pauseDays,
          });
          const isGood = model.isOwn && model.sections.length > 0;
          expect(status).toBe(isGood ? 200 : 410);
          if (!isGood) continue;
          model.sections = act.wished;
          if (act.pauseDays !== undefined) model.isPaused = act.pauseDays > 0;
        } else if (act.does === 'renew') {
          const isGood = model.isOwn && model.sections.length > 0;
          expect((await post('/renew-link', { token: mine.token })).status).toBe(isGood ? 200 : 410);
          if (isGood) model.isOwn = false;
        } else if (act.does === 'end') {
          expect((await post('/unsubscribe', { token: mine.token })).status).toBe(200);
          model = { ...model, sections: [], isPaused: false };
        } else {
          const token = `${mine.token.split('.')[0]}.${stranger.token.split('.')[1]}`;
          expect((await post('/unsubscribe', { token })).status).toBe(410);
        }
      }
      for (const section of ['sport', 'law', 'jobs'])
        expect(await gets(address, section)).toBe(model.sections.includes(section) && !model.isPaused);
      await post('/unsubscribe', { token: stranger.token });
    }),
    { numRuns: 5, endOnFailure: true },
  );
});
