import { SetSubscriptionAttributesCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passes } from '../../src/sns/filter-policy.ts';
import { checkFilterPolicy } from '../../src/sns/filter-policy-check.ts';
import type { MessageAttribute } from '../../src/sqs/message-attribute.ts';
import { aTopicCloud, text } from './a-topic.ts';

const string = (StringValue: string): MessageAttribute => ({ DataType: 'String', StringValue });
const number = (value: number): MessageAttribute => ({ DataType: 'Number', StringValue: String(value) });
const array = (...values: unknown[]): MessageAttribute => ({
  DataType: 'String.Array',
  StringValue: JSON.stringify(values),
});

const byAttributes = (policy: object, attributes: Record<string, MessageAttribute>) => {
  checkFilterPolicy(JSON.stringify(policy));
  return passes(JSON.stringify(policy), 'MessageAttributes', { body: '', attributes });
};

describe('a filter on attributes', () => {
  it.each<[string, object, MessageAttribute, boolean]>([
    ['a text', { a: ['x', 'y'] }, string('y'), true],
    ['another text', { a: ['x', 'y'] }, string('z'), false],
    ['Bengali', { a: ['জাতীয়'] }, string('জাতীয়'), true],
    ['a number', { a: [100] }, number(100), true],
    ['a number written otherwise', { a: [100] }, { DataType: 'Number', StringValue: '1e2' }, true],
    ['a number as text', { a: ['100'] }, number(100), false],
    ['a text as number', { a: [100] }, string('100'), false],
    ['any of a list', { a: ['x'] }, array('w', 'x'), true],
    ['none of a list', { a: ['x'] }, array('w', 'v'), false],
    ['true in a list', { a: [true] }, array(true), true],
    ['null in a list', { a: [null] }, array(null), true],
    ['false is not null', { a: [null] }, array(false), false],
    ['prefix', { a: [{ prefix: 'order.' }] }, string('order.placed'), true],
    ['not the prefix', { a: [{ prefix: 'order.' }] }, string('asset.order.'), false],
    ['suffix', { a: [{ suffix: '.placed' }] }, string('order.placed'), true],
    ['not the suffix', { a: [{ suffix: '.placed' }] }, string('order.placed.'), false],
    ['any case', { a: [{ 'equals-ignore-case': 'NATIONAL' }] }, string('National'), true],
    ['anything but', { a: [{ 'anything-but': ['x', 'y'] }] }, string('z'), true],
    ['anything but this', { a: [{ 'anything-but': ['x', 'y'] }] }, string('y'), false],
    ['anything but one number', { a: [{ 'anything-but': 5 }] }, number(6), true],
    ['anything but a prefix', { a: [{ 'anything-but': { prefix: 'ad.' } }] }, string('order.x'), true],
    ['anything but that prefix', { a: [{ 'anything-but': { prefix: 'ad.' } }] }, string('ad.x'), false],
    ['anything but a suffix', { a: [{ 'anything-but': { suffix: '.x' } }] }, string('ad.x'), false],
    ['equal', { a: [{ numeric: ['=', 3] }] }, number(3), true],
    ['below', { a: [{ numeric: ['<', 3] }] }, number(3), false],
    ['at most', { a: [{ numeric: ['<=', 3] }] }, number(3), true],
    ['above', { a: [{ numeric: ['>', 3] }] }, number(3.5), true],
    ['in a range', { a: [{ numeric: ['>', 0, '<=', 10] }] }, number(10), true],
    ['out of a range', { a: [{ numeric: ['>', 0, '<=', 10] }] }, number(0), false],
    ['a text in a range', { a: [{ numeric: ['>', 0] }] }, string('5'), false],
    ['there', { a: [{ exists: true }] }, string(''), true],
    ['not to be there', { a: [{ exists: false }] }, string('x'), false],
    ['an address', { a: [{ cidr: '10.0.0.0/8' }] }, string('10.2.3.4'), true],
    ['an address elsewhere', { a: [{ cidr: '10.0.0.0/8' }] }, string('11.2.3.4'), false],
    ['one condition of two', { a: ['x', { prefix: 'y' }] }, string('yes'), true],
  ])('%s', (_, policy, a, passed) => {
    expect(byAttributes(policy, { a })).toBe(passed);
  });

  it('needs every key', () => {
    const policy = { section: ['national'], kind: [{ exists: true }] };
    expect(byAttributes(policy, { section: string('national'), kind: string('x') })).toBe(true);
    expect(byAttributes(policy, { section: string('national') })).toBe(false);
  });

  it('knows what is missing', () => {
    expect(byAttributes({ a: [{ exists: false }] }, {})).toBe(true);
    expect(byAttributes({ a: [{ exists: true }] }, {})).toBe(false);
    expect(byAttributes({ a: [{ 'anything-but': ['x'] }] }, {})).toBe(false);
    expect(byAttributes({ a: ['x'] }, { constructor: string('x') })).toBe(false);
  });

  it('needs one of several policies with $or', () => {
    const policy = {
      kind: ['alert'],
      $or: [{ section: ['national'] }, { revision: [{ numeric: ['>', 1] }] }],
    };
    const kind = string('alert');
    expect(byAttributes(policy, { kind, section: string('national') })).toBe(true);
    expect(byAttributes(policy, { kind, revision: number(2) })).toBe(true);
    expect(byAttributes(policy, { kind, section: string('sport'), revision: number(1) })).toBe(false);
    expect(byAttributes(policy, { section: string('national') })).toBe(false);
  });

  it('lets everything through when empty', () => {
    expect(byAttributes({}, {})).toBe(true);
  });
});

