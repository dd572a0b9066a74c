import type { Intercept } from 'embedded-aws';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functions } from '../../infra/topology.ts';
import { type ACloud, aFiling, aStillCloud } from '../a-cloud.ts';
import { bookIn, running } from '../journeys/an-ad-office.ts';
import { regressions } from './regressions.ts';
import { type Fuzzed, requests } from './requests.ts';

/** More in CI: `FUZZ_REQUESTS=6000`. Another seed looks elsewhere: `FUZZ_SEED=7`. */
const count = Number(process.env.FUZZ_REQUESTS ?? 2_000);
const seed = Number(process.env.FUZZ_SEED ?? 1);

const api = new Set<string>(functions.filter(([, { on }]) => 'route' in on).map(([name]) => name));
const writes = new Set(['PutItem', 'TransactWriteItems', 'DeleteItem', 'UpdateItem', 'PutObject']);

/** Writes that API functions made since it was last asked. */
function watched() {
  let made: string[] = [];
  const intercept: Intercept = async (call, go) => {
    const answer = await go();
    if (api.has(call.principal) && writes.has(call.action) && answer.status < 300)
      made.push(`${call.principal} ${call.action}`);
    return answer;
  };
  const take = () => {
    const taken = made;
    made = [];
    return taken;
  };
  return { intercept, take };
}

let cloud: ACloud;
let tokens: Record<string, string>;
const { intercept, take } = watched();
const articles: string[] = [];
/** Pictures that somebody asked to upload: no request here sends a file. */
const pictures: string[] = [];
/** Booked beforehand: a booking names an asset, and no request here uploads one. */
const lineItems = ['ad_000000000001', 'ad_000000000002', 'ad_000000000003'];

beforeAll(async () => {
  cloud = await aStillCloud({ intercept });
  await bookIn(cloud, ...lineItems.map((id) => running(cloud, id, { state: 'draft' })));
  tokens = {
    rumana: await cloud.token('rumana', 'reporter'),
    selim: await cloud.token('selim', 'reporter', 'editor'),
    kamal: await cloud.token('kamal', 'editor'),
    mitu: await cloud.token('mitu', 'editor'),
    parveen: await cloud.token('parveen', 'publisher', 'editor'),
    azad: await cloud.token('azad', 'ad-manager'),
    forged: `${await cloud.token('x', 'publisher')}x`,
  };
});
afterAll(() => cloud.close());

async function send({ route, path, who, article, ifMatch, key, type, body }: Fuzzed) {
  const [method = ''] = route.split(' ');
  const known = route.includes('/line-items/') ? lineItems : route.includes('/media/') ? pictures : articles;
  const id = known[article % Math.max(known.length, 1)] ?? 'art_000000000000';
  const target = path.replace('{id}', article === 40 ? '..%2f' : id);
  const version = ifMatch === 'current' ? await versionOf(id) : ifMatch;
  take();
  const reply = await cloud.send(method, target, {
    ...(tokens[who] ? { token: tokens[who] } : {}),
    headers: {
      ...(version === undefined ? {} : { 'if-match': version }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined || method === 'GET' || method === 'HEAD' ? {} : { raw: body }),
  });
  const written = take();
  const told = JSON.stringify({ route, target, who, version, key, type, body }).slice(0, 2_000);
  expect(reply.status, told).toBeLessThan(500);
  if (reply.status >= 400) expect(written, `${told} was refused with ${reply.status}, but wrote`).toEqual([]);
  if (route === 'POST /api/articles' && reply.status === 201) articles.push(String(reply.body.id));
  if (route === 'POST /api/media' && reply.status === 201) pictures.push(String(reply.body.id));
  // All that follows would be refused.
  if (reply.body.on === true && route === 'PUT /api/newsroom/read-only')
    await cloud.send('PUT', target, { token: tokens.parveen ?? '', body: { on: false } });
  if (articles.length > 60) articles.splice(0, 20);
  return reply;
}

async function versionOf(id: string) {
  const at: Record<string, readonly [string, string]> = {
    ad_: ['line-items', 'azad'],
    ast: ['media', 'parveen'],
  };
  const [what, who] = at[id.slice(0, 3)] ?? ['articles', 'parveen'];
  const { body } = await cloud.send('GET', `/api/${what}/${id}`, { token: tokens[who] ?? '' });
  return body.version === undefined ? undefined : `"${body.version}"`;
}

describe('the API', () => {
  it('answers what it has answered wrongly before', async () => {
    const { body } = await cloud.send('POST', '/api/articles', {
      token: tokens.rumana ?? '',
      body: aFiling(),
    });
    articles.push(String(body.id));
    const asked = { token: tokens.rumana ?? '', body: { kind: 'picture' } };
    for (let n = 0; n < 5; n++)
      pictures.push(String((await cloud.send('POST', '/api/media', asked)).body.id));
    for (const one of regressions) await send(one);
  });

  it(`answers ${count} valid, nearly valid and hostile requests as documented, never with 500, and writes nothing when it refuses`, async () => {
    const seen = new Map<string, number>();
    for (const one of fc.sample(requests, { numRuns: count, seed })) {
      const { status } = await send(one);
      const what = `${one.route} ${status}`;
      seen.set(what, (seen.get(what) ?? 0) + 1);
    }
    const routes = new Set([...seen].map(([what]) => what.split(' ').slice(0, 2).join(' ')));
    const done = new Set(
      [...seen]
        .filter(([what]) => / 2\d\d$/.test(what))
        .map(([what]) => what.split(' ').slice(0, 2).join(' ')),
    );
    console.log(
      `${count} requests, seed ${seed}: ${routes.size} routes, ${done.size} of them with success, ${seen.size} kinds of answer`,
    );
    // Generators that never get through would prove nothing. Many routes need a secret that only a mail has, and a few
    // requests come to fewer of them.
    expect(done.size).toBeGreaterThan((count < 10_000 ? 0.3 : 0.45) * routes.size);
  });
});
