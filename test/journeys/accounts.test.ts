import { rmSync } from 'node:fs';
import { importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenFor } from '../../infra/local/identity.ts';
import { aFiling } from '../a-cloud.ts';
import { aTerminal } from '../desk/cli/a-terminal.ts';
import { type ADesk, aDesk, problem } from './a-desk.ts';

let desk: ADesk;
const terminal = aTerminal();
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(async () => {
  await desk.cloud.close();
  rmSync(terminal.folder, { recursive: true });
});

const [first, second] = ['11111111-2222-4333-8444-555555555555', '66666666-7777-4888-9999-000000000000'];
const tokenOf = (sub: string, name: string, ...roles: string[]) =>
  tokenFor(
    {
      ...{ name, sub, roles, seconds: 3600, origin: desk.cloud.url },
      issuedAt: new Date(desk.cloud.clock.now()),
    },
    desk.cloud.jwk,
  );
const signedIn = async (sub: string, name: string, ...roles: string[]) => {
  const person = desk.cloud.as(await tokenOf(sub, name, ...roles));
  expect((await person.put('/api/people/me', {})).body).toMatchObject({ id: sub, name });
  return person;
};
const idsOf = async (person: ADesk['people']['rumana'], queue: string) =>
  ((await person.get(`/api/lists/${queue}`)).body.items as unknown as { id: string }[]).map(({ id }) => id);

describe('a user name that is given to somebody else', () => {
  it('comes without drafts, queues and answers of who had it', async () => {
    const before = await signedIn(first, 'anika', 'reporter');
    const key = { 'idempotency-key': 'the-same' };
    const { id } = (await before.post('/api/articles', aFiling(), key)).body;
    const after = await signedIn(second, 'anika', 'reporter');
    const other = (await after.post('/api/articles', aFiling(), key)).body;
    expect(other.id).not.toBe(id);
    expect((await before.post('/api/articles', aFiling(), key)).body.id).toBe(id);
    expect(await idsOf(after, 'to-finish')).toEqual([other.id]);
    expect(await idsOf(after, 'mine')).toEqual([other.id]);
    expect(problem(await after.put(`/api/articles/${id}`, aFiling(), { 'if-match': '*' }))).toEqual([
      403,
      'forbidden',
    ]);
    expect(problem(await after.post(`/api/articles/${id}/submit`))).toEqual([403, 'forbidden']);
  });

  it('gives no work to whoever may not open it', async () => {
    const id = await desk.file();
    await signedIn('sub-salma', 'salma', 'ad-manager');
    const given = await desk.people.kamal.post(`/api/articles/${id}/assign`, { to: 'salma' });
    expect(problem(given)).toEqual([400, 'invalid-input']);
    expect(given.body.errors).toEqual([{ pointer: '/to', detail: 'may not work on articles' }]);
    await signedIn('sub-both', 'selim', 'ad-manager', 'reporter');
    await desk.step('kamal', id, 'assign', { to: 'selim' });
  });

  it('is that of who signed in last, for work that is given and for whoever reads', async () => {
    const id = await desk.file();
    await signedIn(first, 'anika', 'reporter');
    await desk.cloud.turnBy(1_000);
    await signedIn(second, 'anika', 'reporter');
    await desk.step('kamal', id, 'assign', { to: 'ANIKA' });
    expect(await desk.get(id)).toMatchObject({ assignee: second });
    const editor = await tokenOf(first, 'kamal', 'editor');
    const { out } = await terminal.run({ url: desk.cloud.url, token: editor }, ['show', id]);
    expect(out).toContain('assigned to anika');
    expect(out).not.toContain(second);
    const raw = await terminal.run({ url: desk.cloud.url, token: editor }, ['show', id, '--json']);
    expect(JSON.parse(raw.out).assignee).toBe(second);
  });
});

describe('an account that gets another name', () => {
  it('keeps its drafts, and approves no copy that it wrote', async () => {
    const before = await signedIn(first, 'anika', 'reporter', 'editor');
    const { id } = (await before.post('/api/articles', aFiling())).body;
    const after = await signedIn(first, 'anika.haque', 'reporter', 'editor');
    expect(await idsOf(after, 'mine')).toContain(id);
    expect((await after.post(`/api/articles/${id}/submit`)).status).toBe(200);
    expect(problem(await after.post(`/api/articles/${id}/approve`))).toEqual([403, 'own-copy']);
    const refused = await terminal.run(
      { url: desk.cloud.url, token: await tokenOf(first, 'anika.haque', 'editor') },
      ['approve', String(id), '--yes'],
    );
    expect(refused.err).toContain('anika.haque wrote');
  });
});

describe('a token', () => {
  it.each([
    ['is an ID token', { token_use: 'id' }],
    ['names no account', { sub: undefined }],
    ['has no user name', { username: undefined }],
  ])('that %s is refused', async (_, differences) => {
    const claims = {
      ...{ 'cognito:groups': ['editor'], client_id: 'khobor-desk', token_use: 'access', username: 'kamal' },
      ...{ sub: 'kamal', iss: `${desk.cloud.url}/__local/identity` },
      ...differences,
    };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: desk.cloud.jwk.kid ?? '' })
      .setIssuedAt(Math.floor(desk.cloud.clock.now() / 1000))
      .setExpirationTime(Math.floor(desk.cloud.clock.now() / 1000) + 600)
      .sign(await importJWK(desk.cloud.jwk, 'RS256'));
    expect(problem(await desk.cloud.as(token).get('/api/lists'))).toEqual([401, 'no-token']);
  });
});
