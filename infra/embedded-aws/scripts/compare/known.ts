import type { Difference } from './difference.ts';

type Known = { why: string; is: (difference: Difference) => boolean };

const says =
  (form: RegExp) =>
  ({ ours }: Difference) =>
    form.test(ours.message);

/** Where dynoxide 1.2.1 is known to differ, and why it stays so. */
const known: Known[] = [
  {
    why: 'dynoxide checks operands when it evaluates an expression, DynamoDB before',
    is: says(
      /Incorrect operand type|The BETWEEN operator requires|document paths (overlap|conflict)|operand in the update|operand must be distinct/,
    ),
  },
  {
    why: 'dynoxide lets document paths go into keys',
    is: says(/Key attributes must be scalars/),
  },
  {
    why: 'dynoxide answers for attributes that a global index does not project',
    is: says(/does not project/),
  },
  {
    why: 'dynoxide lets an update go into a document that is not there',
    is: says(/document path provided in the update expression is invalid/),
  },
  {
    why: 'dynoxide checks the values of a transaction action by action, or not at all',
    is: says(/ExpressionAttributeValues contains invalid value|Input collection|set {2}may not be empty/),
  },
  {
    why: 'dynoxide looks at all actions of a transaction that has a wrong key',
    is: ({ part, ours }) => part === 'outcome' && /^TransactionCanceled.*ValidationError/.test(ours.code),
  },
  {
    why: 'some regions put "1 validation error detected: " before their words, others do not',
    is: ({ part, ours, theirs }) =>
      part === 'words' && theirs.message === `1 validation error detected: ${ours.message}`,
  },
  {
    why: 'of several faults, dynoxide names another first',
    is: ({ part, ours, theirs }) =>
      ours.message.includes('multiple operations on one item') ||
      (part === 'words' &&
        /item keys contains duplicates|multiple operations on one item|path provided in the update|^1 validation error detected: |Type mismatch for Index Key/.test(
          theirs.message,
        )),
  },
  {
    why: 'dynoxide has its own words for the missing key of an item in a batch',
    is: ({ part, operation: { name } }) => part === 'words' && name === 'BatchWriteItem',
  },
  {
    why: 'dynoxide prices a GetItem by what its projection lets through',
    is: ({ part, operation: { input } }) => part === 'capacity' && 'ProjectionExpression' in input,
  },
  {
    why: 'dynoxide estimates the size of an item collection, DynamoDB says between which whole gigabytes it is',
    is: ({ part, theirs }) => part === 'answer' && 'ItemCollectionMetrics' in theirs.answer,
  },
  {
    why: 'dynoxide makes an item of an update that only takes away',
    is: ({ part, operation: { name, input } }) =>
      part === 'answer' &&
      name === 'UpdateItem' &&
      'UpdateExpression' in input &&
      /^(REMOVE|DELETE)/.test(String(input.UpdateExpression)),
  },
  {
    why: 'dynoxide gives the key of a new item as what was there before',
    is: ({ part, ours, operation: { input } }) =>
      part === 'answer' &&
      'ReturnValues' in input &&
      input.ReturnValues === 'ALL_OLD' &&
      !ours.answer.Attributes,
  },
  {
    why: 'dynoxide gives a whole list as updated, DynamoDB the element',
    is: ({ part, operation: { input } }) =>
      part === 'answer' && 'UpdateExpression' in input && String(input.UpdateExpression).includes('['),
  },
  {
    why: 'dynoxide does not measure the keys of indexes',
    is: says(/Aggregated size of all range keys|Size of hashkey/),
  },
  {
    why: 'a sum of more than 38 digits is an overflow here, too many digits to dynoxide',
    is: ({ part, ours }) => part === 'words' && ours.message.includes('Number overflow'),
  },
  {
    why: 'dynoxide counts a scan of an index for the table',
    is: ({ part, operation: { name, input } }) =>
      part === 'capacity' && name === 'Scan' && 'IndexName' in input,
  },
];

/** The reason for a known difference; undefined for an unknown one. */
export const reasonFor = (difference: Difference): string | undefined =>
  known.find(({ is }) => is(difference))?.why;
