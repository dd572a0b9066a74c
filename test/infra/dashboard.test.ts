import { beforeAll, describe, expect, it, vi } from 'vitest';
import { inboxOf } from '../../infra/topology/inbox.ts';
import { logDelay } from '../../shared/lambda/log-delay.ts';
import { aNewsroom, aTrial, ofType, type Template, type Value } from './a-newsroom.ts';

type Widget = { type: string; properties: { alarms?: string[]; metrics?: unknown[][]; query?: string } };

/** What a function of CloudFormation puts in, by a word in its place. */
const joined = (value: Value): string => {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, Ref, ...other } = value as Record<string, Value>;
  if (Array.isArray(join)) return (join[1] as Value[]).map(joined).join('');
  return typeof Ref === 'string' ? `<${Ref}>` : `<${JSON.stringify(other).replaceAll('"', '')}>`;
};

let templates: Template[];
let widgets: Widget[];
beforeAll(async () => {
  const { data, backend, site } = await aNewsroom(aTrial());
  templates = [data, backend, site];
  const [[, dashboard] = ['', {}]] = ofType(site, 'AWS::CloudWatch::Dashboard');
  widgets = JSON.parse(joined(dashboard.DashboardBody as Value)).widgets;
});

const metricsOf = ({ properties: { metrics = [] } }: Widget) =>
  metrics.map((metric) => metric.filter((part) => typeof part === 'string') as string[]);

describe('the dashboard of a stage', () => {
  it('is the only one, and free: an account has three of fifty metrics each', () => {
    expect(templates.flatMap((one) => ofType(one, 'AWS::CloudWatch::Dashboard'))).toHaveLength(1);
    const all = widgets.flatMap(metricsOf);
    expect(all.length).toBeGreaterThan(20);
    expect(all.length).toBeLessThanOrEqual(50);
  });

  it('shows every alarm of the stage, by its name', () => {
    const names = templates.flatMap((one) =>
      ofType(one, 'AWS::CloudWatch::Alarm').map(([, { AlarmName }]) => AlarmName),
    );
    const shown = widgets.flatMap(({ properties }) => properties.alarms ?? []);
    expect(names.length).toBeGreaterThan(10);
    expect(shown.map((arn) => arn.replace(/^.*:alarm:/, '')).toSorted()).toEqual(names.toSorted());
  });

  it('names queues, features and logs that are there', () => {
    const queues = new Set(
      templates.flatMap((one) => ofType(one, 'AWS::SQS::Queue').map(([, { QueueName }]) => QueueName)),
    );
    const counted = new Set(
      templates.flatMap((one) =>
        ofType(one, 'AWS::Logs::MetricFilter').flatMap(([, { MetricTransformations }]) =>
          (MetricTransformations as { MetricName: string }[]).map(({ MetricName }) => MetricName),
        ),
      ),
    );
    const groups = new Set(
      templates.flatMap((one) =>
        ofType(one, 'AWS::Logs::LogGroup').map(([, { LogGroupName }]) => LogGroupName),
      ),
    );
    const all = widgets.flatMap(metricsOf);
    const inboxes = all.filter(([namespace]) => namespace === 'AWS/SQS').map((parts) => parts[3]);
    expect(inboxes).toContain(`khobor-dev-${inboxOf('site/publish-article')}`);
    expect(inboxes.filter((one) => !queues.has(String(one)))).toEqual([]);
    const failures = all.filter(([namespace]) => namespace === 'Khobor').map((parts) => parts[1]);
    expect(failures).toContain('failures dev articles');
    expect(failures.filter((one) => !counted.has(String(one)))).toEqual([]);
    const asked = widgets.flatMap(({ properties: { query = '' } }) =>
      [...query.matchAll(/SOURCE '([^']+)'/g)].map(([, group]) => group),
    );
    expect(asked).toHaveLength(2);
    expect(asked.filter((one) => !groups.has(String(one)))).toEqual([]);
  });

  it('finds in the logs how long readers waited', () => {
    const printed = vi.spyOn(console, 'info').mockReturnValue();
    const at = new Date(Date.now() - 2_000).toISOString();
    for (const shown of ['page', 'fronts'] as const)
      logDelay(shown, [{ at: new Date().toISOString() }, { at }]);
    const lines = printed.mock.calls.map(([line]) => String(line));
    printed.mockRestore();
    // As it is printed, and as Lambda puts it into a line of its own.
    const forms = (line: string) => [line, JSON.stringify({ level: 'INFO', message: line })];
    const queries = widgets.flatMap(({ properties: { query } }) => (query ? [query] : []));
    for (const [i, query] of queries.entries()) {
      const [, asked = ''] = /like \/(.+)\//.exec(query) ?? [];
      const [, parsed = ''] = /parse @message \/(.+)\//.exec(query) ?? [];
      for (const [j, line] of lines.entries())
        for (const form of forms(line)) {
          expect(new RegExp(asked).test(form), `${asked} in ${form}`).toBe(i === j);
          expect(Number(new RegExp(parsed).exec(form)?.groups?.seconds)).toBeGreaterThanOrEqual(2);
        }
    }
  });
});
