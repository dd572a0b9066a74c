import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Credentials, Keyring } from './credentials.ts';
import { AwsError, type Principal, region } from './service.ts';

/** A Signature Version 4, from the `Authorization` header or the query of a presigned URL. */
export type Claim = {
  accessKeyId: string;
  scope: string;
  service: string;
  signedHeaders: string[];
  signature: string;
  /** Basic ISO form, `20261123T101500Z`. */
  signedAt: string;
  /** For how many seconds a presigned URL is valid; undefined for a signed header. */
  expires?: number;
};

export type Signed = {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: Buffer;
};

const maxSkew = 15 * 60_000;

/** Reads the signature of a request; undefined if it has none. Throws when it is malformed. */
export function claimOf({ headers, query }: Pick<Signed, 'headers' | 'query'>): Claim | undefined {
  const authorization = headers.authorization;
  const params = new URLSearchParams(query);
  if (params.has('AWSAccessKeyId') || /^AWS\s/.test(authorization ?? ''))
    throw new AwsError(
      'InvalidRequest',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
  if (authorization !== undefined) {
    if (params.has('X-Amz-Signature'))
      throw new AwsError('InvalidArgument', 'Only one auth mechanism allowed');
    const fields = Object.fromEntries(
      authorization
        .replace(/^AWS4-HMAC-SHA256\s+/, '')
        .split(',')
        .map((field) => field.trim().split(/=(.*)/s).slice(0, 2) as [string, string]),
    );
    if (!authorization.startsWith('AWS4-HMAC-SHA256')) throw malformed('it is not AWS4-HMAC-SHA256');
    const signedAt = headers['x-amz-date'] ?? basic(headers.date);
    return claim(fields.Credential, fields.SignedHeaders, fields.Signature, signedAt, undefined);
  }
  if (!params.has('X-Amz-Signature')) return undefined;
  const expires = Number(params.get('X-Amz-Expires'));
  if (!Number.isInteger(expires) || expires < 1 || expires > 604_800)
    throw new AwsError(
      'AuthorizationQueryParametersError',
      'X-Amz-Expires must be between 1 and 604800 seconds',
    );
  const get = (name: string) => params.get(`X-Amz-${name}`) ?? undefined;
  return claim(get('Credential'), get('SignedHeaders'), get('Signature'), get('Date'), expires);
}

function claim(
  credential: string | undefined,
  signedHeaders: string | undefined,
  signature: string | undefined,
  signedAt: string | undefined,
  expires: number | undefined,
): Claim {
  const [accessKeyId = '', ...scope] = (credential ?? '').split('/');
  const [, , service] = scope;
  if (
    scope.length !== 4 ||
    !service ||
    !signedHeaders ||
    !signature ||
    !/^\d{8}T\d{6}Z$/.test(signedAt ?? '')
  )
    throw malformed('Credential, SignedHeaders, Signature and X-Amz-Date are needed');
  return {
    accessKeyId,
    scope: scope.join('/'),
    service,
    signedHeaders: signedHeaders.split(';'),
    signature,
    signedAt: signedAt ?? '',
    ...(expires === undefined ? {} : { expires }),
  };
}

const malformed = (why: string) =>
  new AwsError('IncompleteSignature', `Authorization header or query is not a valid signature: ${why}`, 400);

/** Checks the signature of a request and returns who signed it. Throws with AWS's error code otherwise. */
export function verify(request: Signed, claim: Claim, keyring: Keyring, clock: Clock): Principal {
  const holder = keyring.find(claim.accessKeyId);
  if (!holder)
    throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
  checkScope(claim);
  checkAge(claim, clock.now());
  checkSignedHeaders(request, claim);
  // AWS signs headers as bytes. Clients that sign UTF-8 text but send it as Latin-1 are accepted too.
  const isSigned = (['latin1', 'utf8'] as const).some((encoding) =>
    equal(signatureOf(request, claim, holder.secret, encoding), claim.signature),
  );
  if (!isSigned)
    throw new AwsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      403,
    );
  if (claim.service === 's3') checkPayload(request);
  return holder.principal;
}

/** A signature is valid for one day, one region and one service. */
function checkScope({ scope, service, signedAt }: Claim) {
  const [day, where, , end] = scope.split('/');
  // CloudFront is global: it is signed for us-east-1.
  if (where !== region && !(service === 'cloudfront' && where === 'us-east-1'))
    throw service === 's3'
      ? new AwsError(
          'AuthorizationHeaderMalformed',
          `The authorization header is malformed; the region '${where}' is wrong; expecting '${region}'`,
          400,
          { Region: region },
        )
      : new AwsError(
          'SignatureDoesNotMatch',
          `Credential should be scoped to a valid region: it is '${where}', embedded-aws is in '${region}'.`,
          403,
        );
  if (end !== 'aws4_request' || day !== signedAt.slice(0, 8))
    throw malformed('its scope does not end in aws4_request or is of another day');
}

