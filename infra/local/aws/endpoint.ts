import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Keyring } from './credentials.ts';
import { AwsError, type AwsRequest, type AwsResponse, type Service } from './service.ts';
import { type Claim, claimOf, verify } from './signature.ts';

/** The names of services as they stand in a signature's scope. */
export type ServiceName = 'dynamodb' | 's3' | 'sns' | 'sqs' | 'ses';

/** What a test may do to a call as it passes: let it through by calling `go`, once, twice, later or never. */
export type Intercept = (
  call: AwsRequest & { service: ServiceName; action: string },
  go: () => Promise<AwsResponse>,
) => Promise<AwsResponse>;

/** Says what an error looks like on the wire of one service. */
export type Complaint = (error: AwsError) => AwsResponse;

export type Endpoint = {
  services: Record<ServiceName, { handle: Service; complain: Complaint }>;
  keyring: Keyring;
  clock: Clock;
  intercept?: Intercept;
  /** Requests without a signature that a service takes all the same: forms that carry a signed policy. */
  unsigned: (request: Omit<AwsRequest, 'principal'>) => Promise<AwsResponse>;
};

const maxBody = 64 * 1024 * 1024;

/** The one address of all AWS services: checks each signature, finds the service it is scoped to, passes it on. */
export function awsServer(endpoint: Endpoint): Server {
  return createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    void answer(endpoint, incoming).then(({ status, headers = {}, body = '' }) => {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      const date = new Date(endpoint.clock.now()).toUTCString();
      outgoing.writeHead(status, { 'content-length': bytes.length, ...headers, date });
      outgoing.end(incoming.method === 'HEAD' ? undefined : bytes);
    });
  });
}

async function answer(endpoint: Endpoint, incoming: IncomingMessage): Promise<AwsResponse> {
  let service: ServiceName = 's3';
  try {
    const request = await read(incoming);
    service = guessService(request.headers);
    const claim = claimOf(request);
    if (!claim) return await unsignedCall(endpoint, request, service);
    service = serviceOf(claim, endpoint);
    const principal = verify(request, claim, endpoint.keyring, endpoint.clock);
    const go = () => endpoint.services[service].handle({ ...request, principal });
    if (!endpoint.intercept) return await go();
    return await endpoint.intercept({ ...request, principal, service, action: actionOf(request) }, go);
  } catch (error) {
    const known =
      error instanceof AwsError
        ? error
        : new AwsError('InternalFailure', String((error as Error).stack), 500);
    return endpoint.services[service].complain(known);
  }
}

async function unsignedCall(
  endpoint: Endpoint,
  request: Omit<AwsRequest, 'principal'>,
  service: ServiceName,
): Promise<AwsResponse> {
  if (service === 's3') return endpoint.unsigned(request);
  throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
}

function serviceOf(claim: Claim, { services }: Endpoint): ServiceName {
  if (claim.service in services) return claim.service as ServiceName;
  throw new AwsError('UnknownService', `The embedded cloud has no service ${claim.service}`, 400);
}

/** Which service's error form a request expects before its signature has told. */
function guessService(headers: Record<string, string>): ServiceName {
  const target = headers['x-amz-target'] ?? '';
  if (target.startsWith('DynamoDB')) return 'dynamodb';
  if (target.startsWith('AmazonSQS')) return 'sqs';
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? 'sns' : 's3';
}

const actionOf = ({ headers, method, body }: Omit<AwsRequest, 'principal'>) =>
  headers['x-amz-target']?.split('.')[1] ?? new URLSearchParams(body.toString()).get('Action') ?? method;

async function read(incoming: IncomingMessage): Promise<Omit<AwsRequest, 'principal'>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > maxBody) throw new AwsError('EntityTooLarge', `A body of over ${maxBody} bytes`, 400);
    chunks.push(chunk);
  }
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
    body: Buffer.concat(chunks),
  };
}
