import { describe, expect, it } from 'vitest';
import { deploymentOf } from '../../infra/stacks/deployment.ts';

const from = (context: Record<string, unknown>) => deploymentOf((key) => context[key]);
const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';

describe('a deployment', () => {
  it('is a stage for trying out when nothing is said', () => {
    expect(from({})).toMatchObject({ stage: 'dev', origin: 'https://dev.khobor.example' });
  });

  it('takes an origin of its own with its certificate', () => {
    const prod = { stage: 'prod', origin: 'https://news.example', certificateArn };
    expect(from(prod)).toMatchObject(prod);
  });

  it('takes the name CloudFront gave without one', () => {
    const origin = 'https://d111111abcdef8.cloudfront.net';
    expect(from({ stage: 'prod', origin })).toMatchObject({ origin });
  });

  it.each([
    ['production without an origin', { stage: 'prod' }, 'origin'],
    ['an origin without a certificate', { origin: 'https://news.example' }, 'certificateArn'],
    ['an origin with a path', { origin: 'https://news.example/', certificateArn }, 'origin'],
    ['an origin in the clear', { origin: 'http://news.example', certificateArn }, 'origin'],
    [
      'a certificate CloudFront cannot see',
      { origin: 'https://news.example', certificateArn: certificateArn.replace('us-east-1', 'ap-south-1') },
      'certificateArn',
    ],
    ['a stage that names cannot carry', { stage: 'My Stage' }, 'stage'],
    ['an address that is none', { alarmEmail: 'desk' }, 'alarmEmail'],
  ])('refuses %s, and says what to mend', (_, context, field) => {
    expect(() => from(context)).toThrow(`-c ${field}=…`);
  });
});
