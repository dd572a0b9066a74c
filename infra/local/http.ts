import { createServer, type IncomingMessage, type Server } from 'node:http';

/** A request as the front gets it. `path` and `query` are as sent; header names are in lower case. */
export type Request = {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: Buffer;
  ip: string;
};

export type Response = { status: number; headers: Record<string, string>; body: Buffer };

/** The largest request body CloudFront passes on. */
const maxBody = 10 * 1024 * 1024;

/**
 * Serves HTTP with one function from request to response. An error in it is answered with 502 and passed to `report`.
 * Idle connections are closed by the client: a server that closes one may meet its next request. Only this machine's own
 * names are served: a page of another site whose name leads here (DNS rebinding) could read the mailbox. A server that was
 * there before answers so from now on.
 */
export function serve(
  answer: (request: Request) => Promise<Response>,
  report: (error: unknown) => void,
  server: Server = createServer({ keepAliveTimeout: 0 }),
): Server {
  return server.removeAllListeners('request').on('request', (incoming, outgoing) => {
    const own = ownNames(incoming);
    const answered = own.includes(incoming.headers.host ?? '')
      ? read(incoming).then((request) => (request ? answer(request) : tooLarge))
      : Promise.resolve(misdirected(own));
    answered
      .catch((error: unknown) => {
        report(error);
        return { status: 502, headers: {}, body: Buffer.from('Bad gateway\n') };
      })
      .then(({ status, headers, body }) => {
        outgoing.writeHead(status, {
          ...headers,
          ...(status === 304 ? {} : { 'content-length': body.length }),
        });
        outgoing.end(incoming.method === 'HEAD' || status === 304 ? undefined : body);
      })
      .catch(report);
  });
}

const ownNames = ({ socket: { localPort } }: IncomingMessage) =>
  ['localhost', '127.0.0.1'].flatMap((name) => [`${name}:${localPort}`, ...(localPort === 80 ? [name] : [])]);

/** What a server says that is not meant (RFC 9110, 15.5.20). */
const misdirected = ([name]: readonly string[]): Response => ({
  status: 421,
  headers: { 'content-type': 'text/plain; charset=utf-8', connection: 'close' },
  body: Buffer.from(`This newsroom is served to this machine only, as http://${name}/\n`),
});

const tooLarge: Response = {
  status: 413,
  headers: { 'content-type': 'application/problem+json', connection: 'close' },
  body: Buffer.from(
    JSON.stringify({
      type: '/problems/too-large',
      code: 'too-large',
      title: 'The request, or its answer, is larger than allowed',
      status: 413,
      detail: `At most ${maxBody} bytes are allowed`,
    }),
  ),
};

async function read(incoming: IncomingMessage): Promise<Request | undefined> {
  const body = await bodyOf(incoming);
  if (!body) return undefined;
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(',')]);
  return {
    method: incoming.method ?? 'GET',
    path,
    query,
    headers: Object.fromEntries(headers),
    body,
    ip: incoming.socket.remoteAddress ?? '',
  };
}

const nothing = Buffer.alloc(0);

/** The body of a request; undefined when it is too large. A page is asked for without one. */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const { 'content-length': length, 'transfer-encoding': coding } = incoming.headers;
  if ((length === undefined || length === '0') && coding === undefined) return nothing;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
  }
  return size > maxBody ? undefined : Buffer.concat(chunks);
}
