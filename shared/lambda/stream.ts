import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { recordOf } from '../aws/stream-record.ts';
import { keys } from '../keys.ts';
import { StoredFact } from '../stored-fact.ts';

/** A fact with the key of the record it is about, and what became of it. */
type OfRecord = { of: string; fact: StoredFact };
type Fate = 'passed' | { refused: string } | { failed: unknown };

/** A record that cannot be passed on: its key, and why. */
type Parked = { pk: string; sk: string; refused: string };

/**
 * Passes a batch of stream records on, in order. One that can never be passed is parked, and the others go on. After
 * any other failure the batch is retried from the first that failed. When that is the first of all it throws, for then
 * the trigger splits the batch, until the record that fails is alone.
 */
export const factStream = (
  pass: (facts: OfRecord[]) => Promise<Fate[]>,
  park: (what: Parked) => Promise<unknown>,
) =>
  middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async (event) => {
    const Records = event.Records.filter(isNewFact);
    const read = Records.map(factIn);
    const facts = read.filter((one) => one.fact !== undefined);
    const fates = new Map((await pass(facts)).map((fate, i) => [facts[i], fate]));
    for (const [i, one] of read.entries()) {
      const fate = one.fact ? fates.get(one) : one;
      if (fate === 'passed') continue;
      if (fate && 'refused' in fate) {
        const { pk, sk, refused } = { ...one, ...fate };
        console.warn(JSON.stringify({ parked: { pk, sk }, reason: refused }));
        await park({ pk, sk, refused });
        continue;
      }
      const failed = Records[i]?.dynamodb?.SequenceNumber ?? '';
      console.warn(JSON.stringify({ waits: failed, reason: String(fate?.failed) }));
      if (i === 0) throw fate?.failed;
      return { batchItemFailures: [{ itemIdentifier: failed }] };
    }
    return { batchItemFailures: [] };
  });

/**
 * Whether a change of the table is a fact that was just saved, and not restored. The trigger's filter asks the same; but AWS's
 * guide promises filters on `dynamodb` alone, not on the kind of a change, and a fact that is deleted or touched is no news.
 */
const isNewFact = ({ eventName, dynamodb }: DynamoDBRecord) =>
  eventName === 'INSERT' &&
  dynamodb?.Keys?.sk?.S?.startsWith(keys.fact.prefix) === true &&
  dynamodb.NewImage?.restored?.BOOL === undefined;

type Read = { pk: string; sk: string } & (
  | (OfRecord & { refused?: never })
  | { fact?: never; refused: string }
);

/** The fact that a stream record holds, or why it holds none. */
function factIn({ dynamodb }: DynamoDBRecord): Read {
  const [pk, sk] = [String(dynamodb?.Keys?.pk?.S), String(dynamodb?.Keys?.sk?.S)];
  try {
    return { pk, sk, of: pk, fact: StoredFact.parse(recordOf(dynamodb?.NewImage)) };
  } catch (error) {
    return { pk, sk, refused: `It is no fact: ${error}` };
  }
}
