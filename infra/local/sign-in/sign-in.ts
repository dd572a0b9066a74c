import { createHash } from 'node:crypto';
import type { Clock, Store } from 'embedded-aws';
import type { JWK } from 'jose';
import type { DeskSettings } from '../../../shared/desk-settings.ts';
import { deskPaths, signInLasts } from '../../topology/sign-in.ts';
import type { Request, Response } from '../http.ts';
import { type Claims, clients, idTokenFor, issuerAt, tokenFor } from '../identity.ts';
import { openGrants, type SignedIn } from './grants.ts';
import { claimsOf, staff } from './staff.ts';
import { mistakePage, whoPage } from './who-page.ts';

const cookie = 'khobor-identity';

/** The web desk's settings on this machine, where the endpoints of the user pool are paths of the newsroom itself. */
export const localDeskSettings = (origin: string): DeskSettings => ({
  origin,
  issuer: issuerAt(origin),
  client: clients.web,
  authorize: `${issuerAt(origin)}/oauth2/authorize`,
  token: `${issuerAt(origin)}/oauth2/token`,
  revoke: `${issuerAt(origin)}/oauth2/revoke`,
  logout: `${issuerAt(origin)}/logout`,
});

/**
 * The endpoints of a user pool as Cognito has them: authorization code with PKCE for one public client, refresh tokens that
 * are exchanged for the next one, revocation, sign-out by `logout_uri`. Errors of the token endpoint are 400 with a word.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function openSignIn(
  store: Store,
  jwk: JWK,
  origin: string,
  clock: Clock,
): (request: Request) => Promise<Response> {
  const grants = openGrants(store, clock);
  const at = localDeskSettings(origin);
  const callback = origin + deskPaths.callback;

  const sendBack = async (who: SignedIn, query: URLSearchParams): Promise<Response> => {
    const nonce = query.get('nonce') ?? undefined;
    const code = await grants.newCode({
      ...who,
      client: clients.web,
      redirect: callback,
      challenge: query.get('code_challenge') ?? '',
      ...(nonce === undefined ? {} : { nonce }),
    });
    return redirect(addressOf(callback, { code, state: query.get('state') }));
  };

  /** What is wrong with a request to sign in; a redirect where the client is told, a page where it cannot be trusted. */
  const refused = (query: URLSearchParams): Response | undefined => {
    if (query.get('client_id') !== clients.web) return mistake('unauthorized_client');
    if (query.get('redirect_uri') !== callback) return mistake('redirect_mismatch');
    const state = query.get('state');
    const told = (error: string) => redirect(addressOf(callback, { error, state }));
    if (query.get('response_type') !== 'code') return told('unsupported_response_type');
    if (query.get('scope')?.split(' ').includes('openid') === false) return told('invalid_scope');
    if (query.get('code_challenge_method') !== 'S256') return told('invalid_request');
    return /^[\w-]{43}$/.test(query.get('code_challenge') ?? '') ? undefined : told('invalid_request');
  };

  const authorize = async ({ query: raw, headers }: Request): Promise<Response> => {
    const query = new URLSearchParams(raw);
    const no = refused(query);
    if (no) return no;
    const known = grants.session(sessionIn(headers));
    return known
      ? sendBack(grants.signedIn(known.name), query)
      : redirect(`${issuerAt(origin)}/login?${query}`);
  };

  const login = async ({ method, query: raw, headers, body }: Request): Promise<Response> => {
    const query = new URLSearchParams(raw);
    const no = refused(query);
    if (no) return no;
    if (method !== 'POST') return page(200, whoPage(`?${query}`));
    const from = headers['sec-fetch-site'] ?? 'same-origin';
    const name = new URLSearchParams(body.toString()).get('name') ?? '';
    if (from !== 'same-origin' || !Object.hasOwn(staff, name)) return mistake('invalid_request');
    const who = grants.signedIn(name);
    const answer = await sendBack(who, query);
    return withCookie(answer, await grants.newSession(who));
  };

  const tokens = async ({ headers, body }: Request): Promise<Response> => {
    if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      return failure('invalid_request');
    const form = new URLSearchParams(body.toString());
    if (form.get('client_id') !== clients.web) return failure('invalid_client');
    if (form.get('grant_type') === 'authorization_code') return ofCode(form);
    if (form.get('grant_type') === 'refresh_token') return ofRefresh(form);
    return failure('unsupported_grant_type');
  };

  const ofCode = async (form: URLSearchParams): Promise<Response> => {
    const [code, verifier] = [form.get('code'), form.get('code_verifier')];
    if (!code || !verifier) return failure('invalid_request');
    const given = await grants.takeCode(code);
    const isTheirs =
      given?.redirect === form.get('redirect_uri') && given?.challenge === challengeOf(verifier);
    if (!given || !isTheirs) return failure('invalid_grant');
    const { name, signIn, at: since, client, nonce } = given;
    return json(200, await tokensOf({ name, signIn, at: since }, client, nonce));
  };

  const ofRefresh = async (form: URLSearchParams): Promise<Response> => {
    const given = await grants.useRefresh(form.get('refresh_token') ?? '');
    if (!given) return failure('invalid_grant');
    const { name, signIn, at: since, client } = given;
    return json(200, await tokensOf({ name, signIn, at: since }, client));
  };

  const tokensOf = async (who: SignedIn, client: string, nonce?: string) => {
    const claims: Claims = {
      ...claimsOf(who.name),
      roles: staff[who.name]?.roles ?? [],
      issuedAt: new Date(clock.now()),
      seconds: signInLasts.access,
      origin,
      client: clients.web,
    };
    return {
      access_token: await tokenFor(claims, jwk),
      id_token: await idTokenFor(claims, jwk, nonce),
      refresh_token: await grants.newRefresh({ ...who, client }),
      token_type: 'Bearer',
      expires_in: signInLasts.access,
    };
  };

  const revoke = async ({ body }: Request): Promise<Response> => {
    const form = new URLSearchParams(body.toString());
    if (form.get('client_id') !== clients.web) return failure('invalid_client');
    if (!form.get('token')) return failure('invalid_request');
    await grants.revoke(form.get('token') ?? '', clients.web);
    return { status: 200, headers: noStore, body: Buffer.alloc(0) };
  };

  const logout = async ({ query: raw, headers }: Request): Promise<Response> => {
    const query = new URLSearchParams(raw);
    if (query.get('client_id') !== clients.web) return mistake('unauthorized_client');
    if (query.get('logout_uri') !== origin + deskPaths.signedOut) return mistake('redirect_mismatch');
    await grants.endSession(sessionIn(headers));
    return withCookie(redirect(origin + deskPaths.signedOut), '', 0);
  };

  const { kty, n, e, kid, alg, use } = jwk;
  const documents: Record<string, object> = {
    '/.well-known/jwks.json': { keys: [{ kty, n, e, kid, alg, use }] },
    '/.well-known/openid-configuration': {
      issuer: at.issuer,
      authorization_endpoint: at.authorize,
      token_endpoint: at.token,
      revocation_endpoint: at.revoke,
      end_session_endpoint: at.logout,
      jwks_uri: `${at.issuer}/.well-known/jwks.json`,
      response_types_supported: ['code'],
      scopes_supported: ['openid'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['none'],
      code_challenge_methods_supported: ['S256'],
    },
  };
  const endpoints: Record<string, [string, (request: Request) => Promise<Response>]> = {
    '/oauth2/authorize': ['GET', authorize],
    '/login': ['GET, POST', login],
    '/oauth2/token': ['POST', tokens],
    '/oauth2/revoke': ['POST', revoke],
    '/logout': ['GET', logout],
  };

  return async (request) => {
    const path = request.path.slice('/__local/identity'.length);
    const document = documents[path];
    if (document) return json(200, document);
    const [allow = '', answer] = endpoints[path] ?? [];
    if (!answer) return mistake('not_found', 404);
    if (!allow.split(', ').includes(request.method))
      return { status: 405, headers: { ...noStore, allow }, body: Buffer.alloc(0) };
    return answer(request);
  };
}