function checkAge({ signedAt, expires }: Claim, now: number) {
  const age = now - instantOf(signedAt);
  const earlier = `Signature expired: ${signedAt} is too far from ${new Date(now).toISOString()}`;
  if (expires !== undefined && age > expires * 1000)
    throw new AwsError('RequestExpired', 'Request has expired', 403, {
      'X-Amz-Expires': expires,
      Expires: new Date(instantOf(signedAt) + expires * 1000).toISOString(),
      ServerTime: new Date(now).toISOString(),
    });
  if (expires === undefined && age > maxSkew) throw new AwsError('RequestTimeTooSkewed', earlier, 403);
  if (-age > maxSkew)
    throw new AwsError('RequestTimeTooSkewed', `Signature not yet current: ${signedAt}`, 403);
}

/** The signature must cover the host, and for S3 every `x-amz-` header. */
function checkSignedHeaders({ headers, query }: Signed, { service, signedHeaders }: Claim) {
  const needed = service === 's3' ? Object.keys(headers).filter((name) => name.startsWith('x-amz-')) : [];
  const missing = ['host', ...needed].filter((name) => !signedHeaders.includes(name));
  if (service === 's3' && missing.length > 0)
    throw new AwsError(
      'AccessDenied',
      'There were headers present in the request which were not signed',
      403,
      {
        HeadersNotSigned: missing.join(', '),
      },
    );
  if (missing.length > 0)
    throw new AwsError(
      'SignatureDoesNotMatch',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
      403,
    );
  if (service === 's3' && !isPresigned(query) && headers['x-amz-content-sha256'] === undefined)
    throw new AwsError(
      'MissingSecurityHeader',
      'Missing required header for this request: x-amz-content-sha256',
    );
}

/** The signature of the policy of a presigned POST form. */
export function signPolicy(
  policy: string,
  scope: string,
  { secretAccessKey }: Pick<Credentials, 'secretAccessKey'>,
) {
  return sign(policy, scope, secretAccessKey);
}

/** Signs a text with the key derived from a secret and a scope. */
export const sign = (text: string, scope: string, secret: string) =>
  hmac(signingKey(secret, scope), text).toString('hex');

export function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Parses a basic ISO instant to milliseconds since the epoch. */
export const instantOf = (basic: string) =>
  Date.parse(basic.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** An HTTP date in basic ISO form. */
const basic = (date: string | undefined) =>
  Number.isNaN(Date.parse(date ?? ''))
    ? undefined
    : new Date(date ?? '').toISOString().replace(/[-:]|\.\d{3}/g, '');

function signatureOf(
  request: Signed,
  { scope, service, signedHeaders, signedAt }: Claim,
  secret: string,
  encoding: 'latin1' | 'utf8',
) {
  const canonical = [
    request.method,
    request.path
      .split('/')
      .map(service === 's3' ? recode : encode)
      .join('/'),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    payloadHash(request, service),
  ].join('\n');
  const hash = sha256(Buffer.from(canonical, encoding));
  const toSign = ['AWS4-HMAC-SHA256', signedAt, scope, hash].join('\n');
  return sign(toSign, scope, secret);
}

/** S3 signs the hash that the client names, which is checked against the body later; other services hash the body. */
function payloadHash({ headers, query, body }: Signed, service: string) {
  if (service !== 's3') return sha256(body);
  return headers['x-amz-content-sha256'] ?? (isPresigned(query) ? 'UNSIGNED-PAYLOAD' : sha256(body));
}

function checkPayload({ headers, body }: Signed) {
  const said = headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD';
  if (said === 'UNSIGNED-PAYLOAD' || said.startsWith('STREAMING-')) return;
  if (!/^[0-9a-f]{64}$/.test(said))
    throw new AwsError(
      'InvalidArgument',
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD or a valid sha256 value.',
    );
  if (said !== sha256(body))
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      400,
      { ClientComputedContentSHA256: said, S3ComputedContentSHA256: sha256(body) },
    );
}

const isPresigned = (query: string) => new URLSearchParams(query).has('X-Amz-Signature');

const canonicalQuery = (query: string) =>
  query
    .split('&')
    .filter((pair) => pair !== '' && !/^X-Amz-Signature=/.test(pair))
    .map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return [recode(name), recode(value)] as const;
    })
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

function recode(part: string) {
  try {
    return encode(decodeURIComponent(part));
  } catch {
    return part;
  }
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Derived keys, by secret and scope: four hashes for each caller, service and day instead of each call. */
const signingKeys = new Map<string, KeyObject>();
const mostKeys = 1_000;

function signingKey(secret: string, scope: string): KeyObject {
  const name = `${secret} ${scope}`;
  const known = signingKeys.get(name);
  if (known) return known;
  const bytes = scope.split('/').reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secret}`));
  const key = createSecretKey(bytes);
  if (signingKeys.size >= mostKeys) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

const hmac = (key: Buffer | KeyObject, text: string) => createHmac('sha256', key).update(text).digest();
export const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
