import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Credentials, Keyring } from './credentials.ts';
import { AwsError, type Principal } from './service.ts';

/** What a Signature Version 4 says about itself, in the `Authorization` header or in a presigned URL's query. */
export type Claim = {
  accessKeyId: string;
  scope: string;
  service: string;
  signedHeaders: string[];
  signature: string;
  /** Basic ISO form, `20261123T101500Z`. */
  signedAt: string;
  /** Seconds a presigned URL stays good; undefined for a signed header. */
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

/** Reads the claim a request makes, or undefined when it makes none. Throws when the claim is malformed. */
export function claimOf({ headers, query }: Pick<Signed, 'headers' | 'query'>): Claim | undefined {
  const authorization = headers.authorization;
  if (authorization !== undefined) {
    const fields = Object.fromEntries(
      authorization
        .replace(/^AWS4-HMAC-SHA256\s+/, '')
        .split(',')
        .map((field) => field.trim().split(/=(.*)/s).slice(0, 2) as [string, string]),
    );
    if (!authorization.startsWith('AWS4-HMAC-SHA256')) throw malformed('it is not AWS4-HMAC-SHA256');
    return claim(fields.Credential, fields.SignedHeaders, fields.Signature, headers['x-amz-date'], undefined);
  }
  const params = new URLSearchParams(query);
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

/** Checks a request against its claim and says who signed it. Throws with the code AWS uses otherwise. */
export function verify(request: Signed, claim: Claim, keyring: Keyring, clock: Clock): Principal {
  const holder = keyring.find(claim.accessKeyId);
  if (!holder)
    throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
  const age = clock.now() - instantOf(claim.signedAt);
  if (claim.expires !== undefined ? age > claim.expires * 1000 : age > maxSkew)
    throw new AwsError('RequestExpired', `Signature expired: it was made at ${claim.signedAt}`, 403);
  if (-age > maxSkew)
    throw new AwsError('RequestTimeTooSkewed', `Signature not yet current: ${claim.signedAt}`, 403);
  const expected = signatureOf(request, claim, holder.secret);
  if (!equal(expected, claim.signature))
    throw new AwsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      403,
    );
  const unsigned = ['host'].filter((name) => !claim.signedHeaders.includes(name));
  if (unsigned.length > 0) throw malformed('host must be among the signed headers');
  checkPayload(request);
  return holder.principal;
}

/** The signature of a policy document or string by a key, as presigned POST forms carry it. */
export function signPolicy(
  policy: string,
  scope: string,
  { secretAccessKey }: Pick<Credentials, 'secretAccessKey'>,
) {
  return hmac(signingKey(secretAccessKey, scope), policy).toString('hex');
}

export function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Milliseconds since the epoch of a basic ISO instant. */
export const instantOf = (basic: string) =>
  Date.parse(basic.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

function signatureOf(request: Signed, { scope, service, signedHeaders, signedAt }: Claim, secret: string) {
  const canonical = [
    request.method,
    service === 's3' ? request.path : request.path.split('/').map(encode).join('/'),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    payloadHash(request, service),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', signedAt, scope, sha256(canonical)].join('\n');
  return hmac(signingKey(secret, scope), toSign).toString('hex');
}

function payloadHash({ headers, query, body }: Signed, service: string) {
  if (new URLSearchParams(query).has('X-Amz-Signature'))
    return headers['x-amz-content-sha256'] ?? (service === 's3' ? 'UNSIGNED-PAYLOAD' : sha256(body));
  return headers['x-amz-content-sha256'] ?? sha256(body);
}

function checkPayload({ headers, body }: Signed) {
  const said = headers['x-amz-content-sha256'];
  if (said === undefined || !/^[0-9a-f]{64}$/.test(said) || said === sha256(body)) return;
  throw new AwsError('XAmzContentSHA256Mismatch', 'The body is not the one that was signed', 400);
}

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

const recode = (part: string) => encode(decodeURIComponent(part));
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const signingKey = (secret: string, scope: string) =>
  scope.split('/').reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secret}`));

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
