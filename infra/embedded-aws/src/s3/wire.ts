import { randomBytes } from 'node:crypto';
import { AwsError, type AwsResponse, region } from '../service.ts';
import { document, type Xml } from '../xml.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** S3's own codes and statuses for errors that all services have. */
const spellings: Record<string, { code: string; status: number; message?: string }> = {
  MissingAuthenticationToken: { code: 'AccessDenied', status: 403, message: 'Access Denied' },
  InvalidClientTokenId: {
    code: 'InvalidAccessKeyId',
    status: 403,
    message: 'The AWS Access Key Id you provided does not exist in our records.',
  },
  RequestExpired: { code: 'AccessDenied', status: 403 },
  IncompleteSignature: { code: 'AuthorizationHeaderMalformed', status: 400 },
  InternalFailure: { code: 'InternalError', status: 500 },
};

export const requestHeaders = () => ({
  'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(),
  'x-amz-id-2': randomBytes(24).toString('base64'),
  server: 'AmazonS3',
});

export function answerError(error: AwsError): AwsResponse {
  const { code = error.code, status = error.status, message = error.message } = spellings[error.code] ?? {};
  const headers = requestHeaders();
  const details = Object.fromEntries(Object.entries(error.details).map(([name, one]) => [name, String(one)]));
  const ids = { RequestId: headers['x-amz-request-id'], HostId: headers['x-amz-id-2'] };
  return {
    status,
    headers: { ...headers, 'content-type': 'application/xml', 'x-amz-bucket-region': region },
    body: status === 304 ? '' : document('Error', { Code: code, Message: message, ...details, ...ids }),
  };
}

export const xmlAnswer = (root: string, content: Xml, status = 200): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: document(root, content, namespace),
});

/** The error for a feature of S3 that is not supported here. */
export const notImplemented = (what: string) =>
  new AwsError('NotImplemented', `embedded-aws does not implement ${what}.`, 501);

export const accessDenied = (why = 'Access Denied') => new AwsError('AccessDenied', why, 403);
