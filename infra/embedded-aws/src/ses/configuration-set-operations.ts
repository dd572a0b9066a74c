import * as z from 'zod';
import { AwsError, account, region } from '../service.ts';
import { configurationSetArn, type EventDestination, eventTypes } from './configuration-sets.ts';
import { type Context, type Operation, operation } from './operation.ts';

const Nothing = z.strictObject({});
const Reasons = z.array(z.enum(['BOUNCE', 'COMPLAINT'])).optional();

const Destination = z.strictObject({
  Enabled: z.boolean().default(false),
  MatchingEventTypes: z.array(z.enum(eventTypes)).min(1),
  SnsDestination: z.strictObject({ TopicArn: z.string() }),
});

const all = `arn:aws:ses:${region}:${account}:configuration-set/*`;

export function configurationSetOperations({
  store,
  allow,
  sets,
  topics,
}: Context): Record<string, Operation> {
  const destinationOf = (name: string, input: z.output<typeof Destination>): EventDestination => {
    const { Enabled: enabled, MatchingEventTypes: types, SnsDestination } = input;
    if (!topics.has(SnsDestination.TopicArn))
      throw new AwsError('BadRequestException', `SNS topic <${SnsDestination.TopicArn}> not found.`);
    return { name, enabled, types, topic: SnsDestination.TopicArn };
  };
  /** As SES does, so that whoever reads the topic has met what is no event, nor JSON. */
  const greet = ({ topic }: EventDestination) =>
    topics.publish(topic, 'Successfully validated SNS topic for Amazon SES event publishing.');

  return {
    CreateConfigurationSet: operation(
      z.strictObject({
        ConfigurationSetName: z.string(),
        SendingOptions: z.strictObject({ SendingEnabled: z.boolean() }).optional(),
        SuppressionOptions: z.strictObject({ SuppressedReasons: Reasons }).optional(),
      }),
      async ({ ConfigurationSetName: name, SendingOptions, SuppressionOptions }, { principal }) => {
        allow(principal, 'ses:CreateConfigurationSet', configurationSetArn(name));
        const sendingEnabled = SendingOptions?.SendingEnabled ?? true;
        const { SuppressedReasons: suppressedReasons } = SuppressionOptions ?? {};
        await store.write(() => sets.create({ name, sendingEnabled, suppressedReasons }));
      },
    ),

    GetConfigurationSet: operation(Nothing, async (_, { principal, label }) => {
      allow(principal, 'ses:GetConfigurationSet', configurationSetArn(label));
      const { name, sendingEnabled, suppressedReasons } = sets.get(label);
      return {
        ConfigurationSetName: name,
        SendingOptions: { SendingEnabled: sendingEnabled },
        ...(suppressedReasons ? { SuppressionOptions: { SuppressedReasons: suppressedReasons } } : {}),
      };
    }),

    ListConfigurationSets: operation(Nothing, async (_, { principal }) => {
      allow(principal, 'ses:ListConfigurationSets', all);
      return { ConfigurationSets: sets.list() };
    }),

    DeleteConfigurationSet: operation(Nothing, async (_, { principal, label }) => {
      allow(principal, 'ses:DeleteConfigurationSet', configurationSetArn(label));
      await store.write(() => sets.remove(label));
    }),

    PutConfigurationSetSendingOptions: operation(
      z.strictObject({ SendingEnabled: z.boolean().default(false) }),
      async ({ SendingEnabled: sendingEnabled }, { principal, label }) => {
        allow(principal, 'ses:PutConfigurationSetSendingOptions', configurationSetArn(label));
        await store.write(() => sets.change(label, { sendingEnabled }));
      },
    ),

    PutConfigurationSetSuppressionOptions: operation(
      z.strictObject({ SuppressedReasons: Reasons }),
      async ({ SuppressedReasons: suppressedReasons }, { principal, label }) => {
        allow(principal, 'ses:PutConfigurationSetSuppressionOptions', configurationSetArn(label));
        await store.write(() => sets.change(label, { suppressedReasons }));
      },
    ),

    CreateConfigurationSetEventDestination: operation(
      z.strictObject({
        EventDestinationName: z.string().regex(/^[\w-]{1,64}$/),
        EventDestination: Destination,
      }),
      async ({ EventDestinationName, EventDestination: given }, { principal, label }) => {
        allow(principal, 'ses:CreateConfigurationSetEventDestination', configurationSetArn(label));
        const added = destinationOf(EventDestinationName, given);
        await store.write(() => {
          sets.addDestination(label, added);
          greet(added);
        });
      },
    ),

    GetConfigurationSetEventDestinations: operation(Nothing, async (_, { principal, label }) => {
      allow(principal, 'ses:GetConfigurationSetEventDestinations', configurationSetArn(label));
      const { name: set } = sets.get(label);
      return {
        EventDestinations: sets.destinations(set).map(({ name, enabled, types, topic }) => ({
          Name: name,
          Enabled: enabled,
          MatchingEventTypes: types,
          SnsDestination: { TopicArn: topic },
        })),
      };
    }),

    UpdateConfigurationSetEventDestination: operation(
      z.strictObject({ EventDestination: Destination }),
      async ({ EventDestination: given }, { principal, label, sublabel }) => {
        allow(principal, 'ses:UpdateConfigurationSetEventDestination', configurationSetArn(label));
        const changed = destinationOf(sublabel, given);
        await store.write(() => {
          const { topic } = sets.destination(label, sublabel);
          sets.putDestination(label, changed);
          if (topic !== changed.topic) greet(changed);
        });
      },
    ),

    DeleteConfigurationSetEventDestination: operation(Nothing, async (_, { principal, label, sublabel }) => {
      allow(principal, 'ses:DeleteConfigurationSetEventDestination', configurationSetArn(label));
      await store.write(() => sets.removeDestination(label, sublabel));
    }),
  };
}