describe('a filter on the body', () => {
  const byBody = (policy: object, body: unknown) => {
    checkFilterPolicy(JSON.stringify(policy), 'MessageBody');
    return passes(JSON.stringify(policy), 'MessageBody', {
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: {},
    });
  };

  it('reaches into it', () => {
    const policy = { order: { section: ['national'], revision: [{ numeric: ['>=', 1] }] }, live: [true] };
    expect(byBody(policy, { order: { section: 'national', revision: 1 }, live: true, more: 1 })).toBe(true);
    expect(byBody(policy, { order: { section: 'national', revision: 0 }, live: true })).toBe(false);
    expect(byBody(policy, { order: { section: 'national' }, live: true })).toBe(false);
    expect(byBody({ tags: ['ক'] }, { tags: ['খ', 'ক'] })).toBe(true);
    expect(byBody({ items: { id: [2] } }, { items: [{ id: 1 }, { id: 2 }] })).toBe(true);
    expect(byBody({ a: { b: [{ exists: false }] } }, { a: {} })).toBe(true);
  });

  it('passes nothing that is not a JSON object', () => {
    expect(byBody({ a: ['x'] }, 'no json')).toBe(false);
    expect(byBody({ a: ['x'] }, '["a"]')).toBe(false);
  });
});

describe('a policy is refused', () => {
  it.each([
    'no json',
    '[]',
    '{"a":"x"}',
    '{"a":[]}',
    '{"a":{"b":["x"]}}',
    '{"a":[{"wildcard":"x*"}]}',
    '{"a":[{"prefix":1}]}',
    '{"a":[{"prefix":"x","suffix":"y"}]}',
    '{"a":[{"numeric":["~",1]}]}',
    '{"a":[{"numeric":[">",5,"<",1]}]}',
    '{"a":[{"numeric":["<",1,">",5]}]}',
    '{"a":[{"exists":"yes"}]}',
    '{"a":[{"cidr":"10.0.0.0"}]}',
    '{"a":[["x"]]}',
    '{"a":[10000000000]}',
    '{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}',
  ])('for %s', (policy) => {
    expect(() => checkFilterPolicy(policy)).toThrow(expect.objectContaining({ code: 'InvalidParameter' }));
  });
});

describe('a subscription', () => {
  let cloud: Awaited<ReturnType<typeof aTopicCloud>>;
  beforeAll(async () => {
    cloud = await aTopicCloud();
  });
  afterAll(() => cloud.close());

  it('gets what passes its filter, also after that is changed', async () => {
    const [topic, queue] = [await cloud.aTopic(), await cloud.aQueue()];
    const attributes = { RawMessageDelivery: 'true', FilterPolicy: '{"type":["a"]}' };
    const SubscriptionArn = await topic.subscribe(queue.arn, attributes);
    await topic.publish('1', { type: text('a') });
    await topic.publish('2', { type: text('b') });
    await topic.publish('3');
    const set = (AttributeName: string, AttributeValue: string) =>
      cloud.sns.send(
        new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }),
      );
    await set('FilterPolicy', '{"type":["b"]}');
    await topic.publish('4', { type: text('b') });
    await set('FilterPolicyScope', 'MessageBody');
    await topic.publish('{"type":"b"}');
    expect(await queue.bodies()).toEqual(['1', '4', '{"type":"b"}']);
    await expect(set('FilterPolicy', '{"type":"b"}')).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});
