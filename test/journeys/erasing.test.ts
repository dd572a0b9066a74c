import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListSuppressedDestinationsCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tableName } from '../../infra/local/resources.ts';
import { type ACloud, aFiling, aStillCloud } from '../a-cloud.ts';

let cloud: ACloud;
beforeEach(async () => {
  cloud = await aStillCloud();
});
afterEach(() => cloud.close());

const address = 'Rahim.Uddin+news@gmail.com';
const parveen = () => cloud.someone('parveen', 'publisher');
const mails = () => cloud.mailbox().filter(({ to }) => to.includes(address));
const tokenIn = (text = '') => /confirm#token=([^\s"<]+)/.exec(text)?.[1] ?? '';
const confirm = (token: string) => cloud.send('POST', '/api/subscriptions/confirm', { body: { token } });

/** Asks for a subscription; the token of the mail that comes. */
async function ask() {
  await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['sport'] } });
  await cloud.rest();
  return tokenIn(mails()[0]?.text);
}

/** The text of an alert that the reader gets. */
async function alerted() {
  const [rumana, kamal] = [await cloud.someone('rumana', 'reporter'), await cloud.someone('kamal', 'editor')];
  const { body } = await rumana.post('/api/articles', aFiling({ section: 'sport', alert: 'section' }));
  await rumana.post(`/api/articles/${body.id}/submit`);
  await kamal.post(`/api/articles/${body.id}/approve`);
  await cloud.rest();
  return mails().find(({ text }) => text.includes(String(body.id)))?.text ?? '';
}

const day = 24 * 60 * 60_000;
const unsubscribe = (token: string) =>
  cloud.send('POST', '/api/subscriptions/unsubscribe', { body: { token } });
/** Ends a subscription by the link at the foot of a mail. */
const end = (text: string) => unsubscribe(/unsubscribe#token=([^\s"<]+)/.exec(text)?.[1] ?? '');

const imported = async (who = address, confirmedAt = '2026-05-01T00:00:00.000Z') => {
  const reader = { address: who, sections: ['sport'], confirmedAt };
  const body = { readers: [reader], source: 'পুরোনো নিউজলেটার' };
  const { body: fates } = await (await parveen()).post('/api/readers/import', body);
  return Object.entries(fates)
    .filter(([, count]) => Number(count) === 1)
    .map(([fate]) => fate);
};

const items = async (kind: string) => {
  const dynamodb = new DynamoDBClient({
    ...{ region, endpoint: cloud.aws.url, credentials: cloud.aws.operator },
    systemClockOffset: cloud.clock.now() - Date.now(),
  });
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: tableName }));
  dynamodb.destroy();
  return Items.map((item) => unmarshall(item)).filter(({ pk }) => String(pk).startsWith(kind));
};

const erase = async () =>
  expect((await (await parveen()).post('/api/readers/erase', { address })).status).toBe(200);

describe('a reader who was erased', () => {
  it('is not brought back by an old link, a replay, or an import of any spelling; only a keyed hash stays', async () => {
    const token = await ask();
    expect((await confirm(token)).status).toBe(200);
    expect(await items('READERS#')).toHaveLength(1);
    await erase();
    const before = mails().length;
    expect((await confirm(token)).status).toBe(410);
    const since = new Date(cloud.clock.now() - 24 * 60 * 60_000).toISOString();
    expect((await (await parveen()).post('/api/facts/replay', { since })).status).toBeLessThan(300);
    await cloud.rest();
    for (const who of [address, 'rahimuddin@gmail.com', 'RAHIMUDDIN+x@googlemail.com'])
      expect(await imported(who)).toEqual(['left']);
    // What is deleted by its time, a month later, changes nothing of that.
    await cloud.turnBy(40 * 24 * 60 * 60_000);
    expect(await imported()).toEqual(['left']);
    expect([await items('READERS#'), mails().length]).toEqual([[], before]);
    expect(JSON.stringify(await items(''))).not.toMatch(/rahim\.?uddin/i);
    expect((await items('SUPPRESSED#')).map(({ sk }) => sk)).toEqual(['ERASED']);
  });

  it('comes back by confirming a new mail, and can be erased again', async () => {
    await confirm(await ask());
    await erase();
    await cloud.turnBy(60 * 60_000);
    expect((await confirm(await ask())).status).toBe(200);
    expect([await items('READERS#'), await items('SUPPRESSED#')]).toMatchObject([[{}], []]);
    await erase();
    expect([await items('READERS#'), await imported()]).toEqual([[], ['left']]);
  });

  it('is not told from anybody else by who asks: a request gets its mail, and erases nothing of the wish', async () => {
    await confirm(await ask());
    await erase();
    await cloud.turnBy(60 * 60_000);
    await ask();
    // Asking is not confirming.
    expect(await imported()).toEqual(['left']);
  });
});

