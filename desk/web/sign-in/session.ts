import { signal } from '@preact/signals';
import type { Role } from '../../../shared/actor.ts';
import { settings } from './settings.ts';
import {
  type Begun,
  beginSignIn,
  finishSignIn,
  refreshSignIn,
  revokeSignIn,
  SignInOver,
  type Tokens,
} from './user-pool.ts';

/** Who signed in, as their token says: for showing only, the API decides what they may do. */
export type Who = { by: string; name: string; roles: Role[] };

/** Nobody yet, somebody, or somebody whose sign-in has run out: what they write stays where it is. */
export type SignedIn = 'unknown' | 'out' | 'in' | 'over';
export const signedIn = signal<SignedIn>('unknown');
export const who = signal<Who | undefined>();

/** Of the tokens, only the one for the next is kept beyond this page, and no longer than its tab. */
const kept = { refresh: 'khobor.refresh', since: 'khobor.since', begun: 'khobor.sign-in' } as const;

/** When somebody signed out in this browser last: a tab that was closed or put aside comes back with what it had kept. */
const signedOutAt = 'khobor.signed-out';

/** Tells the other tabs of this browser who has signed out. */
let others: BroadcastChannel | undefined;

let tokens: Tokens | undefined;
let refreshing: Promise<Tokens> | undefined;

/** Milliseconds before its end in which an access token is exchanged: a request must not arrive with one that has ended. */
const early = 60_000;

/**
 * Signs in from what this tab has kept; from a callback, with its code. Returns where its person was going. Throws when the
 * user pool cannot be reached.
 */
export async function openSession(address: URL): Promise<string | undefined> {
  const at = await settings();
  if (at.origin !== address.origin) {
    location.replace(at.origin + address.pathname + address.search);
    return new Promise(() => {});
  }
  others = new BroadcastChannel('khobor.signed-out');
  others.onmessage = ({ data }: MessageEvent<string>) => {
    if (data === who.peek()?.by) void leave('/desk/');
  };
  if (address.pathname === '/desk/callback') return fromCallback(address);
  if (sessionStorage.getItem(kept.refresh) === null) signedIn.value = 'out';
  else
    await goodTokens().catch((error) => {
      if (!(error instanceof SignInOver)) throw error;
    });
  return undefined;
}

async function fromCallback(address: URL): Promise<string> {
  const begun = JSON.parse(sessionStorage.getItem(kept.begun) ?? 'null') as Begun | null;
  sessionStorage.removeItem(kept.begun);
  if (!begun) {
    signedIn.value = 'out';
    return '/desk/';
  }
  const given = await finishSignIn(await settings(), address, begun);
  if (begun.window === 'popup') {
    new BroadcastChannel(begun.state).postMessage(given);
    window.close();
  }
  await take(given);
  return begun.goingTo;
}

/** Sends the browser to the sign-in page. */
export async function signIn(goingTo: string): Promise<void> {
  const { address, begun } = await beginSignIn(await settings(), goingTo, 'tab');
  sessionStorage.setItem(kept.begun, JSON.stringify(begun));
  location.assign(address);
}

/** Signs in again in a window of its own: the page, and what is being written on it, stays. */
export async function signInAgain(): Promise<void> {
  const popup = window.open('', '_blank', 'popup,width=480,height=720');
  const { address, begun } = await beginSignIn(await settings(), '/desk/', 'popup');
  if (!popup) return;
  popup.sessionStorage.setItem(kept.begun, JSON.stringify(begun));
  popup.location.assign(address);
  const channel = new BroadcastChannel(begun.state);
  channel.onmessage = ({ data }: MessageEvent<Tokens>) => {
    channel.close();
    void take(data);
  };
}

/** Ends the sign-in in every tab here, at the user pool, and on its sign-in page. */
export async function signOut(): Promise<void> {
  const at = await settings();
  localStorage[signedOutAt] = Date.now();
  others?.postMessage(who.peek()?.by);
  const query = new URLSearchParams({ client_id: at.client, logout_uri: `${at.origin}/desk/` });
  await leave(`${at.logout}?${query}`);
}

/** Milliseconds that a user pool is waited for by somebody who leaves. */
const patience = 4_000;
const within = (answer: Promise<unknown> | undefined) =>
  Promise.race([answer, new Promise((done) => setTimeout(done, patience))]).catch(() => undefined);

/** Ends the sign-in of this tab, also where the user pool does not answer. What is unsaved in it stays, for its person. */
async function leave(to: string): Promise<void> {
  // Of a refresh under way, the next tokens are what is to be ended. None is begun after it.
  const last = refreshing;
  refreshing = new Promise(() => {});
  await within(last);
  const refresh = sessionStorage.getItem(kept.refresh);
  forget();
  if (refresh) await within(revokeSignIn(await settings(), refresh));
  location.assign(to);
}

/** Tokens that are good for the next request. Throws `SignInOver` when there are none to be had without signing in. */
export async function goodTokens(isRefused = false): Promise<Tokens> {
  if (tokens && !isRefused && tokens.until - early > Date.now()) return tokens;
  if (refreshing) return refreshing;
  const mine = refreshed().finally(() => {
    if (refreshing === mine) refreshing = undefined;
  });
  refreshing = mine;
  return mine;
}

async function refreshed(): Promise<Tokens> {
  const refresh = tokens?.refresh ?? sessionStorage.getItem(kept.refresh);
  try {
    if (!refresh) throw new SignInOver();
    if (Number(localStorage[signedOutAt]) > Number(sessionStorage[kept.since])) throw new SignInOver();
    return take(await refreshSignIn(await settings(), refresh));
  } catch (error) {
    if (error instanceof SignInOver) endSession();
    throw error;
  }
}

/** The sign-in has run out. Whoever has something on the screen keeps it, and signs in again beside it. */
export function endSession(): void {
  const wasIn = who.value !== undefined;
  forget();
  signedIn.value = wasIn ? 'over' : 'out';
}

/**
 * Goes on with tokens. A page is one person's: when they are somebody else's, it is left, and nobody gets a token here any
 * more. So nothing that waits goes out in another's name; it is kept for whoever wrote it.
 */
async function take(given: Tokens): Promise<Tokens> {
  sessionStorage[kept.since] ??= Date.now();
  sessionStorage.setItem(kept.refresh, given.refresh);
  const whoNow = whoIn(given.access);
  if (who.value !== undefined && who.value.by !== whoNow.by) {
    tokens = undefined;
    refreshing = new Promise(() => {});
    location.assign('/desk/');
    return refreshing;
  }
  tokens = given;
  who.value = whoNow;
  signedIn.value = 'in';
  return given;
}

function forget() {
  tokens = undefined;
  for (const one of [kept.refresh, kept.since]) sessionStorage.removeItem(one);
}

type Payload = { sub: string; username: string; 'cognito:groups'?: Role[] };

function whoIn(token: string): Who {
  const part = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0));
  const {
    sub,
    username,
    'cognito:groups': roles = [],
  } = JSON.parse(new TextDecoder().decode(bytes)) as Payload;
  return { by: sub, name: username, roles };
}
