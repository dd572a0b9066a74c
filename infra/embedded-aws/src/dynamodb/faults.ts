import { AwsError } from '../service.ts';

export const invalid = (message: string) => new AwsError('ValidationException', message);

/** For values AWS refuses with this preamble. */
export const invalidValues = (what: string) => invalid(`One or more parameter values were invalid: ${what}`);

export const malformed = (message: string) => new AwsError('SerializationException', message);

export const noTable = (name: string) =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
