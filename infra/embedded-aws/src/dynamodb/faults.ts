import { AwsError } from '../service.ts';

export const invalid = (message: string) => new AwsError('ValidationException', message);

/** A ValidationException that refuses a whole transaction. Others cancel it, with a reason for their action. */
export class InvalidRequest extends AwsError {
  constructor(message: string) {
    super('ValidationException', message);
  }
}

/** The error for an empty key. `how` says how it was set, `where` which key it is. */
export const emptyKey = (kind: 'string' | 'binary', where: string, how = '') =>
  new InvalidRequest(
    `One or more parameter values are not valid. ${how}The AttributeValue for a key attribute cannot contain an empty ${kind} value.${where}`,
  );

/** A ValidationException with the preamble AWS gives to invalid values. */
export const invalidValues = (what: string) => invalid(`One or more parameter values were invalid: ${what}`);

export const malformed = (message: string) => new AwsError('SerializationException', message);

export const notFound = (what?: string) =>
  new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found${what === undefined ? '' : `: ${what}`}`,
  );
