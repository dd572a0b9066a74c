import type { ErrorAnswer } from '../endpoint.ts';
import { AwsError, type Service, type ServiceContext, toAwsError } from '../service.ts';
import type { Sqs } from '../sqs/sqs.ts';
import { readForm } from './form.ts';
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
};

/** SNS: topics that deliver to queues. Every other protocol (mail, SMS, HTTP, push) is refused. */
export function openSns(base: ServiceContext, sqs: Pick<Sqs, 'enqueue' | 'count'>): Sns {
  const topics = openTopics(base.store);
  const subscriptions = openSubscriptions(base.store);
  const context = { ...base, topics, subscriptions, sqs };
  const operations = {
    ...topicOperations(context),
    ...subscriptionOperations(context),
    ...publishOperations(context),
  };

  return {
    answerError,
    operations: Object.keys(operations),
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
