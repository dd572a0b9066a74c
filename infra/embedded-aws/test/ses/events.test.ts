import {
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  DeleteConfigurationSetCommand,
  type EventType,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetSuppressedDestinationCommand,
  ListConfigurationSetsCommand,
  PutSuppressedDestinationCommand,
  SendBulkEmailCommand,
  UpdateConfigurationSetEventDestinationCommand,
} from '@aws-sdk/client-sesv2';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, region } from '../../src/service.ts';
import type { SendingRules } from '../../src/ses/sending-rules.ts';
import { aMailbox, sender, simple, unlimited } from './a-mailbox.ts';

let cloud: Awaited<ReturnType<typeof aMailbox>>;
const TopicArn = `arn:aws:sns:${region}:${account}:mail-events`;
const types: EventType[] = [
  'SEND',
  'DELIVERY',
  'BOUNCE',
  'COMPLAINT',
  'REJECT',
  'RENDERING_FAILURE',
  'DELIVERY_DELAY',
];

beforeEach(async () => {
  cloud = await aMailbox(unlimited);
  const [sns, sqs] = [new SNSClient(cloud.config), new SQSClient(cloud.config)];
  await sqs.send(new CreateQueueCommand({ QueueName: 'events' }));
  await sns.send(new CreateTopicCommand({ Name: 'mail-events' }));
  const Attributes = { RawMessageDelivery: 'true' };
  const Endpoint = `arn:aws:sqs:${region}:${account}:events`;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  sns.destroy();
  sqs.destroy();
  await cloud.client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'alerts' }));
});
afterEach(() => cloud.close());

/** The bodies of all messages that wait. */
async function received() {
  const bodies: string[] = [];
  for (;;) {
    const messages = await cloud.sqs.receive('events', 10);
    if (messages.length === 0) return bodies;
    bodies.push(...messages.map(({ body }) => body));
    await cloud.sqs.remove(
      'events',
      messages.map(({ receiptHandle }) => receiptHandle),
    );
  }
}

const listen = async (MatchingEventTypes = types, Enabled = true) => {
  await cloud.client.send(
    new CreateConfigurationSetEventDestinationCommand({
      ConfigurationSetName: 'alerts',
      EventDestinationName: 'topic',
      EventDestination: { Enabled, MatchingEventTypes, SnsDestination: { TopicArn } },
    }),
  );
  return received();
};
const events = async () => (await received()).map((body) => JSON.parse(body));
const kinds = async () => (await events()).map(({ eventType }) => eventType);
const change = (rules: Partial<SendingRules>) => cloud.ses.change(rules);
const to = (address: string, more = {}) =>
  cloud.send(simple('খবর', 'x'), {
    ConfigurationSetName: 'alerts',
    Destination: { ToAddresses: [address] },
    EmailTags: [{ Name: 'm', Value: 'alert-1' }],
    ...more,
  });

