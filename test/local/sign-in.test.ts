import { createHash, randomBytes } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localDeskSettings } from '../../infra/local/sign-in/sign-in.ts';
import { signInLasts } from '../../infra/topology/sign-in.ts';
import { type ACloud, aStillCloud } from '../a-cloud.ts';

let cloud: ACloud;
let at: ReturnType<typeof localDeskSettings>;
beforeAll(async () => {
  cloud = await aStillCloud();
  at = localDeskSettings(cloud.url);
});
afterAll(() => cloud.close());

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');
const verifier = randomBytes(32).toString('base64url');

/** What the web desk asks for, but for what a test asks otherwise; `undefined` leaves a parameter out. */
const asked = (differences: Record<string, string | undefined> = {}) => {
  const all: Record<string, string | undefined> = {
    client_id: at.client,
    redirect_uri: `${cloud.url}/desk/callback`,
    response_type: 'code',
    scope: 'openid',
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    ...differences,
  };
  const given = Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined);
  return new URLSearchParams(given).toString();
};

const open = (address: string, init: RequestInit = {}) => fetch(address, { redirect: 'manual', ...init });
const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers,
  body: new URLSearchParams(fields),
});
const loginAt = () => at.logout.replace(/logout$/, 'login');

/** The answer to a click on a name. */
const chosen = (name: string, query = asked(), headers: Record<string, string> = {}) =>
  open(`${loginAt()}?${query}`, form({ name }, headers));

const codeIn = (answer: Response) =>
  new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
const codeFor = async (name: string) => codeIn(await chosen(name));

const tokens = async (fields: Record<string, string>) => {
  const answer = await open(at.token, form({ client_id: at.client, ...fields }));
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
};
const exchanged = (code: string, differences = {}) =>
  tokens({
    grant_type: 'authorization_code',
    code,
    redirect_uri: `${cloud.url}/desk/callback`,
    code_verifier: verifier,
    ...differences,
  });
const refreshed = (token = '') => tokens({ grant_type: 'refresh_token', refresh_token: token });
const refused = { status: 400, body: { error: 'invalid_grant' } };

describe('the issuer', () => {
  it('says where everything is, and with which key tokens are signed', async () => {
    const found = (await (await open(`${at.issuer}/.well-known/openid-configuration`)).json()) as Record<
      string,
      string
    >;
    expect(found).toMatchObject({
      issuer: at.issuer,
      authorization_endpoint: at.authorize,
      token_endpoint: at.token,
      revocation_endpoint: at.revoke,
      code_challenge_methods_supported: ['S256'],
    });
    const jwks = await (await open(found.jwks_uri ?? '')).json();
    expect(JSON.stringify(jwks)).not.toMatch(/"(d|p|q|dp|dq|qi)"/);
    const { payload } = await jwtVerify(
      await cloud.token('kamal', 'editor'),
      createLocalJWKSet(jwks as never),
      {
        issuer: at.issuer,
        currentDate: new Date(cloud.clock.now()),
      },
    );
    expect(payload.username).toBe('kamal');
  });

  it('tells the desk the same in its settings', async () => {
    const { text, headers } = await cloud.page('/desk/settings.json');
    expect([JSON.parse(text), headers.get('cache-control')]).toEqual([at, 'no-store']);
  });
});

