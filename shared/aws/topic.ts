import { PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { StoredFact } from '../stored-fact.ts';
import { setting } from './environment.ts';

const sns = new SNSClient({});

/** SNS takes ten messages per call. */
const batchSize = 10;

/** A fact with the key of the record it is about. */
export type OfRecord = { of: string; fact: StoredFact };

/** What became of a fact: it is passed on; SNS refuses it as it is, whenever it comes; or SNS did not take it now. */
export type Fate = 'passed' | { refused: string } | { failed: unknown };

/**
 * Publishes facts to the facts topic in order, as they are stored: whatever their types and fields are. One that is
 * refused holds up no other; one that was not taken holds up those of the same record. When the topic takes nothing at
 * all, the rest is not tried. Returns the fate of each.
 */
export async function announce(facts: readonly OfRecord[]): Promise<Fate[]> {
  const fates = new Map<OfRecord, Fate>();
  const held = new Map<string, Fate>();
  for (let start = 0; start < facts.length; start += batchSize) {
    const batch = facts.slice(start, start + batchSize).filter(({ of }) => !held.has(of));
    const taken = await publishTogether(batch);
    if (!(taken instanceof Set)) return facts.map((one) => fates.get(one) ?? held.get(one.of) ?? taken);
    for (const one of batch) {
      const fate = taken.has(one) ? 'passed' : await publishAlone(one);
      if (typeof fate !== 'string' && 'failed' in fate) held.set(one.of, fate);
      fates.set(one, fate);
    }
  }
  return facts.map((one) => fates.get(one) ?? held.get(one.of) ?? { failed: 'it was not tried' });
}

/** Publishes facts as `announce` does. Throws unless all of them were passed on. */
export async function announceAll(facts: readonly OfRecord[]): Promise<void> {
  const stuck = (await announce(facts)).find((fate) => fate !== 'passed');
  if (stuck) throw new Error('The facts were not passed on', { cause: stuck });
}

/** The facts that the topic took; none of them when it refuses the call for what is in it. */
async function publishTogether(facts: readonly OfRecord[]): Promise<Set<OfRecord> | { failed: unknown }> {
  if (facts.length === 0) return new Set();
  try {
    const { Successful = [] } = await sns.send(
      new PublishBatchCommand({
        TopicArn: setting('FACTS_TOPIC'),
        PublishBatchRequestEntries: facts.map(({ fact }, i) => ({ Id: String(i), ...messageOf(fact) })),
      }),
    );
    return new Set(Successful.flatMap(({ Id }) => facts[Number(Id)] ?? []));
  } catch (error) {
    return isRefusal(error) ? new Set() : { failed: error };
  }
}

async function publishAlone({ fact }: OfRecord): Promise<Fate> {
  try {
    await sns.send(new PublishCommand({ TopicArn: setting('FACTS_TOPIC'), ...messageOf(fact) }));
    return 'passed';
  } catch (error) {
    return isRefusal(error) ? { refused: String(error) } : { failed: error };
  }
}

const messageOf = (fact: StoredFact) => ({
  Message: JSON.stringify(fact),
  MessageAttributes: { type: { DataType: 'String', StringValue: fact.type } },
});

/** Whether SNS refuses what a message says or how long it is; rights, throttling and outages are not of the message. */
const isRefusal = (error: unknown) =>
  error instanceof Error &&
  /^(InvalidParameter|InvalidParameterValue|ParameterValueInvalid|BatchRequestTooLong|Validation)(Exception)?$/.test(
    error.name,
  );

type Attributes = Record<string, string>;

const attributesOf = (attributes: Attributes) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );

/** Publishes one message to a topic, with text attributes that subscriptions filter on. */
export async function publish(topic: string, message: object | string, attributes: Attributes) {
  await sns.send(
    new PublishCommand({
      TopicArn: topic,
      Message: typeof message === 'string' ? message : JSON.stringify(message),
      MessageAttributes: attributesOf(attributes),
    }),
  );
}

/** Publishes a text for people to a topic: a mail's subject, of ASCII and 100 characters at most, and what it says. */
export async function tell(topic: string, Subject: string, Message: string) {
  await sns.send(new PublishCommand({ TopicArn: topic, Subject, Message }));
}

/** Publishes messages to a topic, ten in a call. Throws unless it took all; some may be published then. */
export async function publishAll(
  topic: string,
  messages: readonly { message: object; attributes: Attributes }[],
): Promise<void> {
  for (let start = 0; start < messages.length; start += batchSize) {
    const { Failed = [] } = await sns.send(
      new PublishBatchCommand({
        TopicArn: topic,
        PublishBatchRequestEntries: messages
          .slice(start, start + batchSize)
          .map(({ message, attributes }, i) => ({
            Id: String(i),
            Message: JSON.stringify(message),
            MessageAttributes: attributesOf(attributes),
          })),
      }),
    );
    if (Failed.length > 0) throw new Error(`The topic did not take all: ${Failed[0]?.Code}`);
  }
}
