import { build } from '../../infra/build/build.ts';
import { dollarsOf } from '../../infra/cost/dollars.ts';
import { type Cost, meter } from '../../infra/cost/meter.ts';
import { prices } from '../../infra/cost/prices.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { anArchive } from '../journeys/an-archive.ts';
import { say } from './figures.ts';

/**
 * What a publication costs beside archives of several sizes, from approval to the last front, and what an article's whole
 * life costs: requests, capacity units, objects and bytes. `node test/bench/publish.ts [size …]`
 */
const sizes = process.argv.slice(2).map(Number);
const papers = [
  { aDay: 30, size: 1_000 },
  { aDay: 120, size: 1_000 },
  { aDay: 500, size: 1_000 },
  { aDay: 300, size: 10_000 },
  { aDay: 300, size: 100_000 },
];
const built = await build();

for (const paper of sizes.length > 0 ? sizes.map((size) => ({ aDay: 300, size })) : papers) {
  const { intercept, read } = meter();
  const cloud = await openCloud({ built, intercept });
  await anArchive(cloud, paper.size, { aDay: paper.aDay, isUpToNow: true });
  await cloud.rest();
  const reporter = await cloud.token('rumana', 'reporter');
  const editor = await cloud.token('kamal', 'editor');
  const send = async (method: string, path: string, token: string, body: object = {}) => {
    const answer = await fetch(`${cloud.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'if-match': '*', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  const post = (path: string, token: string, body?: object) => send('POST', path, token, body);
  // As the desk does for whoever signs in: nobody's name is looked for in vain.
  for (const token of [reporter, editor]) await send('PUT', '/api/people/me', token);
  const filing = {
    ...{
      section: 'national',
      headline: 'চরের স্কুলে প্রথম ঘণ্টা',
      body: 'পদ্মার চরে আজ নতুন স্কুলের প্রথম ঘণ্টা বেজেছে।',
    },
    ...{ bylines: ['রুমানা হক'], tags: ['শিক্ষা'] },
  };
  for (let n = 0; n < 3; n++) {
    read();
    const { id } = await post('/api/articles', reporter, filing);
    await post(`/api/articles/${id}/submit`, reporter);
    await cloud.rest();
    const before = read();
    await post(`/api/articles/${id}/approve`, editor);
    await cloud.rest();
    if (n === 2) tell(paper, before, read());
  }
  await cloud.close();
}

function tell({ aDay, size }: (typeof papers)[number], before: Cost, publishing: Cost) {
  const { requests, readUnits, writeUnits, objects, bytes, calls } = publishing;
  const life = before.writeUnits + writeUnits;
  const of = `${aDay} a day, ${size} articles`;
  say(`${of}: requests of a publication`, requests, '', { most: 30 });
  say(`${of}: queries of a publication`, calls['dynamodb Query'] ?? 0, '', { most: 10 });
  say(`${of}: objects of a publication`, objects, '', { most: 12 });
  say(`${of}: their size`, bytes / 1000, 'KB');
  say(`${of}: write units of a publication`, writeUnits, '');
  say(`${of}: read units of a publication`, readUnits, '');
  say(`${of}: write units from draft to fronts`, life, '', { most: 40 });
  say(`${of}: price from draft to fronts`, dollars(before, publishing), '$', { most: 1e-4 });
}

/**
 * What an article costs from its draft to the last front: counted calls at list prices; and the functions and messages
 * of its life, estimated: twelve calls of a tenth of a second at 512 MB, eight messages with three requests each.
 */
function dollars(...costs: Cost[]): number {
  const sum = (of: (cost: Cost) => number) => costs.reduce((total, cost) => total + of(cost), 0);
  const called = (name: string) => sum(({ calls }) => calls[name] ?? 0);
  return dollarsOf(
    {
      s3Put: sum(({ objects }) => objects),
      s3Get: called('s3 HeadObject') + called('s3 GetObject'),
      snsPublish: called('sns Publish') + called('sns PublishBatch'),
      writeUnit: sum(({ writeUnits }) => writeUnits),
      readUnit: sum(({ readUnits }) => readUnits),
      sqsRequest: 8 * 3,
      lambdaCall: 12,
      lambdaGbSecond: 12 * 0.1 * 0.5,
    },
    prices['us-east-1'],
  );
}
