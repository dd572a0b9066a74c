import type { ParameterCodes } from '../parameters.ts';
import type { AwsError, AwsResponse } from '../service.ts';

const notSigned = { type: 'InvalidSignatureException', status: 403 };

/** SES's own names and statuses for errors that all services have. */
const spellings: Record<string, { type: string; status: number }> = {
  AccessDenied: { type: 'AccessDeniedException', status: 403 },
  MissingAuthenticationToken: { type: 'MissingAuthenticationTokenException', status: 403 },
  IncompleteSignature: { type: 'IncompleteSignatureException', status: 400 },
  InvalidClientTokenId: { type: 'UnrecognizedClientException', status: 403 },
  SignatureDoesNotMatch: notSigned,
  RequestExpired: notSigned,
  RequestTimeTooSkewed: notSigned,
  NotFoundException: { type: 'NotFoundException', status: 404 },
  InternalFailure: { type: 'InternalServiceErrorException', status: 500 },
};

export const codes: ParameterCodes = {
  missing: 'BadRequestException',
  invalid: 'BadRequestException',
  unsupported: 'BadRequestException',
  malformed: 'BadRequestException',
};

const headers = { 'content-type': 'application/json' };

export const answer = (output: unknown): AwsResponse => ({
  status: 200,
  headers,
  body: JSON.stringify(output ?? {}),
});

export function answerError(error: AwsError): AwsResponse {
  const { type = error.code, status = error.status } = spellings[error.code] ?? {};
  return {
    status,
    headers: { ...headers, 'x-amzn-errortype': type },
    body: JSON.stringify({ message: error.message }),
  };
}
