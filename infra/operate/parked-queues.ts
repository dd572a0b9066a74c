import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  type Message,
  PurgeQueueCommand,
  paginateListQueues,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { Mistake } from '../local/cli/options.ts';
import { hasInbox, inboxOf, parkedOf } from '../topology/inbox.ts';
import { type FunctionName, functions, topology } from '../topology.ts';

/** The queues of a newsroom: `prefix` is what names begin with, `khobor-prod-` on a stage, nothing on this machine. */
export type Queues = { sqs: SQSClient; prefix: string };

/** What is parked for a function. `oldest` is when the oldest of those that were looked at came first (milliseconds). */
export type Parked = { name: FunctionName; count: number; oldest: number | undefined; isWhole: boolean };

/** A parked message. `reason` is what it says itself of why it is there; otherwise the log of its function says it. */
export type ParkedMessage = { id: string; at: number; body: string; reason: string | undefined };

/** The most messages that are looked at, and seconds for which they are hidden meanwhile: should the command be killed. */
const [mostShown, hidden] = [100, 30];

/** The function that a word names: itself, or its parked queue. */
export function functionOf(word: string): FunctionName {
  const found = functions.find(
    ([name]) => word === name || word === parkedOf(name) || word.endsWith(`-${parkedOf(name)}`),
  );
  if (!found)
    throw new Mistake(`There is no function ${word}; npm run parked names those with parked messages`);
  return found[0];
}

/** The functions that have parked messages. */
export async function listParked({ sqs, prefix }: Queues): Promise<Parked[]> {
  const urls: string[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues(
    { client: sqs, pageSize: 1000 },
    { QueueNamePrefix: `${prefix}parked-` },
  ))
    urls.push(...QueueUrls);
  const all: Parked[] = [];
  for (const QueueUrl of urls) {
    const queue = QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1 + prefix.length);
    const name = functions.find(([one]) => parkedOf(one) === queue)?.[0];
    const count = name === undefined ? 0 : await countIn(sqs, QueueUrl);
    if (name === undefined || count === 0) continue;
    const seen = await look(sqs, QueueUrl);
    const oldest = seen.length > 0 ? Math.min(...seen.map(({ at }) => at)) : undefined;
    all.push({ name, count, oldest, isWhole: seen.length >= count });
  }
  return all;
}

async function countIn(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
  );
  return names.reduce((sum, one) => sum + Number(Attributes[one] ?? 0), 0);
}

/** The parked messages of a function, a hundred at most. They stay where they are. */
export const showParked = async (queues: Queues, name: FunctionName): Promise<ParkedMessage[]> =>
  look(queues.sqs, await urlOf(queues, parkedOf(name)));

/** Looks at messages: each is hidden until all are read, so that none is read twice, and then shown again. */
async function look(sqs: SQSClient, QueueUrl: string): Promise<ParkedMessage[]> {
  const found = new Map<string, Message>();
  try {
    // SQS asks some of its servers only: nothing once is not nothing.
    for (let empty = 0; empty < 3 && found.size < mostShown; ) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: hidden,
          MessageSystemAttributeNames: ['SentTimestamp'],
          MessageAttributeNames: ['All'],
        }),
      );
      empty = Messages.length === 0 ? empty + 1 : 0;
      for (const one of Messages) found.set(one.MessageId ?? '', one);
    }
  } finally {
    await showAgain(sqs, QueueUrl, [...found.values()]);
  }
  return [...found.values()].map(parkedIn).sort((a, b) => a.at - b.at);
}

async function showAgain(sqs: SQSClient, QueueUrl: string, messages: readonly Message[]) {
  for (let start = 0; start < messages.length; start += 10)
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: messages.slice(start, start + 10).map(({ ReceiptHandle }, i) => ({
          ...{ Id: String(i), ReceiptHandle, VisibilityTimeout: 0 },
        })),
      }),
    );
}

const parkedIn = ({ MessageId = '', Body = '', Attributes, MessageAttributes }: Message): ParkedMessage => ({
  ...{ id: MessageId, at: Number(Attributes?.SentTimestamp ?? 0), body: Body },
  // EventBridge and its scheduler say it in attributes, the relay, the stream's trigger and a clock's last try in the message.
  reason: MessageAttributes?.ERROR_MESSAGE?.StringValue ?? reasonIn(Body),
});

function reasonIn(body: string): string | undefined {
  try {
    const { refused, requestContext, responsePayload } = JSON.parse(body);
    return refused ?? responsePayload?.errorMessage ?? requestContext?.condition;
  } catch {
    return undefined;
  }
}

/** Sends what is parked for a function back to its inbox. Returns how many. */
export async function redriveParked(queues: Queues, name: FunctionName): Promise<number> {
  if (!hasInbox(topology[name]))
    throw new Mistake(
      `${name} has no inbox to send them back to. The runbook says what to do; then npm run parked -- empty ${name}`,
    );
  const { sqs } = queues;
  const SourceArn = await arnOf(sqs, await urlOf(queues, parkedOf(name)));
  const DestinationArn = await arnOf(sqs, await urlOf(queues, inboxOf(name)));
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
  for (;;) {
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
    const [{ Status, FailureReason, ApproximateNumberOfMessagesMoved: moved = 0 } = {}] = Results;
    if (Status === 'COMPLETED') return Number(moved);
    if (Status !== 'RUNNING')
      throw new Error(`SQS moved ${moved} messages of ${name}: ${FailureReason ?? Status}`);
    await new Promise((done) => setTimeout(done, 1_000));
  }
}

/** Deletes all that is parked for a function. */
export async function emptyParked(queues: Queues, name: FunctionName): Promise<void> {
  await queues.sqs.send(new PurgeQueueCommand({ QueueUrl: await urlOf(queues, parkedOf(name)) }));
}

async function urlOf({ sqs, prefix }: Queues, queue: string): Promise<string> {
  try {
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: prefix + queue }));
    return QueueUrl;
  } catch (error) {
    if (error instanceof QueueDoesNotExist) throw new Mistake(`There is no queue ${prefix}${queue} here`);
    throw error;
  }
}

async function arnOf(sqs: SQSClient, QueueUrl: string): Promise<string> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  return Attributes?.QueueArn ?? '';
}

/** The log group of a function on a stage. */
export const logOf = (stage: string, name: FunctionName) => `/khobor/${stage}/${name}`;
