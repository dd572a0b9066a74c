import type { Clock } from './clock.ts';
import { NoRoom, type Store } from './store.ts';

/** The name of who signed a request, as given to `credentialsFor`, or the operator. */
export type Principal = string;

/** A request whose signature has been checked. `path` and `query` are percent-encoded, as sent. */
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

/** Handles the requests of one service in its wire protocol. Answers errors in the service's format and never throws. */
export type Service = (request: AwsRequest) => Promise<AwsResponse>;

/**
 * What all services share. `allow` throws an `AwsError` with code `AccessDenied` unless the principal may do `action`
 * (as in IAM: `dynamodb:PutItem`) to `resource` (an ARN), in the partitions `keys` of a table.
 */
export type ServiceContext = {
  store: Store;
  clock: Clock;
  report: Report;
  allow: (principal: Principal, action: string, resource: string, keys?: readonly string[]) => void;
};

/** An error with the code and HTTP status that AWS answers. */
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

/** Receives every error inside this package or in a callback, as opposed to errors of the caller. */
export type Report = (fault: unknown) => void;

/**
 * The error to answer with. A full disk is an outage: clients try again, and are refused until there is room. An internal
 * error goes to `report` and is answered without its details.
 */
export function toAwsError(error: unknown, report: Report): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof NoRoom)
    return new AwsError('ServiceUnavailable', 'There is no room on the disk: nothing was stored.', 503);
  report(error);
  return new AwsError(
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
    500,
  );
}

export const region = 'ap-south-1';
export const account = '000000000000';
