import { AwsError } from 'embedded-aws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ADesk, aDesk, problem } from './a-desk.ts';

/** Which calls of functions DynamoDB refuses, how, and how often. */
const load: { action: string; left: number; error: AwsError | undefined } = {
  action: '',
  left: 0,
  error: undefined,
};

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk({
    intercept: async (call, go) => {
      if (call.principal === 'operator' || call.action !== load.action || load.left === 0) return go();
      load.left--;
      if (!load.error) return 'cut';
      throw load.error;
    },
  });
});
afterAll(() => desk.cloud.close());

const reasons = (code: string) => [{ Code: 'None' }, { Code: code, Message: 'too much at once' }];
const cancelled = (code: string) =>
  new AwsError('TransactionCanceledException', `Transaction cancelled [None, ${code}]`, 400, {
    CancellationReasons: reasons(code),
  });

const refuse = (action: string, error: AwsError, left: number) =>
  Object.assign(load, { action, error, left });

it.each(['ThrottlingError', 'ProvisionedThroughputExceeded', 'TransactionConflict'])(
  'a transaction that is cancelled for %s is tried again, and is busy in the end',
  async (code) => {
    const id = await desk.file();
    refuse('TransactWriteItems', cancelled(code), 2);
    await desk.step('rumana', id, 'submit');
    expect(load.left).toBe(0);
    refuse('TransactWriteItems', cancelled(code), Number.POSITIVE_INFINITY);
    const reply = await desk.people.kamal.post(`/api/articles/${id}/approve`);
    load.left = 0;
    expect(problem(reply)).toEqual([503, 'busy']);
    expect((await desk.get(id)).state).toBe('submitted');
  },
);

it.each([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TransactionConflictException',
  'InternalServerError',
  'ServiceUnavailable',
])('a read that DynamoDB refuses for %s is busy, and no bug', async (code) => {
  const id = await desk.file();
  refuse('GetItem', new AwsError(code, 'Throughput exceeds the current capacity'), Number.POSITIVE_INFINITY);
  const reply = await desk.people.kamal.get(`/api/articles/${id}`);
  load.left = 0;
  expect(problem(reply)).toEqual([503, 'busy']);
  expect(reply.body.titleBn).toBeDefined();
  expect(desk.cloud.printed.filter((line) => line.includes('"bug"'))).toEqual([]);
});

it('a read whose connection breaks is busy, and no bug', async () => {
  const id = await desk.file();
  Object.assign(load, { action: 'GetItem', left: Number.POSITIVE_INFINITY, error: undefined });
  const reply = await desk.people.kamal.get(`/api/articles/${id}`);
  load.left = 0;
  expect(problem(reply)).toEqual([503, 'busy']);
});
