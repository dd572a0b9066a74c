import type { Keyring } from '../credentials.ts';
import type { ErrorAnswer } from '../endpoint.ts';
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  account,
  type Report,
  type Service,
  type ServiceContext,
  toAwsError,
} from '../service.ts';
import { addressOf } from './address.ts';
import type { NotifyArrival } from './arrival-rules.ts';
import { bucketOperations } from './bucket-operations.ts';
import { openBuckets } from './buckets.ts';
import { chunkCheckOf } from './chunk-signature.ts';
import { copyObject } from './copy-object.ts';
import { type Cors, openCors } from './cors.ts';
import { corsOperations } from './cors-operations.ts';
import { deleteObjects } from './delete-objects.ts';
import { listOperations } from './list-operations.ts';
import { checkHeaders } from './object-headers.ts';
import { objectOperations } from './object-operations.ts';
import { openObjects } from './objects.ts';
import type { Call, Context } from './operation.ts';
import { postObject } from './post-object.ts';
import { operationOf } from './route.ts';
import { uploadOperations } from './upload-operations.ts';
import { openUploads } from './uploads.ts';
import { accessDenied, answerError, requestHeaders } from './wire.ts';

/** An object in a bucket. `metadata` are the `x-amz-meta-*` headers, named without that prefix. */
export type StoredObject = {
  body: Buffer;
  etag: string;
  /** Milliseconds since the epoch. */
  lastModified: number;
  /** `content-type`, `cache-control`, `content-disposition`, `content-encoding`, `content-language`, `expires`. */
  headers: Record<string, string>;
  metadata: Record<string, string>;
};

export type S3 = {
  handle: Service;
  answerError: ErrorAnswer;
  /** The names of all supported operations. Any other is refused by its name. */
  operations: readonly string[];
  /** Handles presigned POST forms and CORS preflights; refuses everything else that is not signed. */
  unsigned: (request: Omit<AwsRequest, 'principal'>) => Promise<AwsResponse>;
  /** Reads an object without a signature, as a CDN does. */
  read: (bucket: string, key: string) => StoredObject | undefined;
};

/** S3: buckets without versions, ACLs or policies. A request for an unsupported feature is refused by its name. */
export function openS3(base: ServiceContext & { keyring: Keyring; notifyArrival: NotifyArrival }): S3 {
  const context: Context = {
    ...base,
    buckets: openBuckets(base),
    objects: openObjects(base, base.notifyArrival),
    uploads: openUploads(base),
    cors: openCors(base),
  };
  const operations = {
    ...bucketOperations(context),
    ...objectOperations(context),
    ...corsOperations(context),
    ...copyObject(context),
    ...deleteObjects(context),
    ...listOperations(context),
    ...uploadOperations(context),
  };

  const handle = async (request: AwsRequest) => {
    const call = callOf(request, base.keyring);
    checkHeaders(call.headers);
    const owner = call.headers['x-amz-expected-bucket-owner'];
    if (owner !== undefined && owner !== account) throw accessDenied();
    const run = operations[operationOf({ ...call, method: request.method })];
    if (!run) throw new Error('a route without an operation');
    return run(call);
  };
  const post = postObject(context, base.keyring);

  return {
    answerError,
    operations: Object.keys(operations),
    handle: (request) => answered(request, context, () => handle(request)),
    unsigned: (request) =>
      answered(request, context, async () =>
        request.method === 'OPTIONS'
          ? context.cors.preflight(request)
          : post({ ...request, ...addressOf(request) }),
      ),
    read: (bucket, key) => {
      const head = context.objects.head(bucket, key);
      return head && { ...head, body: context.objects.body(bucket, key) };
    },
  };
}

/** Answers a request or its error, and adds the CORS headers. */
async function answered(
  request: Omit<AwsRequest, 'principal'>,
  { cors, report }: { cors: Cors; report: Report },
  run: () => Promise<AwsResponse>,
): Promise<AwsResponse> {
  try {
    const response = await run();
    return { ...response, headers: { ...requestHeaders(), ...corsOf(request, cors), ...response.headers } };
  } catch (error) {
    const known = toAwsError(error, report);
    const details = { Resource: request.path, ...known.details };
    const response = answerError(new AwsError(known.code, known.message, known.status, details));
    return { ...response, headers: { ...corsOf(request, cors), ...response.headers } };
  }
}

/** The CORS headers of an answer; none when even the address of the request is invalid. */
function corsOf(request: Omit<AwsRequest, 'principal'>, cors: Cors): Record<string, string> {
  try {
    return cors.allowed(request);
  } catch {
    return {};
  }
}

/** Query parameters of a presigned URL that stand for headers. */
const hoisted =
  /^x-amz-(?!algorithm$|credential$|date$|expires$|signedheaders$|signature$|content-sha256$|security-token$)/i;

function callOf(request: AwsRequest, keyring: Keyring): Call {
  const query = new URLSearchParams(request.query);
  const fromQuery = [...query]
    .filter(([name]) => hoisted.test(name))
    .map(([name, value]) => [name.toLowerCase(), value]);
  return {
    ...addressOf(request),
    principal: request.principal,
    headers: { ...Object.fromEntries(fromQuery), ...request.headers },
    query,
    body: request.body,
    chunkCheck: () => chunkCheckOf(request, keyring),
  };
}