/** The code challenge of a verifier (RFC 7636, S256). */
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

const noStore = { 'cache-control': 'no-store' };

/** What the pages here may do: be seen, and be sent back to this machine. */
const pageHeaders = {
  ...noStore,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

const page = (status: number, body: Buffer): Response => ({ status, headers: pageHeaders, body });
const mistake = (error: string, status = 400) => page(status, mistakePage(error));

const redirect = (location: string): Response => ({
  status: 302,
  headers: { ...noStore, location },
  body: Buffer.alloc(0),
});

const json = (status: number, body: object): Response => ({
  status,
  headers: { ...noStore, 'content-type': 'application/json;charset=UTF-8' },
  body: Buffer.from(JSON.stringify(body)),
});

/** Cognito's token endpoint says every error as 400 and one word. */
const failure = (error: string) => json(400, { error });

const addressOf = (path: string, query: Record<string, string | null>) => {
  const given = Object.entries(query).filter((one): one is [string, string] => one[1] !== null);
  return `${path}?${new URLSearchParams(given)}`;
};

const sessionIn = (headers: Record<string, string>) =>
  new RegExp(`(?:^|; )${cookie}=([\\w-]+)`).exec(headers.cookie ?? '')?.[1] ?? '';

const withCookie = (response: Response, value: string, seconds = 3600): Response => ({
  ...response,
  headers: {
    ...response.headers,
    'set-cookie': `${cookie}=${value}; Path=/__local/identity; Max-Age=${seconds}; HttpOnly; SameSite=Lax`,
  },
});
