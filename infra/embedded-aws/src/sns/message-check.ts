import { AwsError } from '../service.ts';
import type { MessageAttribute } from '../sqs/message-attribute.ts';
import { sizeOf } from '../sqs/message-check.ts';

export type Published = {
  Message: string;
  Subject?: string | undefined;
  MessageStructure?: 'json' | undefined;
  MessageAttributes: Record<string, MessageAttribute>;
};

export const maxSize = 262_144;

/** Refuses an invalid message; returns the text for queues, which a `json` structure may give separately. */
export function bodyForQueues({ Message, Subject, MessageStructure, MessageAttributes }: Published): string {
  if (Message === '') throw invalid('Empty message');
  if (sizeOf(Message, MessageAttributes) > maxSize) throw invalid('Message too long');
  if (Subject !== undefined && !/^[\p{L}\p{M}\p{N}\p{P}\p{S}][^\p{Cc}\u2028\u2029]{0,99}$/u.test(Subject))
    throw invalid('Subject');
  for (const [name, attribute] of Object.entries(MessageAttributes)) checkAttribute(name, attribute);
  return MessageStructure === 'json' ? structured(Message) : Message;
}

function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute) {
  if (!/^[A-Za-z0-9_.-]{1,256}$/.test(name) || /^(aws\.|amazon\.|\.)|\.\.|\.$/i.test(name))
    throw wrongValue(`The message attribute name '${name}' is not valid`);
  if (!/^(String|Number|Binary)(\..+)?$/.test(DataType))
    throw wrongValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  if (!(DataType.startsWith('Binary') ? BinaryValue : StringValue))
    throw wrongValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  if (DataType.startsWith('Number') && !Number.isFinite(Number(StringValue)))
    throw wrongValue(`Could not cast message attribute '${name}' value to number.`);
  if (DataType === 'String.Array' && !isArray(StringValue))
    throw wrongValue(`The message attribute '${name}' is not a JSON array.`);
}

function structured(message: string) {
  let forms: unknown;
  try {
    forms = JSON.parse(message);
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  const { default: usual, sqs = usual } = (forms ?? {}) as Record<string, unknown>;
  if (typeof usual !== 'string' || typeof sqs !== 'string')
    throw invalid('Message Structure - No default entry in JSON message body');
  return sqs;
}

function isArray(text = '') {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

const invalid = (why: string) => new AwsError('InvalidParameter', `Invalid parameter: ${why}`);
const wrongValue = (why: string) => new AwsError('ParameterValueInvalid', why);