/** What a mail program does with the button of the newest alert. */
async function button() {
  await alerted();
  const header = mails()[0]?.headers['List-Unsubscribe'] ?? '';
  const link = new URL(/<([^>]+)>/.exec(header)?.[1] ?? '');
  return () =>
    cloud.send('POST', `${link.pathname}${link.search}`, {
      raw: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
}

describe('a mail from before its reader left and came back', () => {
  it('ends by one click what they have now, when all of then is long deleted', async () => {
    await confirm(await ask());
    const press = await button();
    expect((await press()).status).toBe(200);
    await cloud.turnBy(40 * day);
    await cloud.aws.dynamodb.expire();
    expect((await items('SUBSCRIPTION#')).filter(({ sk }) => sk === 'HEAD')).toEqual([]);
    // Nobody is there: there is nothing to end, and a mail program is not told that it failed.
    expect((await press()).status).toBe(200);
    await confirm(await ask());
    expect(await items('READERS#')).toHaveLength(1);
    expect((await press()).status).toBe(200);
    expect(await items('READERS#')).toEqual([]);
    expect(await imported()).toEqual(['left']);
  });

  it('ends what a reader has who was erased in between, by its link too', async () => {
    await confirm(await ask());
    const mail = await alerted();
    await erase();
    await cloud.turnBy(60 * 60_000);
    await confirm(await ask());
    expect((await end(mail)).status).toBe(200);
    expect(await items('READERS#')).toEqual([]);
  });

  it('ends nothing 60 days after they took their links back', async () => {
    await confirm(await ask());
    const mail = await alerted();
    await erase();
    await cloud.turnBy(60 * 60_000);
    await confirm(await ask());
    const token = /preferences#token=([^\s"<]+)/.exec(await alerted())?.[1] ?? '';
    await cloud.send('POST', '/api/subscriptions/renew-link', { body: { token } });
    await cloud.turnBy(61 * day);
    expect((await end(mail)).status).toBe(410);
    expect(await items('READERS#')).toHaveLength(1);
  });

  it('ends nobody else’s when a part of it is changed', async () => {
    await confirm(await ask());
    const [id = '', secret = '', mailbox = '', seal = ''] = (
      /unsubscribe#token=([^\s"<]+)/.exec(await alerted())?.[1] ?? ''
    ).split('.');
    await erase();
    await cloud.turnBy(60 * 60_000);
    await confirm(await ask());
    const [other] = await items('READERS#');
    for (const token of [
      `${id}.${secret}`,
      `${id}.${secret}.${mailbox}`,
      `${id}.${secret}.${mailbox}.${seal.slice(1)}x`,
      `${other?.sk}.${secret}.${mailbox}.${seal}`,
      `sub_0000000000000000.${secret}.${mailbox}.${seal}`,
    ])
      await unsubscribe(token);
    expect(await items('READERS#')).toHaveLength(1);
  });
});

describe('a reader who complained, and is erased', () => {
  it('is forgotten by SES too, in any spelling that a publisher gives', async () => {
    await confirm(await ask());
    await cloud.aws.ses.report(mails()[0]?.id ?? '', 'complained about');
    await cloud.rest();
    const { status } = await (await parveen()).post('/api/readers/erase', { address });
    expect(status).toBe(200);
    const ses = new SESv2Client({
      ...{ region, endpoint: cloud.aws.url, credentials: cloud.aws.operator },
      systemClockOffset: cloud.clock.now() - Date.now(),
    });
    const { SuppressedDestinationSummaries } = await ses.send(new ListSuppressedDestinationsCommand({}));
    expect(SuppressedDestinationSummaries).toEqual([]);
    expect(await imported()).toEqual(['suppressed']);
  });
});

describe('an import of readers', () => {
  it('brings who agreed elsewhere, once, with the proof of it; they end it by their mails', async () => {
    expect([await imported(), await imported()]).toEqual([['imported'], ['known']]);
    const { body } = await (await parveen()).post('/api/readers/export', { address });
    expect(body).toMatchObject({
      ...{ state: 'confirmed', address, sections: ['sport'] },
      consents: [{ page: 'পুরোনো নিউজলেটার', confirmedAt: '2026-05-01T00:00:00.000Z' }],
    });
    expect(mails()).toEqual([]);
  });

  it('brings who asked here but never confirmed: they agreed elsewhere; what they asked for can still be confirmed', async () => {
    const token = await ask();
    expect([await imported(), await imported()]).toEqual([['imported'], ['known']]);
    expect(await items('READERS#')).toHaveLength(1);
    const { body } = await (await parveen()).post('/api/readers/export', { address });
    expect(body).toMatchObject({ state: 'confirmed', consents: [{ page: 'পুরোনো নিউজলেটার' }] });
    await cloud.turnBy(9 * day);
    await cloud.aws.dynamodb.expire();
    // Nothing of the request ends the subscription that came from elsewhere.
    expect((await confirm(token)).status).toBe(410);
    expect(await imported()).toEqual(['known']);
    expect(await alerted()).toContain('/unsubscribe#token=');
  });

  it('brings back nobody who asked again after they left, and has not confirmed', async () => {
    await confirm(await ask());
    await end(await alerted());
    await cloud.turnBy(day);
    await ask();
    expect(await imported()).toEqual(['left']);
  });

  it('brings back nobody who complained or unsubscribed', async () => {
    await confirm(await ask());
    const [mail] = mails();
    await cloud.aws.ses.report(mail?.id ?? '', 'complained about');
    await cloud.rest();
    expect(await imported()).toEqual(['suppressed']);
    expect(await items('READERS#')).toEqual([]);
  });

  it('brings back nobody who ended it, however long ago, unless they agreed elsewhere since', async () => {
    await confirm(await ask());
    expect((await end(await alerted())).status).toBe(200);
    await cloud.turnBy(40 * day);
    await cloud.aws.dynamodb.expire();
    expect(await imported()).toEqual(['left']);
    expect(await items('READERS#')).toEqual([]);
    expect(await imported(address, new Date(cloud.clock.now() - day).toISOString())).toEqual(['imported']);
  });

  it('brings nobody who asked for it before they were known', async () => {
    const { status, body } = await (await parveen()).post('/api/readers/erase', { address });
    expect([status, body]).toEqual([200, { state: 'ended' }]);
    expect(await imported()).toEqual(['left']);
  });

  it('takes no consent of the future, which no bounce would ever end, and says whose', async () => {
    const reader = (at: number) => ({
      address: `a${at}@b.example`,
      sections: ['sport'],
      confirmedAt: new Date(cloud.clock.now() + at).toISOString(),
    });
    const body = { readers: [reader(-1), reader(60_000)], source: 'x' };
    const refused = await (await parveen()).post('/api/readers/import', body);
    expect([refused.status, refused.body.errors]).toMatchObject([
      400,
      [{ pointer: '/readers/1/confirmedAt', detail: 'is in the future' }],
    ]);
    expect(await items('READERS#')).toEqual([]);
    const unnamed = await (await parveen()).post('/api/readers/import', { ...body, source: ' ' });
    expect(unnamed.status).toBe(400);
  });

  it('is the publisher’s', async () => {
    const kamal = await cloud.someone('kamal', 'editor');
    expect((await kamal.post('/api/readers/import', { readers: [], source: 'x' })).status).toBe(403);
  });
});
