import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dollarsOf } from '../../infra/cost/dollars.ts';
import type { Measured } from '../../infra/cost/measure.ts';
import { idleMonth, month, newsrooms } from '../../infra/cost/newsrooms.ts';
import { free, prices } from '../../infra/cost/prices.ts';
import { standingOf } from '../../infra/cost/standing.ts';
import { sum, times, without } from '../../infra/cost/usage.ts';
import { aNewsroom } from './a-newsroom.ts';

const nothing: Measured = { article: {}, picture: {}, reader: {}, look: {}, hour: {} };
const text = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('what costs while nobody works', () => {
  it('is what the figures and the README say, by the templates', async () => {
    const { data, site, backend } = await aNewsroom();
    const standing = standingOf([data, site, backend]);
    const { alarms, polledQueues, strikes } = standing;
    const hundreds = Math.round(strikes / 10_000) * 10_000;
    const row = text('docs/figures.md').match(/a month in which nobody works \| about \$(\d+): (.*) \|/);
    expect(row?.[2]).toBe(
      `${alarms} metrics of alarms at $0.10, ${polledQueues} queues that Lambda asks all the time (17 million requests at $0.40), and ${hundreds.toLocaleString('en')} strikes of four clocks`,
    );
    // What the clocks' functions do is another 50 cents.
    const price = dollarsOf(idleMonth(standing, nothing), prices['us-east-1'], free) + 0.5;
    expect(Number(row?.[1])).toBe(Math.round(price));
    expect(text('docs/deploy.md')).toContain(`What bills without use, about $${Math.round(price)} a month,`);
    expect(text('README.md')).toContain(`[about $${Math.round(price)} a month](docs/figures.md)`);
  });

  it('cannot be counted for a clock that nobody priced', () => {
    const Resources = {
      Clock: { Type: 'AWS::Scheduler::Schedule', Properties: { ScheduleExpression: 'rate(7 minutes)' } },
    };
    expect(() => standingOf([{ Resources }])).toThrow('How often rate(7 minutes) strikes is not known');
  });
});

describe('a bill', () => {
  it('is each unit at its price, beyond what is free', () => {
    const usage = { writeUnit: 2e6, alarmMonth: 12, cdnGb: 1_000 };
    expect(dollarsOf(usage, prices['us-east-1'])).toBeCloseTo(1.25 + 1.2 + 85, 6);
    expect(dollarsOf(usage, prices['us-east-1'], free)).toBeCloseTo(1.25 + 0.2, 6);
    expect(dollarsOf({ cdnGb: 2_024 }, prices['ap-south-1'], free)).toBeCloseTo(109, 6);
  });

  it('of a month is that of its articles, alerts and views, each as often as it comes', () => {
    const measured = { ...nothing, article: { writeUnit: 70 }, picture: { s3Put: 8 }, reader: { mail: 1 } };
    const [district] = newsrooms;
    if (!district) throw new Error('There is a newsroom');
    const all = sum(...Object.values(month(district, { alarms: 0, polledQueues: 0, strikes: 0 }, measured)));
    expect(all).toMatchObject({ writeUnit: 30 * 30 * 70, s3Put: 30 * 30 * 8, mail: 2 * 500 * 30 });
  });

  it('of a month has the looks of open desks, as often as the desk takes one', () => {
    // Half of the time in view, half of it behind another window.
    const [, inView, behind] =
      /inView: ([\d_]+), behind: ([\d_]+)/.exec(text('desk/web/api/activity.ts')) ?? [];
    const [a = 0, b = 0] = [inView, behind].map((pause) => Number(pause?.replace('_', '')));
    const looks = 1_800_000 / a + 1_800_000 / b;
    expect(looks).toBe(210);
    const measured = { ...nothing, look: { apiRequest: 1, readUnit: 2 } };
    const still = { alarms: 0, polledQueues: 0, strikes: 0 };
    const [district, , national] = newsrooms.map((one) => month(one, still, measured)['open desks']);
    expect(district?.apiRequest).toBeCloseTo(5 * 8 * 26 * looks, 6);
    expect(national).toMatchObject({ readUnit: expect.closeTo(2 * 120 * 9 * 24 * looks, 6) });
    expect(national?.cdnRequest).toBeCloseTo(120 * 9 * 24 * looks, 6);
  });

  it('adds, multiplies and compares what is used', () => {
    expect(sum({ mail: 1 }, { mail: 2, s3Get: 1 })).toEqual({ mail: 3, s3Get: 1 });
    expect(times(2, { mail: 3 })).toEqual({ mail: 6 });
    expect(without({ mail: 3, s3Get: 1 }, { mail: 1, s3Get: 2 })).toEqual({ mail: 2, s3Get: 0 });
  });
});
