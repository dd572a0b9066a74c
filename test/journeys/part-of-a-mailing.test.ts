import { AwsError, type Intercept } from 'embedded-aws';
import { expect, it } from 'vitest';
import { aFiling, aStillCloud } from '../a-cloud.ts';

const tokenIn = (text = '') => /[?]token=([^\s"<]+)/.exec(text)?.[1] ?? '';
const readers = 8;
const first = 'reader-0@pathok.example';

/** A mailing to readers of whom SES takes all but those in `left`, or, with `refusal`, refuses the call. */
async function aMailing(troubles: { left?: string; status?: string; refusal?: AwsError; times: number }) {
  let times = 0;
  const intercept: Intercept = async (call, pass) => {
    const isMeant = call.action === 'SendBulkEmail' && call.body.includes(troubles.left ?? '');
    if (!isMeant || times >= troubles.times) return pass();
    times++;
    if (troubles.refusal) throw troubles.refusal;
    const request = JSON.parse(call.body.toString());
    const isLeft = (entry: object) => JSON.stringify(entry).includes(troubles.left ?? '');
    const taken = request.BulkEmailEntries.filter((entry: object) => !isLeft(entry));
    const body = Buffer.from(JSON.stringify({ ...request, BulkEmailEntries: taken }));
    const results =
      taken.length === 0 ? [] : JSON.parse(String((await pass({ body })).body)).BulkEmailEntryResults;
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        BulkEmailEntryResults: request.BulkEmailEntries.map((entry: object) =>
          isLeft(entry) ? { Status: troubles.status } : results.shift(),
        ),
      }),
    };
  };
  const cloud = await aStillCloud({ intercept, maxPause: 2 });
  const addresses = Array.from({ length: readers }, (_, n) => `reader-${n}@pathok.example`);
  for (const address of addresses)
    await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['national'] } });
  await cloud.rest();
  for (const { text } of cloud.mailbox())
    await cloud.send('POST', '/api/subscriptions/confirm', { body: { token: tokenIn(text) } });
  await cloud.rest();
  const before = cloud.mailbox().length;
  const [rumana, kamal] = [await cloud.someone('rumana', 'reporter'), await cloud.someone('kamal', 'editor')];
  const { body } = await rumana.post('/api/articles', aFiling({ alert: 'section' }));
  await rumana.post(`/api/articles/${body.id}/submit`);
  await kamal.post(`/api/articles/${body.id}/approve`);
  await cloud.rest();
  for (let tries = 0; tries < 5; tries++) await cloud.turnBy(7 * 60_000);
  const mails = cloud.mailbox().slice(0, cloud.mailbox().length - before);
  await cloud.close();
  return addresses.map((address) => mails.filter(({ to }) => to.includes(address)).length);
}

const once = Array.from({ length: readers }, () => 1);

it.each([
  'ACCOUNT_THROTTLED',
  'ACCOUNT_DAILY_QUOTA_EXCEEDED',
  'ACCOUNT_SENDING_PAUSED',
  'CONFIGURATION_SET_SENDING_PAUSED',
  'TRANSIENT_FAILURE',
])('whom SES does not take now (%s) is mailed later, and nobody else again', async (status) => {
  expect(await aMailing({ left: first, status, times: 3 })).toEqual(once);
});

it('whom SES refuses for good is not tried again', async () => {
  expect(await aMailing({ left: first, status: 'MESSAGE_REJECTED', times: 1 })).toEqual([
    0,
    ...once.slice(1),
  ]);
});

it.each([
  ['TooManyRequestsException', 429],
  ['SendingPausedException', 400],
  ['AccountSuspendedException', 400],
  ['MailFromDomainNotVerifiedException', 400],
])('a call that SES refuses (%s) mailed nobody, and is made again', async (code, status) => {
  expect(await aMailing({ refusal: new AwsError(code, code, status), times: 2 })).toEqual(once);
});

it('a call of which nobody knows whether it went out is not made again', async () => {
  const mails = await aMailing({ refusal: new AwsError('InternalFailure', 'no word', 500), times: 1 });
  expect(mails.filter((count) => count > 1)).toEqual([]);
  expect(mails.filter((count) => count === 0).length).toBeGreaterThan(0);
});
