import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Respond = (request: IncomingMessage, response: ServerResponse) => void;
type Received = { key: string | undefined; ifMatch: string | undefined; method: string | undefined };

/** A server in place of a newsroom: it answers each request with the next of `answers`, the rest with the last. */
export async function aNewsroom(answers: readonly Respond[]) {
  const requests: Received[] = [];
  const server = createServer((request, response) => {
    const { 'idempotency-key': key, 'if-match': ifMatch } = request.headers;
    requests.push({ key: key as string | undefined, ifMatch, method: request.method });
    answers[Math.min(requests.length, answers.length) - 1]?.(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, requests, close: () => server.close() };
}

export const json =
  (status: number, body: object, type = 'application/json'): Respond =>
  (_request, response) =>
    response
      .writeHead(status, { 'content-type': type, location: 'https://x.example/' })
      .end(JSON.stringify(body));

/** Ends the connection without an answer. */
export const hangUp: Respond = (request) => request.destroy();
