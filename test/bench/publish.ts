import { build } from '../../infra/build/build.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { type Cost, meter } from '../cost.ts';
import { anArchive } from '../journeys/an-archive.ts';

/**
 * What a publication costs beside archives of several sizes, from approval to the last front, and what an article's whole
 * life costs: requests, capacity units, objects and bytes. `node test/bench/publish.ts [size …]`
 */
const sizes = process.argv.slice(2).map(Number);
const built = await build();

for (const size of sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]) {
  const { intercept, read } = meter();
  const cloud = await openCloud({ built, intercept });
  await anArchive(cloud, size);
  await cloud.rest();
  const reporter = await cloud.token('rumana', 'reporter');
  const editor = await cloud.token('kamal', 'editor');
  const post = async (path: string, token: string, body: object = {}) => {
    const answer = await fetch(`${cloud.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'if-match': '*', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  const filing = {
    ...{
      section: 'national',
      headline: 'চরের স্কুলে প্রথম ঘণ্টা',
      body: 'পদ্মার চরে আজ নতুন স্কুলের প্রথম ঘণ্টা বেজেছে।',
    },
    ...{ bylines: ['রুমানা হক'], tags: ['শিক্ষা', 'চর'] },
  };
  for (let n = 0; n < 3; n++) {
    read();
    const { id } = await post('/api/articles', reporter, filing);
    await post(`/api/articles/${id}/submit`, reporter);
    await cloud.rest();
    const before = read();
    await post(`/api/articles/${id}/approve`, editor);
    await cloud.rest();
    if (n === 2) tell(size, before, read());
  }
  await cloud.close();
}

function tell(size: number, before: Cost, publishing: Cost) {
  const { requests, readUnits, writeUnits, objects, bytes, calls } = publishing;
  console.log(
    `${String(size).padStart(7)} articles: publishing takes ${requests} requests (${calls['dynamodb Query']} queries), ` +
      `${writeUnits} write and ${readUnits} read units, ${objects} objects, ${Math.round(bytes / 1000)} KB; ` +
      `the article's life from draft to fronts ${before.writeUnits + writeUnits} write units`,
  );
}
