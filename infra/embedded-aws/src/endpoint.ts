import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Clock } from './clock.ts';
import type { Keyring } from './credentials.ts';
import { addressOf } from './s3/address.ts';
import { operationOf as s3OperationOf } from './s3/route.ts';
import { AwsError, type AwsRequest, type AwsResponse, type Report, toAwsError } from './service.ts';
import { operationOf as sesOperationOf } from './ses/route.ts';
import { type Claim, claimOf, verify } from './signature.ts';
import { keyPath } from './sns/http-deliveries.ts';

/** The names of the services as they appear in the scope of a signature. */
export type ServiceName = 'dynamodb' | 's3' | 'sns' | 'sqs' | 'ses' | 'cloudfront';

/** Handles one call. `hungUp` is aborted when the caller closes the connection. */
type Handle = (request: AwsRequest & { hungUp?: AbortSignal }) => Promise<AwsResponse>;

/**
 * Intercepts a call before its service. Each call of `pass` hands it on, with its own body or another one. `cut` instead
 * of an answer closes the connection.
 */
export type Intercept = (
  call: AwsRequest & { service: ServiceName; action: string },
  pass: (other?: Pick<AwsRequest, 'body'>) => Promise<AwsResponse>,
) => Promise<AwsResponse | 'cut'>;

/** Writes an error in the wire format of one service. */
export type ErrorAnswer = (error: AwsError) => AwsResponse;

export type Endpoint = {
  services: Record<ServiceName, { handle: Handle; answerError: ErrorAnswer }>;
  keyring: Keyring;
  clock: Clock;
  report: Report;
  intercept?: Intercept;
  /**
   * Handles requests without a signature: S3's upload forms, which carry a signed policy instead, and of SNS what an
   * address asks that is subscribed.
   */
  unsigned: Partial<Record<ServiceName, (request: Omit<AwsRequest, 'principal'>) => Promise<AwsResponse>>>;
};

const maxBody = 64 * 1024 * 1024;

/** The HTTP server for all services: checks the signature of each request and passes it to the service it names. */
export function awsServer(
  endpoint: Endpoint,
  server: Server = createServer({ keepAliveTimeout: 60_000 }),
): Server {
  return server.removeAllListeners('request').on('request', (incoming, outgoing) => {
    const hungUp = new AbortController();
    outgoing.once('close', () => hungUp.abort());
    answer(endpoint, incoming, hungUp.signal)
      .then((answered) => {
        if (answered === 'cut') return void outgoing.destroy();
        const { status, headers = {}, body = '' } = answered;
        const bytes = typeof body === 'string' ? Buffer.from(body) : body;
        const { 'content-length': length = bytes.length, ...others } = headers;
        const date = new Date(endpoint.clock.now()).toUTCString();
        // The length comes last: once it is set, Node refuses a content-disposition that is not ASCII.
        const size = status === 204 || status === 304 ? {} : { 'content-length': length };
        outgoing.writeHead(status, { ...others, date, ...size });
        outgoing.end(incoming.method === 'HEAD' ? undefined : bytes);
      })
      .catch((error: Error) => {
        endpoint.report(error);
        outgoing.destroy(error);
      });
  });
}

async function answer(
  endpoint: Endpoint,
  incoming: IncomingMessage,
  hungUp: AbortSignal,
): Promise<AwsResponse | 'cut'> {
  let service: ServiceName = 's3';
  let isSigned = false;
  try {
    const request = await read(incoming);
    service = guessService(request);
    const claim = claimOf(request);
    if (!claim) return await unsignedCall(endpoint, request, service);
    service = serviceOf(claim, endpoint);
    const principal = verify(request, claim, endpoint.keyring, endpoint.clock);
    isSigned = true;
    const pass = async (other: Pick<AwsRequest, 'body'> = request) =>
      ofSomeAge(await endpoint.services[service].handle({ ...request, ...other, principal, hungUp }));
    if (!endpoint.intercept) return await pass();
    return await endpoint.intercept(
      { ...request, principal, service, action: actionOf(service, request) },
      pass,
    );
  } catch (error) {
    const refused = endpoint.services[service].answerError(toAwsError(error, endpoint.report));
    return isSigned ? ofSomeAge(refused) : refused;
  }
}

/**
 * An SDK sets its clock by an answer without an age, as it has to when its signature is refused. While that is minutes off
 * the machine's, as in a world whose time is turned, it takes every error for one of its clock, and asks again, ever slower.
 */
const ofSomeAge = (answered: AwsResponse): AwsResponse => ({
  ...answered,
  headers: { ...answered.headers, age: '0' },
});

async function unsignedCall(
  endpoint: Endpoint,
  request: Omit<AwsRequest, 'principal'>,
  service: ServiceName,
): Promise<AwsResponse> {
  const handle = endpoint.unsigned[service];
  if (handle) return handle(request);
  throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
}

function serviceOf(claim: Claim, { services }: Endpoint): ServiceName {
  if (claim.service in services) return claim.service as ServiceName;
  throw new AwsError('UnknownService', `embedded-aws has no service ${claim.service}`, 400);
}

/** Guesses the service of a request whose signature has not been read yet, to answer errors in its format. */
function guessService({ headers, method, path, query }: Omit<AwsRequest, 'principal'>): ServiceName {
  const target = headers['x-amz-target'] ?? '';
  if (target.startsWith('DynamoDB')) return 'dynamodb';
  if (target.startsWith('AmazonSQS')) return 'sqs';
  if (path.startsWith('/v2/email/')) return 'ses';
  if (path.startsWith('/2020-05-31/')) return 'cloudfront';
  if (method === 'GET' && (path === keyPath || (path === '/' && /(^|&)Action=/.test(query)))) return 'sns';
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return isForm && method === 'POST' && path === '/' ? 'sns' : 's3';
}

/** The name of the operation a call asks for; the HTTP method for an unknown operation. */
function actionOf(service: ServiceName, request: Omit<AwsRequest, 'principal'>): string {
  const { headers, method, body } = request;
  if (service === 'sns') return new URLSearchParams(body.toString()).get('Action') ?? method;
  if (service === 'ses') return sesOperationOf(request)?.name ?? method;
  if (service === 'cloudfront') return 'CreateInvalidation';
  if (service !== 's3') return headers['x-amz-target']?.split('.')[1] ?? method;
  try {
    return s3OperationOf({ ...request, ...addressOf(request), query: new URLSearchParams(request.query) });
  } catch {
    return method;
  }
}

async function read(incoming: IncomingMessage): Promise<Omit<AwsRequest, 'principal'>> {
  const body = await readBody(incoming);
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  return {
    method: incoming.method ?? 'GET',
    host: headers.host ?? '',
    path,
    query,
    headers,
    body,
  };
}

const readBody = (incoming: IncomingMessage) =>
  new Promise<Buffer>((done, failed) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // A body that is too large is still read to its end: most clients read no answer before they have sent everything.
      if (size <= maxBody) chunks.push(chunk);
    });
    incoming.once('end', () => {
      if (size <= maxBody) done(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
      else failed(new AwsError('EntityTooLarge', `embedded-aws takes bodies of up to ${maxBody} bytes`, 400));
    });
    const cut = () =>
      failed(new AwsError('IncompleteBody', 'The connection was closed before the whole body had arrived'));
    incoming.once('error', cut).once('aborted', cut);
  });
