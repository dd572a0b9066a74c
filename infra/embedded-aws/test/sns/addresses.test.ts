import { createVerify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aTopicCloud, text } from './a-topic.ts';

type Got = { headers: IncomingHttpHeaders; body: string; json: Record<string, string> };

let cloud: Awaited<ReturnType<typeof aTopicCloud>>;
let got: Got[] = [];
/** The statuses that the address answers, in turn; 200 when there are none. */
let statuses: number[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const json = body.startsWith('{') ? JSON.parse(body) : {};
    got.push({ headers: request.headers, body, json });
    if (request.url?.endsWith('/silent')) return;
    response.writeHead(statuses.shift() ?? 200).end('ok');
  });
});
let address: string;

beforeAll(async () => {
  cloud = await aTopicCloud();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/khobor`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await cloud.close();
});
beforeEach(() => {
  got = [];
  statuses = [];
});

const arrived = (count: number) => expect.poll(() => got.length).toBe(count);

/** A topic with an address that has confirmed, if it shall. */
async function subscribed(
  attributes: Record<string, string> = {},
  { confirms = true, path = `/${Math.random()}` } = {},
) {
  const topic = await cloud.aTopic();
  const { SubscriptionArn } = await cloud.sns.send(
    new SubscribeCommand({
      ...{ TopicArn: topic.TopicArn, Protocol: 'http', Endpoint: address + path },
      ...{ Attributes: attributes, ReturnSubscriptionArn: true },
    }),
  );
  await arrived(1);
  const asked = got[0] as Got;
  if (confirms) {
    expect((await fetch(String(asked.json.SubscribeURL))).status).toBe(200);
    got = [];
  }
  return { ...topic, arn: String(SubscriptionArn), asked };
}

async function isSigned({ json }: Got): Promise<boolean> {
  const key = await (await fetch(String(json.SigningCertURL))).text();
  const names =
    json.Type === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const signed = names.filter((name) => json[name] !== undefined).map((name) => `${name}\n${json[name]}\n`);
  const algorithm = json.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1';
  return createVerify(algorithm).update(signed.join('')).verify(key, String(json.Signature), 'base64');
}

describe('an address', () => {
  it('gets nothing before it has confirmed by the link that it alone was told', async () => {
    const { publish, asked, arn, TopicArn } = await subscribed({}, { confirms: false });
    expect(asked.headers['x-amz-sns-message-type']).toBe('SubscriptionConfirmation');
    expect(asked.json).toMatchObject({ Type: 'SubscriptionConfirmation', TopicArn });
    expect(await isSigned(asked)).toBe(true);
    const stateOf = async () =>
      (await cloud.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }))).Attributes
        ?.PendingConfirmation;
    expect(await stateOf()).toBe('true');
    const { Subscriptions = [] } = await cloud.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions.map((one) => one.SubscriptionArn)).toEqual(['PendingConfirmation']);
    await publish('too early');
    await cloud.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: asked.json.Token }));
    expect(await stateOf()).toBe('false');
    await publish('in time');
    await arrived(2);
    expect(got[1]?.json.Message).toBe('in time');
    const wrong = `${asked.json.SubscribeURL?.split('Token=')[0]}Token=${'0'.repeat(200)}`;
    expect((await fetch(wrong)).status).toBe(400);
  });

  it('gets what its filter lets pass, signed, with the headers of SNS', async () => {
    const { publish, arn, TopicArn } = await subscribed({ FilterPolicy: '{"section":["sport"]}' });
    await publish('law', { section: text('law') });
    await publish('sport', { section: text('sport') }, { Subject: 'খেলা' });
    await arrived(1);
    const [{ headers, json }] = got as [Got];
    expect(headers).toMatchObject({
      ...{ 'x-amz-sns-message-type': 'Notification', 'x-amz-sns-topic-arn': TopicArn },
      ...{ 'x-amz-sns-subscription-arn': arn, 'content-type': 'text/plain; charset=UTF-8' },
    });
    expect(json).toMatchObject({ Message: 'sport', Subject: 'খেলা', SignatureVersion: '1' });
    expect(await isSigned(got[0] as Got)).toBe(true);
    expect(await isSigned({ ...(got[0] as Got), json: { ...json, Message: 'forged' } })).toBe(false);
  });

  it('gets a signature by SHA-256 where the topic says so', async () => {
    const { publish, TopicArn } = await subscribed();
    await cloud.sns.send(
      new SetTopicAttributesCommand({ TopicArn, AttributeName: 'SignatureVersion', AttributeValue: '2' }),
    );
    await publish('new');
    await arrived(1);
    expect(got[0]?.json.SignatureVersion).toBe('2');
    expect(await isSigned(got[0] as Got)).toBe(true);
  });

  it('gets the bare text when it wants it raw', async () => {
    const { publish } = await subscribed({ RawMessageDelivery: 'true' });
    await publish('{"kind":"breaking"}');
    await arrived(1);
    expect([got[0]?.body, got[0]?.headers['x-amz-sns-rawdelivery']]).toEqual(['{"kind":"breaking"}', 'true']);
  });

  it('is tried again for 20 seconds each, three times, then what it missed goes to the queue for it', async () => {
    const queue = await cloud.aQueue();
    const { publish } = await subscribed({
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queue.arn }),
    });
    statuses = [500, 429, 503, 500];
    await publish('missed');
    for (let tried = 1; tried < 4; tried++) {
      await arrived(tried);
      expect(await queue.bodies()).toEqual([]);
      await expect
        .poll(async () => {
          cloud.clock.turnTo(cloud.clock.now() + 20_000);
          return got.length;
        })
        .toBeGreaterThan(tried);
    }
    await expect.poll(async () => (await queue.bodies()).length).toBe(1);
    expect(got).toHaveLength(4);
  });

  it('that answers nothing holds up no other, however many posts wait for it', async () => {
    const silent = await subscribed({}, { confirms: false, path: '/silent' });
    await cloud.sns.send(
      new ConfirmSubscriptionCommand({ TopicArn: silent.TopicArn, Token: silent.asked.json.Token }),
    );
    got = [];
    const other = await subscribed();
    for (let post = 0; post < 150; post++) await silent.publish('waiting');
    await other.publish('passes');
    await expect.poll(() => got.some(({ json }) => json.Message === 'passes')).toBe(true);
    await cloud.sns.send(new UnsubscribeCommand({ SubscriptionArn: silent.arn }));
  });

  it('is not tried again after it refused, or when it is no longer subscribed', async () => {
    const { publish, arn } = await subscribed();
    statuses = [410];
    await publish('refused');
    await arrived(1);
    statuses = [500];
    await publish('ended');
    await arrived(2);
    await cloud.sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
    cloud.clock.turnTo(cloud.clock.now() + 100_000);
    got = [];
    const other = await subscribed();
    await other.publish('another');
    await expect.poll(() => got.some(({ json }) => json.Message === 'another')).toBe(true);
    expect(got.filter(({ json }) => json.Message === 'ended')).toHaveLength(0);
  });

  it.each([
    ['http', 'https://partner.example/'],
    ['https', 'http://partner.example/'],
    ['https', 'nowhere'],
  ])('is refused where it does not fit its protocol: %s, %s', async (Protocol, Endpoint) => {
    const { TopicArn } = await cloud.aTopic();
    const subscribe = cloud.sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }));
    await expect(subscribe).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
