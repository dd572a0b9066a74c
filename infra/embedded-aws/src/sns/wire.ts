import { randomUUID } from 'node:crypto';
import type { ParameterCodes } from '../parameters.ts';
import type { AwsError, AwsResponse } from '../service.ts';
import { document, type Xml } from '../xml.ts';

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';
const notSigned = { code: 'SignatureDoesNotMatch', status: 403 };

/** SNS's own codes and statuses for errors that all services have. */
const spellings: Record<string, { code?: string; status: number }> = {
  AccessDenied: { code: 'AuthorizationError', status: 403 },
  NotFound: { status: 404 },
  FilterPolicyLimitExceeded: { status: 403 },
  RequestExpired: notSigned,
  RequestTimeTooSkewed: notSigned,
  XAmzContentSHA256Mismatch: notSigned,
  InternalFailure: { status: 500 },
};

export const codes: ParameterCodes = {
  missing: 'ValidationError',
  invalid: 'InvalidParameter',
  unsupported: 'InvalidParameter',
  malformed: 'InvalidParameter',
};

export function answer(action: string, result: Xml): AwsResponse {
  const ResponseMetadata = { RequestId: randomUUID() };
  const content =
    result === undefined ? { ResponseMetadata } : { [`${action}Result`]: result, ResponseMetadata };
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: document(`${action}Response`, content, namespace),
  };
}

export function answerError(error: AwsError): AwsResponse {
  const { code = error.code, status = error.status } = spellings[error.code] ?? {};
  const Type = status >= 500 ? 'Receiver' : 'Sender';
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: document(
      'ErrorResponse',
      { Error: { Type, Code: code, Message: error.message }, RequestId: randomUUID() },
      namespace,
    ),
  };
}
