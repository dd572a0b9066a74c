import type { Clock } from './clock.ts';
import type { Store } from './store.ts';

/** Who signed a request: a name that `credentialsFor` was called with, or the operator. */
export type Principal = string;

/** A request whose signature has been checked. `path` and `query` are still percent-encoded as sent. */
export type AwsRequest = {
  method: string;
  host: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: Buffer;
  principal: Principal;
};

export type AwsResponse = { status: number; headers?: Record<string, string>; body?: string | Buffer };

/** One AWS service, speaking its own wire protocol. It answers its own errors, in its own form, and never throws. */
export type Service = (request: AwsRequest) => Promise<AwsResponse>;

/**
 * What every service is built from. `allow` throws an `AwsError` with code `AccessDenied` unless the principal may
 * do `action` (IAM spelling, `dynamodb:PutItem`) to `resource` (an ARN), in the partitions `keys` of a table.
 */
export type Ground = {
  store: Store;
  clock: Clock;
  report: Report;
  allow: (principal: Principal, action: string, resource: string, keys?: readonly string[]) => void;
};

/** An error with the code and HTTP status the real service would answer. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, unknown>;

  constructor(code: string, message: string, status = 400, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** Is told of every error that is a fault of this package (or of what it calls back), not of the caller. */
export type Report = (fault: unknown) => void;

/** What a caller is told of an error. A fault of this package goes to `report` and is answered without its details. */
export function toAwsError(error: unknown, report: Report): AwsError {
  if (error instanceof AwsError) return error;
  report(error);
  return new AwsError(
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
    500,
  );
}

export const region = 'ap-south-1';
export const account = '000000000000';