describe('a configuration set', () => {
  it('publishes events in the JSON of AWS, with the tags of the mail', async () => {
    await listen();
    const { MessageId } = await to('Pathok <reader@example.test>');
    const [sent, delivered] = await events();
    expect(sent).toMatchObject({
      eventType: 'Send',
      send: {},
      mail: {
        messageId: MessageId,
        source: sender,
        destination: ['reader@example.test'],
        tags: { m: ['alert-1'], 'ses:configuration-set': ['alerts'] },
      },
    });
    expect(delivered).toMatchObject({
      eventType: 'Delivery',
      delivery: { recipients: ['reader@example.test'], timestamp: expect.any(String) },
    });
  });

  it('greets its topic with what is no event', async () => {
    expect(await listen()).toEqual(['Successfully validated SNS topic for Amazon SES event publishing.']);
  });

  it('publishes only what its destination takes, while that is enabled', async () => {
    await listen(['BOUNCE']);
    await to('reader@example.test');
    await to('bounce@simulator.amazonses.com');
    expect(await kinds()).toEqual(['Bounce']);
    await cloud.client.send(
      new UpdateConfigurationSetEventDestinationCommand({
        ConfigurationSetName: 'alerts',
        EventDestinationName: 'topic',
        EventDestination: { Enabled: false, MatchingEventTypes: ['BOUNCE'], SnsDestination: { TopicArn } },
      }),
    );
    await to('bounce@simulator.amazonses.com');
    expect(await kinds()).toEqual([]);
    const { EventDestinations } = await cloud.client.send(
      new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: 'alerts' }),
    );
    expect(EventDestinations).toMatchObject([
      { Name: 'topic', Enabled: false, SnsDestination: { TopicArn } },
    ]);
  });

  it('has a topic that exists, and is one that exists', async () => {
    const none = { name: 'NotFoundException' };
    await expect(to('a@example.test', { ConfigurationSetName: 'none' })).rejects.toMatchObject(none);
    const elsewhere = { TopicArn: `${TopicArn}-none` };
    await expect(
      cloud.client.send(
        new CreateConfigurationSetEventDestinationCommand({
          ConfigurationSetName: 'alerts',
          EventDestinationName: 'topic',
          EventDestination: { MatchingEventTypes: ['SEND'], SnsDestination: elsewhere },
        }),
      ),
    ).rejects.toMatchObject({ name: 'BadRequestException' });
    await expect(
      cloud.client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'alerts' })),
    ).rejects.toMatchObject({ name: 'AlreadyExistsException' });
    const { ConfigurationSets } = await cloud.client.send(new ListConfigurationSetsCommand({}));
    expect(ConfigurationSets).toEqual(['alerts']);
    await cloud.client.send(new DeleteConfigurationSetCommand({ ConfigurationSetName: 'alerts' }));
    await expect(
      cloud.client.send(new GetConfigurationSetCommand({ ConfigurationSetName: 'alerts' })),
    ).rejects.toMatchObject(none);
  });

  it('is silent about mail that names none', async () => {
    await listen();
    await to('bounce@simulator.amazonses.com', { ConfigurationSetName: undefined });
    expect(await kinds()).toEqual([]);
  });

  it('says that a template could not be filled', async () => {
    await listen();
    const entry = (address: string) => ({ Destination: { ToAddresses: [address] } });
    await cloud.client.send(
      new SendBulkEmailCommand({
        FromEmailAddress: sender,
        ConfigurationSetName: 'alerts',
        DefaultContent: { Template: { TemplateContent: { Subject: '{{headline}}', Text: 'x' } } },
        DefaultEmailTags: [{ Name: 'm', Value: 'alert-1' }],
        BulkEmailEntries: [
          { ...entry('a@example.test'), ReplacementTags: [{ Name: 'r', Value: 'sub_1' }] },
          entry('b@example.test'),
        ],
      }),
    );
    const [a, b] = await events();
    expect(a).toMatchObject({
      eventType: 'Rendering Failure',
      failure: { errorMessage: expect.stringContaining('headline') },
      mail: { tags: { r: ['sub_1'] } },
    });
    expect(a.mail.tags).not.toHaveProperty('m');
    expect(b.mail.tags).toMatchObject({ m: ['alert-1'] });
  });
});

