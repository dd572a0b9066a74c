import { AwsError } from '../service.ts';
import type { MessageAttribute } from './message-attribute.ts';

/** The characters of XML 1.0. */
const allowed = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
const dataType = /^(String|Number|Binary)(\..+)?$/;
const reserved = /^(aws\.|amazon\.|\.)|\.\.|\.$/i;

/** Refuses a message with invalid characters or attributes, or that is too large. */
export function checkMessage(
  body: string,
  attributes: Record<string, MessageAttribute>,
  maxSize: number,
): void {
  if (body === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (!allowed.test(body))
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are those of XML 1.0',
    );
  const entries = Object.entries(attributes);
  if (entries.length > 10)
    throw invalid(`Number of message attributes [${entries.length}] exceeds the allowed maximum [10].`);
  for (const [name, attribute] of entries) checkAttribute(name, attribute);
  if (sizeOf(body, attributes) > maxSize)
    throw invalid(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maxSize} bytes.`,
    );
}

/** The size of a message in bytes: its body and the names, types and values of its attributes. */
export const sizeOf = (body: string, attributes: Record<string, MessageAttribute>) =>
  Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      sum +
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      Buffer.byteLength(StringValue) +
      Buffer.byteLength(BinaryValue, 'base64'),
    Buffer.byteLength(body),
  );

/** Refuses a delay or visibility timeout that is out of range. In a batch, only its own entry fails. */
export function checkSeconds(parameter: string, seconds: number | undefined, most: number): void {
  if (seconds !== undefined && (seconds < 0 || seconds > most))
    throw invalid(
      `Value ${seconds} for parameter ${parameter} is invalid. Reason: ${parameter} must be >= 0 and <= ${most}.`,
    );
}

function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute) {
  if (!/^[A-Za-z0-9_.-]{1,256}$/.test(name) || reserved.test(name))
    throw invalid(`The message attribute name '${name}' is not valid.`);
  if (!dataType.test(DataType) || DataType.length > 256)
    throw invalid(`The message attribute '${name}' has an invalid message attribute type ${DataType}.`);
  const isBinary = DataType.startsWith('Binary');
  const value = isBinary ? BinaryValue : StringValue;
  if (!value || (isBinary ? StringValue : BinaryValue) !== undefined)
    throw invalid(`The message attribute '${name}' must contain a non-empty value of its type ${DataType}.`);
  if (!isBinary && !allowed.test(value))
    throw new AwsError(
      'InvalidMessageContents',
      `Invalid characters found in the message attribute '${name}'.`,
    );
  if (DataType.startsWith('Number') && !isNumber(value))
    throw invalid(`Can't cast the value of message (user) attribute '${name}' to a number.`);
}

const isNumber = (value: string) => value.trim() !== '' && Number.isFinite(Number(value));
const invalid = (message: string) => new AwsError('InvalidParameterValue', message);
