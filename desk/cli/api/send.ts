import { setTimeout as wait } from 'node:timers/promises';
import { Unreachable } from './problem.ts';

export type Answer = { status: number; headers: Headers; text: string };

/** Longer than API Gateway lets a request take, in milliseconds. */
const timeout = 35_000;

/** Sends a request, again after each delay (in milliseconds) if the network failed or the API was busy (429, 503). */
export async function send(
  address: string,
  request: RequestInit,
  [delay, ...later]: readonly number[],
): Promise<Answer> {
  const answer = await attempt(address, request);
  const shouldRetry = answer instanceof Unreachable || [429, 503].includes(answer.status);
  if (shouldRetry && delay !== undefined) {
    await wait(delay);
    return send(address, request, later);
  }
  if (answer instanceof Unreachable) throw answer;
  return answer;
}

async function attempt(address: string, request: RequestInit): Promise<Answer | Unreachable> {
  try {
    const answer = await fetch(address, { ...request, signal: AbortSignal.timeout(timeout) });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  } catch (cause) {
    return new Unreachable(`${new URL(address).origin} cannot be reached (${reasonOf(cause)})`, { cause });
  }
}

/** The network's own error, which `fetch` keeps as the cause of its error. */
function reasonOf(error: unknown): string {
  const { cause, name, message } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `no answer within ${timeout / 1000} seconds`;
  return cause?.code ?? cause?.message ?? message;
}
