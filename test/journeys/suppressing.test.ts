import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteSuppressedDestinationCommand,
  PutSuppressedDestinationCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { region, type SendingRules } from 'embedded-aws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { meter } from '../../infra/cost/meter.ts';
import { configurationSets, tableName } from '../../infra/local/resources.ts';
import { inboxOf, parkedOf } from '../../infra/topology/inbox.ts';
import { functions } from '../../infra/topology.ts';
import { type ACloud, aFiling, aStillCloud } from '../a-cloud.ts';

let cloud: ACloud;
beforeEach(async () => {
  cloud = await aStillCloud();
});
afterEach(() => cloud.close());

const day = 24 * 60 * 60_000;
const change = (rules: Partial<SendingRules>) => cloud.aws.ses.change(rules);
const ask = (address: string) =>
  cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['sport'] } });
const mailsTo = (address: string) => cloud.mailbox().filter(({ to }) => to.includes(address));
const tokenIn = (text = '') => /confirm#token=([^\s"<]+)/.exec(text)?.[1] ?? '';
const confirm = (address: string) =>
  cloud.send('POST', '/api/subscriptions/confirm', { body: { token: tokenIn(mailsTo(address)[0]?.text) } });

async function subscriber(address: string) {
  await ask(address);
  await cloud.rest();
  expect((await confirm(address)).status).toBe(200);
  return address;
}

/** Publishes an article with an alert; who gets it. */
async function alerted() {
  const rumana = await cloud.someone('rumana', 'reporter');
  const kamal = await cloud.someone('kamal', 'editor');
  const { body } = await rumana.post('/api/articles', aFiling({ section: 'sport', alert: 'section' }));
  await rumana.post(`/api/articles/${body.id}/submit`);
  await kamal.post(`/api/articles/${body.id}/approve`);
  await cloud.rest();
  return cloud
    .mailbox()
    .filter(({ text }) => text.includes(String(body.id)))
    .flatMap(({ to }) => to)
    .sort();
}

const sesOf = ({ aws, clock }: ACloud) =>
  new SESv2Client({
    region,
    endpoint: aws.url,
    credentials: aws.operator,
    systemClockOffset: clock.now() - Date.now(),
  });

async function items(kind: string) {
  const dynamodb = new DynamoDBClient({
    region,
    endpoint: cloud.aws.url,
    credentials: cloud.aws.operator,
    systemClockOffset: cloud.clock.now() - Date.now(),
  });
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: tableName }));
  dynamodb.destroy();
  return Items.map((item) => unmarshall(item)).filter(({ pk, sk }) => `${pk} ${sk}`.includes(kind));
}
const suppressions = async () =>
  (await items('SUPPRESSED#')).filter(({ sk }) => sk === 'HEAD').map(({ record }) => record);
const subscriptions = async () =>
  (await items('SUBSCRIPTION#')).filter(({ sk }) => sk === 'HEAD').map(({ record }) => record.state);
const facts = async () =>
  (await items('FACT#')).map(({ record }) => record).filter(({ type }) => type === 'subscription.suppressed');
/** What stands of suppression in the table, but for when things happened. */
const state = async () => ({
  suppressions: await suppressions(),
  subscriptions: await subscriptions(),
  facts: (await facts()).map(({ data }) => data.reason).sort(),
});

describe('a mailbox that bounces', () => {
  it('gets no more mail, and no request brings it any for ninety days', async () => {
    const [gone, here] = [await subscriber('gone@a.example'), await subscriber('here@b.example')];
    change({ fateOf: (address) => (address === gone ? 'bounced' : undefined) });
    expect(await alerted()).toEqual([gone, here]);
    expect(await facts()).toMatchObject([{ data: { reason: 'bounce' } }]);
    expect(await alerted()).toEqual([here]);
    const before = mailsTo(gone).length;
    for (let n = 0; n < 3; n++) {
      await cloud.turnBy(day);
      expect((await ask('Gone+again@a.example')).status).toBe(202);
      await cloud.rest();
    }
    expect(cloud.mailbox().filter(({ to }) => /gone/i.test(to.join()))).toHaveLength(before);
    change({ fateOf: () => undefined });
    await cloud.turnBy(90 * day);
    await cloud.aws.dynamodb.expire();
    expect(await alerted()).toEqual([here]);
    expect(await subscriber(gone)).toBe(gone);
    expect(await alerted()).toEqual([gone, here]);
  });

  it('that never confirmed is not written to again', async () => {
    await ask('bounce@simulator.amazonses.com');
    await cloud.rest();
    expect(await subscriptions()).toEqual(['ended']);
    expect((await confirm('bounce@simulator.amazonses.com')).status).toBe(410);
    await cloud.turnBy(day);
    expect((await ask('bounce+more@simulator.amazonses.com')).status).toBe(202);
    await cloud.rest();
    expect(cloud.mailbox()).toHaveLength(1);
  });

  it('is asked for with the same calls to the table as any other', async () => {
    await cloud.close();
    const others = functions.map(([name]) => name as string).filter((name) => name !== 'audience/subscribe');
    const counted = meter(new Set(['operator', ...others]));
    cloud = await aStillCloud({ intercept: counted.intercept });
    const cost = async (address: string) => {
      await ask(address);
      await cloud.rest();
      const { calls, writeUnits } = counted.read();
      return { calls, writeUnits };
    };
    await cost('first@a.example');
    await cost('gone@a.example');
    await cloud.turnBy(day);
    const known = await cost('gone@a.example');
    await cloud.aws.ses.report(mailsTo('gone@a.example')[0]?.id ?? '', 'bounced');
    await cloud.turnBy(day);
    const suppressed = await cost('gone@a.example');
    expect(mailsTo('gone@a.example')).toHaveLength(2);
    expect(suppressed.calls).toEqual(known.calls);
  });
});

