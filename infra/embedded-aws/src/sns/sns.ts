import type { Complaint } from '../endpoint.ts';
import { AwsError, type Ground, type Service, toAwsError } from '../service.ts';
import type { Sqs } from '../sqs/sqs.ts';
import { readForm } from './form.ts';
import { publishOperations } from './publish-operations.ts';
import { subscriptionOperations } from './subscription-operations.ts';
import { openSubscriptions } from './subscriptions.ts';
import { topicOperations } from './topic-operations.ts';
import { openTopics } from './topics.ts';
import { answer, complain } from './wire.ts';

export type Sns = {
  handle: Service;
  complain: Complaint;
  /** The names of all operations it has. Any other is refused by its name. */
  operations: readonly string[];
};

/** SNS: topics that deliver to queues. Everything that leaves the cloud (mail, SMS, HTTP, push) is refused. */
export function openSns(ground: Ground, sqs: Pick<Sqs, 'enqueue' | 'count'>): Sns {
  const topics = openTopics(ground.store);
  const subscriptions = openSubscriptions(ground.store);
  const context = { ...ground, topics, subscriptions, sqs };
  const operations = {
    ...topicOperations(context),
    ...subscriptionOperations(context),
    ...publishOperations(context),
  };

  return {
    complain,
    operations: Object.keys(operations),
    handle: async ({ body, principal }) => {
      try {
        const { Action, Version: _, ...input } = readForm(body.toString());
        const action = String(Action);
        const run = Object.hasOwn(operations, action) ? operations[action] : undefined;
        if (!run) throw new AwsError('InvalidAction', `The embedded cloud does not do ${action} of SNS`);
        return answer(action, await run(input, principal));
      } catch (error) {
        return complain(toAwsError(error, ground.report));
      }
    },
  };
}
