import { GetAccountCommand, SendBulkEmailCommand } from '@aws-sdk/client-sesv2';
import { afterEach, describe, expect, it } from 'vitest';
import type { SendingRules } from '../../src/ses/sending-rules.ts';
import { stillTime } from '../still-time.ts';
import { aMailbox, sender, simple } from './a-mailbox.ts';

stillTime();

let cloud: Awaited<ReturnType<typeof aMailbox>>;
afterEach(() => cloud.close());

const open = async (rules: Partial<SendingRules>) => {
  cloud = await aMailbox(rules);
};
const bulk = async (...addresses: string[]) => {
  const { BulkEmailEntryResults = [] } = await cloud.client.send(
    new SendBulkEmailCommand({
      FromEmailAddress: sender,
      DefaultContent: { Template: { TemplateContent: { Subject: 'x', Text: 'x' } } },
      BulkEmailEntries: addresses.map((address) => ({ Destination: { ToAddresses: [address] } })),
    }),
  );
  return BulkEmailEntryResults.map(({ Status }) => Status);
};
const many = (count: number) => Array.from({ length: count }, (_, i) => `r${i}@example.test`);
const turnBy = (milliseconds: number) => {
  cloud.clock.turnTo(cloud.clock.now() + milliseconds);
  cloud.client.config.systemClockOffset = cloud.clock.now() - Date.now();
};
const throttled = { name: 'TooManyRequestsException', $metadata: { httpStatusCode: 429 } };

describe('an account', () => {
  it('sends 14 a second and 50,000 a day, unless it is said', async () => {
    await open({});
    const { SendQuota } = await cloud.client.send(new GetAccountCommand({}));
    expect(SendQuota).toEqual({ Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 });
    await bulk(...many(3));
    turnBy(1_000);
    expect((await cloud.client.send(new GetAccountCommand({}))).SendQuota?.SentLast24Hours).toBe(3);
  });

  it('over its rate sends to the first of a call and throttles the rest, then refuses calls', async () => {
    await open({ maxSendRate: 14 });
    expect(await bulk(...many(20))).toEqual([
      ...Array(14).fill('SUCCESS'),
      ...Array(6).fill('ACCOUNT_THROTTLED'),
    ]);
    await expect(bulk('a@example.test')).rejects.toMatchObject(throttled);
    await expect(cloud.send(simple('x', 'x'))).rejects.toMatchObject(throttled);
    turnBy(500);
    expect(await bulk(...many(8))).toEqual([...Array(7).fill('SUCCESS'), 'ACCOUNT_THROTTLED']);
    turnBy(60_000);
    expect(await bulk(...many(15))).toEqual([...Array(14).fill('SUCCESS'), 'ACCOUNT_THROTTLED']);
    expect(cloud.ses.mailbox()).toHaveLength(35);
  });

  it('over its quota sends again as a day has passed', async () => {
    await open({ maxSendRate: 50, max24HourSend: 3 });
    expect(await bulk(...many(4))).toEqual([...Array(3).fill('SUCCESS'), 'ACCOUNT_DAILY_QUOTA_EXCEEDED']);
    await expect(cloud.send(simple('x', 'x'))).rejects.toMatchObject({ name: 'LimitExceededException' });
    turnBy(24 * 60 * 60_000);
    expect(await bulk('a@example.test')).toEqual(['SUCCESS']);
  });

  it('whose rate changes goes by the new one', async () => {
    await open({ maxSendRate: 1 });
    expect(await bulk(...many(2))).toEqual(['SUCCESS', 'ACCOUNT_THROTTLED']);
    cloud.ses.change({ maxSendRate: 50 });
    expect(await bulk(...many(50))).toEqual(Array(50).fill('SUCCESS'));
  });
});

describe('a script', () => {
  it('says what SES says of a recipient, and what is no success is not sent', async () => {
    await open({ statusOf: (address) => (address.startsWith('r1@') ? 'TRANSIENT_FAILURE' : undefined) });
    expect(await bulk(...many(3))).toEqual(['SUCCESS', 'TRANSIENT_FAILURE', 'SUCCESS']);
    expect(cloud.ses.mailbox().map(({ to }) => to[0])).toEqual(['r2@example.test', 'r0@example.test']);
  });

  it('lets an illegal address fail the whole call', async () => {
    await open({});
    expect(await bulk('a@example.test', 'nobody')).toEqual(['SUCCESS', 'INVALID_PARAMETER']);
    cloud.ses.change({ illegalAddress: 'fails the call' });
    await expect(bulk('b@example.test', 'nobody')).rejects.toMatchObject({ name: 'BadRequestException' });
    expect(cloud.ses.mailbox()).toHaveLength(1);
  });
});