describe('a sign-in', () => {
  it('asks who one is, and gives a code for tokens of that person, with the claims that Cognito sets', async () => {
    const asking = await open(`${at.authorize}?${asked()}`);
    expect([asking.status, asking.headers.get('location')]).toEqual([302, `${loginAt()}?${asked()}`]);
    expect(await (await open(`${loginAt()}?${asked()}`)).text()).toContain('আপনি কে?');
    const answer = await chosen('parveen');
    const back = new URL(answer.headers.get('location') ?? '');
    expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([
      `${cloud.url}/desk/callback`,
      'the-state',
    ]);
    const { status, body } = await exchanged(codeIn(answer));
    expect([status, body.token_type, body.expires_in]).toEqual([200, 'Bearer', signInLasts.access]);
    const claims = JSON.parse(Buffer.from(body.access_token?.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({
      iss: at.issuer,
      client_id: at.client,
      token_use: 'access',
      username: 'পারভীন',
      sub: 'parveen',
      'cognito:groups': ['editor', 'publisher'],
    });
    const id = JSON.parse(Buffer.from(body.id_token?.split('.')[1] ?? '', 'base64url').toString());
    expect(id).toMatchObject({ aud: at.client, token_use: 'id', nonce: 'the-nonce' });
    expect((await cloud.as(body.access_token ?? '').get('/api/lists')).status).toBe(200);
    // The ID token comes past the gateway, as in AWS, and no further.
    expect((await cloud.as(body.id_token ?? '').get('/api/lists')).body.code).toBe('no-token');
  });

  it.each([
    ['another verifier', { code_verifier: randomBytes(32).toString('base64url') }],
    ['another callback', { redirect_uri: 'https://elsewhere.example/' }],
  ])('gives nothing for a code with %s, and the code is used up', async (_what, differences) => {
    const code = await codeFor('kamal');
    expect(await exchanged(code, differences)).toEqual(refused);
    expect(await exchanged(code)).toEqual(refused);
  });

  it('gives tokens for a code once, and within a minute', async () => {
    const code = await codeFor('kamal');
    expect((await exchanged(code)).status).toBe(200);
    expect(await exchanged(code)).toEqual(refused);
    const late = await codeFor('kamal');
    await cloud.turnBy(61_000);
    expect(await exchanged(late)).toEqual(refused);
  });

  it.each([
    ['another client', { client_id: 'khobor-desk' }],
    ['another callback', { redirect_uri: 'https://elsewhere.example/desk/callback' }],
    ['a callback that only begins so', { redirect_uri: undefined }],
  ])('sends nobody anywhere for %s', async (_what, differences) => {
    for (const answer of [
      await open(`${at.authorize}?${asked(differences)}`),
      await chosen('kamal', asked(differences)),
    ])
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  it.each([
    ['without a challenge', { code_challenge: undefined }, 'invalid_request'],
    ['with a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for a token at once', { response_type: 'token' }, 'unsupported_response_type'],
    ['for another scope', { scope: 'aws.cognito.signin.user.admin' }, 'invalid_scope'],
  ])('that asks %s goes back with the error', async (_what, differences, error) => {
    const answer = await open(`${at.authorize}?${asked(differences)}`);
    const back = new URL(answer.headers.get('location') ?? '').searchParams;
    expect([back.get('error'), back.get('state'), back.get('code')]).toEqual([error, 'the-state', null]);
  });

  it('is not taken from a page of somebody else, nor of nobody', async () => {
    expect((await chosen('kamal', asked(), { 'sec-fetch-site': 'cross-site' })).status).toBe(400);
    expect((await chosen('toString')).status).toBe(400);
    expect((await chosen('')).status).toBe(400);
  });

  it.each([
    ['JSON', { headers: { 'content-type': 'application/json' }, body: '{}' }, 'invalid_request'],
    ['no client', form({ grant_type: 'refresh_token' }), 'invalid_client'],
    ['a password', form({ grant_type: 'password' }), 'invalid_client'],
  ])('is refused with one word for %s', async (_what, init, error) => {
    const answer = await open(at.token, { method: 'POST', ...init });
    expect([answer.status, await answer.json()]).toEqual([400, { error }]);
  });
});

describe('a refresh token', () => {
  let first: string;
  beforeEach(async () => {
    first = (await exchanged(await codeFor('rumana'))).body.refresh_token ?? '';
  });

  it('is exchanged for the next; its answer may be lost once, for a minute', async () => {
    const next = await refreshed(first);
    expect(next.body.refresh_token).not.toBe(first);
    expect((await refreshed(first)).status).toBe(200);
    await cloud.turnBy(signInLasts.grace * 1000 + 1000);
    expect(await refreshed(first)).toEqual(refused);
    expect((await refreshed(next.body.refresh_token)).status).toBe(200);
  });

  it('lasts from the sign-in on, however often it is exchanged', async () => {
    await cloud.turnBy((signInLasts.refresh - 3600) * 1000);
    const { body } = await refreshed(first);
    await cloud.turnBy(3_601_000);
    expect(await refreshed(body.refresh_token)).toEqual(refused);
  });

  it('is revoked with all that came of its sign-in, and no others', async () => {
    const other = (await exchanged(await codeFor('rumana'))).body.refresh_token;
    const next = (await refreshed(first)).body.refresh_token ?? '';
    const answer = await open(at.revoke, form({ token: next, client_id: at.client }));
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect([await refreshed(first), await refreshed(next)]).toEqual([refused, refused]);
    expect((await refreshed(other)).status).toBe(200);
  });
});

describe('the sign-in page', () => {
  it('remembers who signed in until sign-out, which needs an address it knows', async () => {
    const cookie = (await chosen('kamal')).headers.get('set-cookie')?.split(';')[0] ?? '';
    const again = () => open(`${at.authorize}?${asked()}`, { headers: { cookie } });
    expect((await exchanged(codeIn(await again()))).status).toBe(200);
    const out = (to: string) =>
      open(`${at.logout}?${new URLSearchParams({ client_id: at.client, logout_uri: to })}`, {
        headers: { cookie },
      });
    expect((await out('https://elsewhere.example/')).status).toBe(400);
    expect((await out(`${cloud.url}/desk/`)).headers.get('location')).toBe(`${cloud.url}/desk/`);
    expect((await again()).headers.get('location')).toContain('/login?');
  });

  it('runs no script, and is shown in no frame', async () => {
    const { headers } = await open(`${loginAt()}?${asked()}`);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  });
});
