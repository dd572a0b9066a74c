import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type BulkStatus, region } from 'embedded-aws';
import { afterEach, describe, expect, it } from 'vitest';
import { tableName } from '../../infra/local/resources.ts';
import { Batch } from '../../shared/audience/batch.ts';
import { keys } from '../../shared/keys.ts';
import { type ACloud, aCloud, aFiling, aStillCloud } from '../a-cloud.ts';

let cloud: ACloud;
afterEach(() => cloud.close());

const hour = 60 * 60_000;
const tokenIn = (text = '') => /confirm#token=([^\s"<]+)/.exec(text)?.[1] ?? '';
const addressesOf = (count: number, name: string) =>
  Array.from({ length: count }, (_, i) => `r${i}@${name}-${i}.example`);

/** Confirmed readers of a section, whatever SES may send while they subscribe. */
async function readers(count: number, section = 'sport', name = 'pathok') {
  const addresses = addressesOf(count, name);
  for (const address of addresses)
    await cloud.send('POST', '/api/subscriptions', { body: { address, sections: [section] } });
  await cloud.rest();
  for (const address of addresses) {
    const mail = cloud.mailbox().find(({ to }) => to.includes(address));
    const token = tokenIn(mail?.text);
    expect((await cloud.send('POST', '/api/subscriptions/confirm', { body: { token } })).status).toBe(200);
  }
  return addresses;
}

async function publish(differences = {}) {
  const rumana = await cloud.someone('rumana', 'reporter');
  const kamal = await cloud.someone('kamal', 'editor');
  const { body } = await rumana.post(
    '/api/articles',
    aFiling({ section: 'sport', alert: 'section', ...differences }),
  );
  await rumana.post(`/api/articles/${body.id}/submit`);
  await kamal.post(`/api/articles/${body.id}/approve`);
  return String(body.id);
}

const alertsOf = (id: string) => cloud.mailbox().filter(({ text }) => text.includes(id));
const toldOf = (id: string) =>
  alertsOf(id)
    .flatMap(({ to }) => to)
    .sort();

/** What became of the readers of a mailing, by the ledger. */
async function ledger(id: string) {
  const pk = keys.mailing.partition({ alert: `alert-${id}` });
  const counts: Record<string, number> = {};
  for (const item of (await scan()).filter((one) => one.pk === pk))
    for (const [state, ids] of Object.entries(Batch.parse(item.record).members))
      counts[state] = (counts[state] ?? 0) + ids.length;
  return counts;
}

const tableOf = () =>
  new DynamoDBClient({
    region,
    endpoint: cloud.aws.url,
    credentials: cloud.aws.operator,
    systemClockOffset: cloud.clock.now() - Date.now(),
  });

async function scan() {
  const { Items = [] } = await tableOf().send(new ScanCommand({ TableName: tableName }));
  return Items.map((item) => unmarshall(item));
}

describe('an alert that SES throttles', () => {
  it('reaches everybody once, at the pace of SES', async () => {
    cloud = await aCloud();
    const addresses = await readers(40);
    cloud.aws.ses.change({ maxSendRate: 10 });
    const id = await publish();
    await expect.poll(() => toldOf(id).length).toBe(40);
    await cloud.rest();
    expect(toldOf(id)).toEqual([...addresses].sort());
    expect(await ledger(id)).toEqual({ sent: 40 });
  });

  it('waits for the next day when the quota is used up', async () => {
    cloud = await aStillCloud();
    const addresses = await readers(12);
    cloud.aws.ses.change({ max24HourSend: 17 });
    const id = await publish();
    await cloud.rest();
    expect(toldOf(id)).toHaveLength(5);
    cloud.aws.ses.change({ max24HourSend: 50_000 });
    // Who comes meanwhile takes nobody's place in the batches that wait.
    const later = await readers(12, 'sport', 'later');
    await cloud.turnBy(hour);
    expect(toldOf(id).filter((address) => !later.includes(address))).toEqual([...addresses].sort());
    expect(new Set(toldOf(id)).size).toBe(toldOf(id).length);
  });
});

describe('what SES says of a reader', () => {
  const once: BulkStatus[] = [
    'ACCOUNT_DAILY_QUOTA_EXCEEDED',
    'ACCOUNT_SENDING_PAUSED',
    'ACCOUNT_SUSPENDED',
    'MAIL_FROM_DOMAIN_NOT_VERIFIED',
    'TEMPLATE_NOT_FOUND',
    'FAILED',
  ];

  it.each(once)('%s: they are sent to again, and nobody twice', async (status) => {
    cloud = await aStillCloud();
    const addresses = await readers(6);
    const said = new Set<string>();
    cloud.aws.ses.change({
      statusOf: (address) => {
        if (said.has(address) || !/^r[024]@/.test(address)) return undefined;
        said.add(address);
        return status;
      },
    });
    const id = await publish();
    await cloud.rest();
    for (let i = 0; i < 6; i++) await cloud.turnBy(hour);
    expect(toldOf(id)).toEqual([...addresses].sort());
    expect(await ledger(id)).toEqual({ sent: 6 });
  });

  it.each([
    ['MESSAGE_REJECTED', 'failed'],
    ['INVALID_PARAMETER', 'failed'],
    ['FAILED', 'failed'],
    ['SOMETHING_NEW' as BulkStatus, 'unknown'],
  ] as const)('%s, each time: they have %s, the others are sent to', async (status, state) => {
    cloud = await aStillCloud();
    await readers(6);
    cloud.aws.ses.change({ statusOf: (address) => (address.startsWith('r3@') ? status : undefined) });
    const id = await publish();
    await cloud.rest();
    for (let i = 0; i < 4; i++) await cloud.turnBy(hour);
    expect(toldOf(id)).toHaveLength(5);
    expect(await ledger(id)).toEqual({ sent: 5, [state]: 1 });
    expect(cloud.printed.some((line) => line.includes('@pathok-'))).toBe(false);
  });

  it('of a call with one wrong address fails that one, and sends to the others', async () => {
    cloud = await aStillCloud();
    const addresses = await readers(40);
    cloud.aws.ses.change({ illegalAddress: 'fails the call' });
    const wrong = (await scan()).find(
      ({ pk, record }) => pk.startsWith('READERS#') && /^r2@/.test(record.address),
    );
    const Item = marshall({ ...wrong, record: { ...wrong?.record, address: 'nobody' } });
    await tableOf().send(new PutItemCommand({ TableName: tableName, Item }));
    const id = await publish();
    await cloud.rest();
    expect(toldOf(id)).toEqual(addresses.filter((address) => !address.startsWith('r2@')).sort());
    expect(await ledger(id)).toEqual({ sent: 39, failed: 1 });
  });
});

describe('a headline', () => {
  it.each(['{{{', 'কোড {{{endLink}}} ও {{x}} \\{{y', '{{#if a}}', '}} {{', '<b>&amp;</b> "x"'])(
    '%j reaches its readers as it is',
    async (headline) => {
      cloud = await aStillCloud();
      await readers(2);
      const id = await publish({ headline, standfirst: `${headline} ও আরও` });
      await cloud.rest();
      expect(cloud.aws.ses.renderingFailures()).toEqual([]);
      expect(alertsOf(id)).toHaveLength(2);
      for (const { subject, text } of alertsOf(id)) {
        expect(subject).toBe(`খেলা: ${headline}`.normalize('NFC'));
        expect(text.split('\n\n')[0]).toBe(headline.normalize('NFC'));
      }
    },
  );
});