describe('a reader who complains', () => {
  it('gets no more mail, whatever anybody asks for, ever', async () => {
    const cross = await subscriber('cross@a.example');
    const [mail] = mailsTo(cross);
    await cloud.aws.ses.report(mail?.id ?? '', 'complained about');
    await cloud.rest();
    expect(await facts()).toMatchObject([{ data: { reason: 'complaint' } }]);
    expect(await alerted()).toEqual([]);
    await cloud.turnBy(400 * day);
    await cloud.aws.dynamodb.expire();
    await ask(cross);
    await cloud.rest();
    expect(mailsTo(cross)).toHaveLength(1);
  });

  it('and asks the publisher in writing gets mail again, whatever old events still say', async () => {
    const cross = await subscriber('cross@a.example');
    change({ handlingOf: () => 'double' });
    await cloud.aws.ses.report(mailsTo(cross)[0]?.id ?? '', 'complained about');
    change({ handlingOf: () => 'hold' });
    await cloud.aws.ses.report(mailsTo(cross)[0]?.id ?? '', 'complained about');
    await cloud.rest();
    await cloud.turnBy(day);
    const [parveen, kamal] = [
      await cloud.someone('parveen', 'publisher'),
      await cloud.someone('kamal', 'editor'),
    ];
    const lift = { address: 'Cross+x@a.example' };
    const { body } = await parveen.post('/api/readers/export', { address: cross });
    expect(body).toMatchObject({ state: 'ended', suppressed: { reason: 'complaint' } });
    expect((await kamal.post('/api/readers/lift', lift)).status).toBe(403);
    expect(await parveen.post('/api/readers/lift', lift)).toMatchObject({
      status: 200,
      body: { reason: 'complaint', liftedBy: 'parveen' },
    });
    expect((await parveen.post('/api/readers/lift', lift)).status).toBe(404);
    const operator = sesOf(cloud);
    await operator.send(new DeleteSuppressedDestinationCommand({ EmailAddress: cross }));
    operator.destroy();
    change({ handlingOf: () => undefined });
    await subscriber(cross);
    await cloud.aws.ses.releaseEvents();
    await cloud.rest();
    expect(await alerted()).toEqual([cross]);
  });
});

describe('a mailbox that is full', () => {
  it('is given up after five mails in fourteen days, unless it takes one in between', async () => {
    const [full, slow] = [await subscriber('full@a.example'), await subscriber('slow@b.example')];
    let n = 0;
    change({
      fateOf: (address) =>
        address === full || (address === slow && n !== 2) ? 'bounced for now' : undefined,
    });
    for (; n < 5; n++) {
      expect(await alerted()).toEqual([full, slow]);
      await cloud.turnBy(4 * day);
    }
    expect(await alerted()).toEqual([slow]);
    expect(await suppressions()).toMatchObject([{ reason: 'bounce' }]);
  });

  it('is not given up for answers from out of office', async () => {
    const away = await subscriber('ooto@simulator.amazonses.com');
    for (let n = 0; n < 7; n++) {
      expect(await alerted()).toEqual([away]);
      await cloud.turnBy(4 * day);
    }
    expect(await suppressions()).toEqual([]);
  });
});

