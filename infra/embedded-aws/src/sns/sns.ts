import { randomUUID } from 'node:crypto';
import type { ErrorAnswer } from '../endpoint.ts';
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type Service,
  type ServiceContext,
  toAwsError,
} from '../service.ts';
import type { Sqs } from '../sqs/sqs.ts';
import { deliver } from './deliver.ts';
import { readForm } from './form.ts';
import { keyPath, openHttpDeliveries, publicKey } from './http-deliveries.ts';
import { publishOperations } from './publish-operations.ts';
import { subscriptionOperations } from './subscription-operations.ts';
import { openSubscriptions } from './subscriptions.ts';
import { topicOperations } from './topic-operations.ts';
import { openTopics } from './topics.ts';
import { answer, answerError } from './wire.ts';

export type Sns = {
  handle: Service;
  answerError: ErrorAnswer;
  /** The names of all supported operations. Any other is refused by its name. */
  operations: readonly string[];
  /** Answers requests without a signature: of an address that confirms its subscription, and for the key of signatures. */
  unsigned: (request: Pick<AwsRequest, 'path' | 'query'>) => Promise<AwsResponse>;
  /** Stops posting to addresses. */
  close: () => void;
  /** Whether a topic exists, by its ARN. */
  has: (topic: string) => boolean;
  /**
   * Publishes a message to a topic as other services do. Must be called inside `store.write`. Nothing comes of it when the
   * topic does not exist.
   */
  publish: (topic: string, body: string) => void;
};

/**
 * SNS: topics that deliver to queues and addresses. Every other protocol (mail, SMS, push) is refused. `origin` says where
 * this server is reached.
 */
export function openSns(
  base: ServiceContext,
  sqs: Pick<Sqs, 'enqueue' | 'count'>,
  origin: () => string,
): Sns {
  const topics = openTopics(base.store);
  const subscriptions = openSubscriptions(base.store);
  const http = openHttpDeliveries({
    ...base,
    origin,
    find: subscriptions.find,
    giveUp: (queue, body) => {
      // A queue that is not there loses what was given up, as in SNS.
      try {
        sqs.enqueue(queue, body, {});
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
      }
    },
  });
  const context = { ...base, topics, subscriptions, sqs, http, origin };
  const operations = {
    ...topicOperations(context),
    ...subscriptionOperations(context),
    ...publishOperations(context),
  };

  return {
    answerError,
    operations: Object.keys(operations),
    unsigned: async ({ path, query }) => {
      if (path === keyPath)
        return { status: 200, headers: { 'content-type': 'application/x-pem-file' }, body: publicKey() };
      const { Action, ...input } = Object.fromEntries(new URLSearchParams(query));
      try {
        if (Action !== 'ConfirmSubscription')
          throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
        return answer(Action, await operations.ConfirmSubscription?.(input, 'anybody'));
      } catch (error) {
        return answerError(toAwsError(error, base.report));
      }
    },
    close: http.close,
    has: (topic) => topics.find(topic) !== undefined,
    publish: (topic, body) => {
      if (topics.find(topic)) deliver(context, { id: randomUUID(), topic, body, attributes: {} });
    },
    handle: async ({ body, principal }) => {
      try {
        const { Action, Version: _, ...input } = readForm(body.toString());
        const action = String(Action);
        const run = Object.hasOwn(operations, action) ? operations[action] : undefined;
        if (!run) throw new AwsError('InvalidAction', `embedded-aws does not do ${action} of SNS`);
        return answer(action, await run(input, principal));
      } catch (error) {
        return answerError(toAwsError(error, base.report));
      }
    },
  };
}
