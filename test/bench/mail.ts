import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { build } from '../../infra/build/build.ts';
import { dollarsOf } from '../../infra/cost/dollars.ts';
import { meter } from '../../infra/cost/meter.ts';
import { prices } from '../../infra/cost/prices.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { tableName } from '../../infra/local/resources.ts';
import { shards } from '../../shared/audience/mailing.ts';
import { readerItems } from '../../shared/audience/readers-store.ts';
import { schema } from '../../shared/upcast.ts';
import { cpuSince, say } from './figures.ts';

/**
 * How long an alert takes to all its readers while SES takes any rate, and what it costs in calls and capacity units.
 * `node test/bench/mail.ts [readers …]`
 */
const sizes = process.argv.slice(2).map(Number);
const whole = { removeUndefinedValues: true };

const built = await build();
for (const readers of sizes.length > 0 ? sizes : [10_000, 100_000]) {
  const { intercept, read } = meter();
  const cloud = await openCloud({
    built,
    intercept,
    mail: { maxSendRate: Number.POSITIVE_INFINITY, max24HourSend: Number.POSITIVE_INFINITY },
  });
  const dynamodb = new DynamoDBClient({ region, endpoint: cloud.aws.url, credentials: cloud.aws.operator });
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  const items = Array.from({ length: readers }, (_, n) => {
    const id = `sub_${Array.from({ length: 12 }, (_, at) => alphabet[Math.floor(n / 32 ** Math.max(0, at - 6)) % 32]).join('')}`;
    const reader = { id, address: `reader${n}@pathok.example`, sections: ['sport'] };
    return readerItems(reader as never).map((item) => marshall({ ...item, schema }, whole));
  }).flat();
  for (let at = 0; at < items.length; at += 25)
    await dynamodb.send(
      new BatchWriteItemCommand({
        RequestItems: { [tableName]: items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } })) },
      }),
    );
  const reporter = await cloud.token('rumana', 'reporter');
  const editor = await cloud.token('kamal', 'editor');
  const call = async (method: string, path: string, token: string, body?: object) => {
    const answer = await fetch(`${cloud.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'if-match': '*', 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${path} ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string; state: string; counts: { sent: number } };
  };
  const { id } = await call('POST', '/api/articles', reporter, {
    ...{ section: 'sport', headline: 'চরের মাঠে নতুন অধিনায়ক', alert: 'section' },
    ...{ body: 'চরের মাঠে আজ খেলা শুরু হয়েছে।', bylines: ['রুমানা হক'] },
  });
  await call('POST', `/api/articles/${id}/submit`, reporter, {});
  await cloud.rest();
  read();
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  await call('POST', `/api/articles/${id}/approve`, editor, {});
  const path = `/api/mailings/alert-${id}`;
  const isDone = async () => (await call('GET', path, editor).catch(() => undefined))?.state === 'done';
  let memory = 0;
  while (!(await isDone())) {
    memory = Math.max(memory, await cloud.lambda.memoryOf('audience/mail-alerts'));
    await new Promise((done) => setTimeout(done, 500));
  }
  const seconds = (performance.now() - begun) / 1_000;
  const cpuSeconds = cpuSince(cpu) / 1_000;
  const { calls, readUnits, writeUnits, requests } = read();
  const { counts } = await call('GET', path, editor);
  if (counts.sent !== readers) throw new Error(`${counts.sent} of ${readers} were sent to`);
  const of = `${readers.toLocaleString('en')} readers`;
  const bulk = Object.entries(calls).find(([name]) => /SendBulkEmail/.test(name))?.[1] ?? 0;
  say(`an alert to ${of}, calls of SES`, bulk, '', { most: Math.ceil(readers / 50) * 1.01 });
  say(`an alert to ${of}, unthrottled`, seconds, 's', { most: (60 * readers) / 100_000 });
  // Of all that is in this process: functions, their table, SES and its events. It says what a machine with other work cannot.
  say(`an alert to ${of}, CPU`, cpuSeconds, 's', { most: (120 * readers) / 100_000 });
  // Node takes some 45 MB beside it.
  say(`an alert to ${of}, heap of a function that mails`, memory / 2 ** 20, 'MB', { most: 128 - 45 });
  say(`an alert to ${of}, requests in all`, requests, '');
  say(`an alert to ${of}, write units`, writeUnits, '');
  say(`an alert to ${of}, read units`, readUnits, '');
  const price = prices['us-east-1'];
  // A message is published, received and deleted.
  const beside = dollarsOf(
    { writeUnit: writeUnits, readUnit: readUnits, snsPublish: shards, sqsRequest: 2 * shards },
    price,
  );
  say(`an alert to ${of}, the table's cost beside SES's`, (100 * beside) / (readers * price.mail), '%', {
    most: 1.5,
  });
  dynamodb.destroy();
  await cloud.close();
}