describe('events', () => {
  it('say that SES did not try, which is no bounce', async () => {
    const address = await subscriber('suppressed@a.example');
    const ses = sesOf(cloud);
    await ses.send(new PutSuppressedDestinationCommand({ EmailAddress: address, Reason: 'COMPLAINT' }));
    ses.destroy();
    expect(await alerted()).toEqual([]);
    expect(await state()).toEqual({ suppressions: [], subscriptions: ['confirmed'], facts: [] });
  });

  it('change nothing more when they are doubled, late and shuffled', async () => {
    const gone = await subscriber('gone@a.example');
    const cross = await subscriber('cross@b.example');
    change({
      fateOf: (address) => (address === gone ? 'bounced' : 'complained about'),
      handlingOf: () => 'double',
    });
    await alerted();
    const once = await state();
    expect(once.facts).toEqual(['bounce', 'complaint']);
    change({ handlingOf: () => 'hold' });
    for (const mail of cloud.mailbox())
      await cloud.aws.ses.report(mail.id, mail.to.includes(cross) ? 'complained about' : 'bounced for now');
    await cloud.turnBy(3 * day);
    let next = 0;
    await cloud.aws.ses.releaseEvents(() => (next++ * 0.37) % 1);
    await cloud.rest();
    expect((await state()).facts).toEqual(once.facts);
    expect(await subscriptions()).toEqual(once.subscriptions);
  });

  it('of before a reader confirmed anew do not end what they confirmed', async () => {
    const reader = await subscriber('reader@a.example');
    change({ handlingOf: () => 'hold' });
    await cloud.aws.ses.report(mailsTo(reader)[0]?.id ?? '', 'bounced');
    await cloud.turnBy(day);
    const link = /unsubscribe#token=([^\s"<]+)/;
    change({ handlingOf: () => undefined });
    await alerted();
    const token = mailsTo(reader).flatMap(({ text }) => link.exec(text)?.[1] ?? [])[0];
    await cloud.send('POST', '/api/subscriptions/unsubscribe', { body: { token } });
    await subscriber(reader);
    await cloud.aws.ses.releaseEvents();
    await cloud.rest();
    expect(await subscriptions()).toEqual(['confirmed']);
    expect(await suppressions()).toEqual([]);
  });

  it('count whatever the clock of a reader’s provider says, and are lifted like others', async () => {
    const [bounced, complained] = [await subscriber('slow@a.example'), await subscriber('fast@b.example')];
    const arn = `arn:aws:sqs:${region}:000000000000:${inboxOf('audience/process-mail-events')}`;
    const event = (eventType: string, key: string, address: string, timestamp: string, more: object = {}) =>
      JSON.stringify({
        ...{ eventType, [key]: { ...more, timestamp } },
        mail: {
          ...{ messageId: key, destination: [address] },
          timestamp: new Date(cloud.clock.now()).toISOString(),
        },
      });
    await cloud.store.write(() => {
      const { sqs } = cloud.aws;
      const dead = { bounceType: 'Permanent' };
      sqs.enqueue(arn, event('Bounce', 'bounce', bounced, '1970-01-01T00:00:00Z', dead), {});
      sqs.enqueue(arn, event('Complaint', 'complaint', complained, '2099-01-01T00:00:00Z'), {});
    });
    await cloud.rest();
    expect(await subscriptions()).toEqual(['ended', 'ended']);
    await cloud.turnBy(day);
    const parveen = await cloud.someone('parveen', 'publisher');
    expect((await parveen.post('/api/readers/lift', { address: complained })).status).toBe(200);
    expect((await parveen.post('/api/readers/lift', { address: complained })).status).toBe(404);
    await subscriber(complained);
    expect(await alerted()).toEqual([complained]);
  });

  it('that are none are parked alone, and no log has their text', async () => {
    const gone = await subscriber('gone@a.example');
    const { sqs } = cloud.aws;
    const inbox = inboxOf('audience/process-mail-events');
    const arn = `arn:aws:sqs:${region}:000000000000:${inbox}`;
    await cloud.store.write(() => {
      sqs.enqueue(arn, '{"eventType":"Bounce","for":"secret@reader.example"}', {});
      sqs.enqueue(arn, 'secret@reader.example', {});
    });
    change({ fateOf: () => 'bounced' });
    await alerted();
    expect(await facts()).toHaveLength(1);
    for (let n = 0; n < 8; n++) await cloud.turnBy(200_000);
    expect(sqs.count(parkedOf('audience/process-mail-events'))).toMatchObject({ visible: 2 });
    expect(cloud.printed.join('\n')).toContain('Not an event of SES');
    expect(cloud.printed.join('\n')).not.toContain('secret@reader');
    expect(cloud.printed.join('\n')).not.toContain(gone);
  });

  it('come of every mail that goes out, with the tags of what sent it', async () => {
    await subscriber('a@a.example');
    await alerted();
    const sets = cloud.mailbox().map(({ configurationSet }) => configurationSet);
    expect(sets).toEqual([configurationSets.alerts, configurationSets.confirmations]);
    expect(cloud.mailbox().at(-1)?.tags).toEqual({ m: 'confirmation', r: expect.stringMatching(/^sub_/) });
  });
});
