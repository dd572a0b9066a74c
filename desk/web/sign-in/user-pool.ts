import * as oauth from 'oauth4webapi';
import type { DeskSettings } from '../../../shared/desk-settings.ts';

/**
 * What a sign-in gives: an access token until an instant (ms since the epoch), the ID token, which alone says its person's
 * address, and the refresh token for the next.
 */
export type Tokens = { access: string; id: string; until: number; refresh: string };

/** What a sign-in that has begun has to be finished with, and where its person was going. */
export type Begun = {
  verifier: string;
  state: string;
  nonce: string;
  goingTo: string;
  window: 'tab' | 'popup';
};

/** The sign-in has ended: the user pool takes the refresh token no more. */
export class SignInOver extends Error {}

const clientAuth = oauth.None();

const server = ({ issuer, authorize, token, revoke }: DeskSettings): oauth.AuthorizationServer => ({
  issuer,
  authorization_endpoint: authorize,
  token_endpoint: token,
  revocation_endpoint: revoke,
});
const client = (at: DeskSettings): oauth.Client => ({ client_id: at.client });
const callbackOf = (at: DeskSettings) => `${at.origin}/desk/callback`;

/** A user pool on one machine is reached without TLS; any other is not. */
const requests = ({ token }: DeskSettings) => ({
  [oauth.allowInsecureRequests]: /^http:\/\/(localhost|127\.0\.0\.1):/.test(token),
});

/** Begins a sign-in: where to send the browser, and what to keep until it comes back. */
export async function beginSignIn(
  at: DeskSettings,
  goingTo: string,
  window: Begun['window'],
): Promise<{ address: string; begun: Begun }> {
  const begun: Begun = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    goingTo,
    window,
  };
  const query = new URLSearchParams({
    client_id: at.client,
    redirect_uri: callbackOf(at),
    response_type: 'code',
    scope: 'openid',
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: 'S256',
  });
  return { address: `${at.authorize}?${query}`, begun };
}

/** Exchanges the code of a callback for tokens. Throws for an answer that is not to the sign-in that was begun. */
export async function finishSignIn(at: DeskSettings, callback: URL, begun: Begun): Promise<Tokens> {
  const parameters = oauth.validateAuthResponse(server(at), client(at), callback, begun.state);
  const answer = await oauth.authorizationCodeGrantRequest(
    ...([server(at), client(at), clientAuth, parameters, callbackOf(at), begun.verifier] as const),
    requests(at),
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server(at), client(at), answer, {
    expectedNonce: begun.nonce,
    requireIdToken: true,
  });
  return tokensOf(tokens, '');
}

/** Exchanges a refresh token for the next tokens. Throws `SignInOver` when it is good no more. */
export async function refreshSignIn(at: DeskSettings, refresh: string): Promise<Tokens> {
  try {
    const answer = await oauth.refreshTokenGrantRequest(
      ...([server(at), client(at), clientAuth, refresh] as const),
      requests(at),
    );
    return tokensOf(await oauth.processRefreshTokenResponse(server(at), client(at), answer), refresh);
  } catch (cause) {
    if (cause instanceof oauth.ResponseBodyError && cause.status < 500) throw new SignInOver('', { cause });
    throw cause;
  }
}

export const revokeSignIn = (at: DeskSettings, refresh: string) =>
  oauth.revocationRequest(...([server(at), client(at), clientAuth, refresh] as const), requests(at));

const tokensOf = (answer: oauth.TokenEndpointResponse, before: string): Tokens => ({
  access: answer.access_token,
  id: answer.id_token ?? '',
  until: Date.now() + (answer.expires_in ?? 300) * 1000,
  refresh: answer.refresh_token ?? before,
});
