import type { ParameterCodes } from '../parameters.ts';
import type { AwsError, AwsResponse } from '../service.ts';

/** An error's JSON type, its code in the query protocol (clients show either) and its status. */
type Spelling = { type?: string; query?: string; status?: number };

const coral = (name: string) => `com.amazon.coral.service#${name}`;
const simpleQueue = (name: string) => ({ query: `AWS.SimpleQueueService.${name}` });
const notSigned = { type: coral('InvalidSignatureException'), query: 'SignatureDoesNotMatch', status: 403 };

const spellings: Record<string, Spelling> = {
  QueueDoesNotExist: simpleQueue('NonExistentQueue'),
  QueueNameExists: { query: 'QueueAlreadyExists' },
  BatchEntryIdsNotDistinct: simpleQueue('BatchEntryIdsNotDistinct'),
  BatchRequestTooLong: simpleQueue('BatchRequestTooLong'),
  EmptyBatchRequest: simpleQueue('EmptyBatchRequest'),
  InvalidBatchEntryId: simpleQueue('InvalidBatchEntryId'),
  TooManyEntriesInBatchRequest: simpleQueue('TooManyEntriesInBatchRequest'),
  MessageNotInflight: simpleQueue('MessageNotInflight'),
  PurgeQueueInProgress: { ...simpleQueue('PurgeQueueInProgress'), status: 403 },
  UnsupportedOperation: simpleQueue('UnsupportedOperation'),
  ReceiptHandleIsInvalid: { status: 404 },
  InvalidAddress: { status: 404 },
  ResourceNotFoundException: { status: 404 },
  InvalidParameterValue: { type: coral('InvalidParameterValueException') },
  MissingParameter: { type: coral('MissingRequiredParameterException') },
  SerializationException: { type: coral('SerializationException') },
  UnknownOperationException: { type: coral('UnknownOperationException') },
  InternalFailure: { type: coral('InternalFailure'), status: 500 },
  AccessDenied: { type: coral('AccessDeniedException'), status: 403 },
  MissingAuthenticationToken: { type: coral('MissingAuthenticationTokenException'), status: 403 },
  IncompleteSignature: { type: coral('IncompleteSignatureException'), status: 400 },
  InvalidClientTokenId: { type: coral('UnrecognizedClientException'), status: 403 },
  SignatureDoesNotMatch: notSigned,
  RequestExpired: notSigned,
  RequestTimeTooSkewed: notSigned,
  XAmzContentSHA256Mismatch: notSigned,
};

const headers = { 'content-type': 'application/x-amz-json-1.0' };

export const codes: ParameterCodes = {
  missing: 'MissingParameter',
  invalid: 'InvalidParameterValue',
  unsupported: 'UnsupportedOperation',
  malformed: 'SerializationException',
};

export const answer = (output: unknown): AwsResponse => ({
  status: 200,
  headers,
  body: JSON.stringify(output ?? {}),
});

export function answerError(error: AwsError): AwsResponse {
  const { type, query, status } = spellings[error.code] ?? {};
  return {
    status: status ?? error.status,
    headers: { ...headers, 'x-amzn-query-error': `${query ?? error.code};Sender` },
    body: JSON.stringify({
      __type: type ?? `com.amazonaws.sqs#${error.code}`,
      message: error.message,
    }),
  };
}
