import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError, type AwsResponse } from '../service.ts';
import { malformed } from './faults.ts';

const maxBody = 16 * 1024 * 1024;
const model = 'com.amazonaws.dynamodb.v20120810';

/** An answer in AWS JSON 1.0. Undefined members are left out. */
export const answer = (result: object): AwsResponse => respond(200, result);

export function answerError(error: AwsError): AwsResponse {
  const { code, message, details } = translate(error);
  const status = statuses[code] ?? 400;
  const text = code === 'TransactionCanceledException' ? { Message: message } : { message };
  return respond(status, { __type: `${spaceOf(code)}#${code}`, ...details, ...text });
}

const statuses: Record<string, number> = {
  InternalServerError: 500,
  ServiceUnavailable: 503,
  RequestEntityTooLarge: 413,
};

export function inputIn(body: Buffer): unknown {
  if (body.length > maxBody)
    throw new AwsError('RequestEntityTooLarge', `A request may be of up to ${maxBody} bytes`);
  try {
    return JSON.parse(body.length > 0 ? body.toString() : '{}');
  } catch {
    throw malformed('The request body is not valid JSON');
  }
}

/** DynamoDB's own names for errors that all services have. */
const names: Record<string, string> = {
  AccessDenied: 'AccessDeniedException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  XAmzContentSHA256Mismatch: 'InvalidSignatureException',
  RequestExpired: 'InvalidSignatureException',
  RequestTimeTooSkewed: 'InvalidSignatureException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  EntityTooLarge: 'RequestEntityTooLarge',
  UnknownService: 'UnknownOperationException',
  InternalFailure: 'InternalServerError',
};

const translate = (error: AwsError) =>
  new AwsError(names[error.code] ?? error.code, error.message, error.status, error.details);

const spaceOf = (code: string) =>
  code === 'ValidationException'
    ? 'com.amazon.coral.validate'
    : /^(AccessDenied|UnrecognizedClient|InvalidSignature|MissingAuth|IncompleteSig|UnknownOp|Serialization)/.test(
          code,
        )
      ? 'com.amazon.coral.service'
      : model;

function respond(status: number, result: object): AwsResponse {
  const body = Buffer.from(JSON.stringify(result));
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-requestid': randomUUID(),
      'x-amz-crc32': String(crc32(body)),
    },
    body,
  };
}