describe('the mailbox simulator', () => {
  it.each([
    ['success', ['Send', 'Delivery']],
    ['bounce', ['Send', 'Bounce']],
    ['bounce+label', ['Send', 'Bounce']],
    ['complaint', ['Send', 'Delivery', 'Complaint']],
    ['ooto', ['Send', 'Delivery', 'Bounce']],
    ['suppressionlist', ['Send', 'Bounce']],
  ])('%s@simulator.amazonses.com: %o', async (name, expected) => {
    await listen();
    await to(`${name}@simulator.amazonses.com`);
    expect(await kinds()).toEqual(expected);
  });

  it('puts nobody on the suppression list', async () => {
    await to('bounce@simulator.amazonses.com');
    await expect(
      cloud.client.send(
        new GetSuppressedDestinationCommand({ EmailAddress: 'bounce@simulator.amazonses.com' }),
      ),
    ).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('tells an answer out of office from a bounce by its type alone', async () => {
    await listen(['BOUNCE']);
    await to('ooto@simulator.amazonses.com');
    await to('suppressionlist@simulator.amazonses.com');
    expect(await events()).toMatchObject([
      { bounce: { bounceType: 'Transient', bounceSubType: 'General' } },
      { bounce: { bounceType: 'Permanent', bounceSubType: 'Suppressed' } },
    ]);
  });
});

describe('suppression', () => {
  const listed = async (EmailAddress: string) =>
    (await cloud.client.send(new GetSuppressedDestinationCommand({ EmailAddress }))).SuppressedDestination
      ?.Reason;

  it('takes who bounced and who complained; mail to them counts as sent and bounces', async () => {
    await listen();
    change({ fateOf: (address) => (address.startsWith('gone@') ? 'bounced' : undefined) });
    await to('gone@example.test');
    expect(await listed('gone@example.test')).toBe('BOUNCE');
    const before = cloud.ses.mailbox().length;
    await received();
    const { MessageId } = await to('gone@example.test');
    expect(await events()).toMatchObject([
      { eventType: 'Send', mail: { messageId: MessageId } },
      { bounce: { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' } },
    ]);
    expect(cloud.ses.mailbox()).toHaveLength(before);
  });

  it('is for the reasons of the configuration set', async () => {
    await cloud.client.send(
      new CreateConfigurationSetCommand({
        ConfigurationSetName: 'complaints-only',
        SuppressionOptions: { SuppressedReasons: ['COMPLAINT'] },
      }),
    );
    const more = { ConfigurationSetName: 'complaints-only' };
    change({ fateOf: (address) => (address.startsWith('gone@') ? 'bounced' : 'complained about') });
    await to('gone@example.test', more);
    await to('cross@example.test', more);
    await expect(listed('gone@example.test')).rejects.toMatchObject({ name: 'NotFoundException' });
    expect(await listed('cross@example.test')).toBe('COMPLAINT');
    await cloud.client.send(
      new PutSuppressedDestinationCommand({ EmailAddress: 'gone@example.test', Reason: 'BOUNCE' }),
    );
    await to('gone@example.test', more);
    expect(cloud.newest()?.to).toEqual(['gone@example.test']);
  });
});

describe('events on demand', () => {
  it('are dropped, doubled, or held and released late and in any order', async () => {
    await listen();
    change({ handlingOf: ({ type }) => (type === 'SEND' ? 'drop' : 'double') });
    await to('a@example.test');
    expect(await kinds()).toEqual(['Delivery', 'Delivery']);
    change({ handlingOf: () => 'hold' });
    for (let i = 0; i < 5; i++) await to(`r${i}@example.test`);
    expect(await kinds()).toEqual([]);
    let next = 0;
    expect(await cloud.ses.releaseEvents(() => (next++ * 0.37) % 1)).toBe(10);
    const order = (await events()).map(({ mail, eventType }) => `${mail.destination[0]} ${eventType}`);
    expect(order).toHaveLength(10);
    expect([...order].sort()).not.toEqual(order);
    expect(await cloud.ses.releaseEvents()).toBe(0);
  });

  it('come of a mail that was sent before', async () => {
    await listen();
    const { MessageId = '' } = await to('a@example.test');
    await received();
    expect(await cloud.ses.report(MessageId, 'complained about')).toBe(true);
    expect(await kinds()).toEqual(['Complaint']);
    expect(cloud.ses.find(MessageId)?.outcomes).toMatchObject([{ what: 'complained about' }]);
    expect(await cloud.ses.report('none', 'bounced')).toBe(false);
  });

  it('say that a mail was refused for its content or is delayed; a lost one is silent', async () => {
    await listen();
    for (const [fate, expected] of [
      ['rejected', ['Reject']],
      ['delayed', ['Send', 'DeliveryDelay']],
      ['bounced for now', ['Send', 'Bounce']],
      ['lost', []],
    ] as const) {
      change({ fateOf: () => fate });
      await to('a@example.test');
      expect(await kinds()).toEqual(expected);
    }
  });
});
