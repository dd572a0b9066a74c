import type { Standing } from './newsrooms.ts';

type Template = { Resources?: Record<string, { Type: string; Properties?: Record<string, unknown> }> };

/** What the templates of a stage have that costs while nobody works. An alarm is charged for each metric that it looks at. */
export function standingOf(templates: readonly Template[]): Standing {
  const resources = templates.flatMap(({ Resources = {} }) => Object.values(Resources));
  const of = (type: string) =>
    resources.flatMap(({ Type, Properties = {} }) => (Type === type ? [Properties] : []));
  const metricsOf = ({ Metrics }: Record<string, unknown>) =>
    Array.isArray(Metrics) ? Metrics.filter((one) => 'MetricStat' in one).length : 1;
  return {
    alarms: of('AWS::CloudWatch::Alarm').reduce((total, alarm) => total + metricsOf(alarm), 0),
    // A mapping with a starting position reads a stream, which costs nothing.
    polledQueues: of('AWS::Lambda::EventSourceMapping').filter((mapping) => !('StartingPosition' in mapping))
      .length,
    strikes: of('AWS::Scheduler::Schedule').reduce(
      (total, { ScheduleExpression }) => total + strikesOf(String(ScheduleExpression)),
      0,
    ),
  };
}

/** How often a schedule strikes in a month. Throws for an expression that no clock of the topology has. */
function strikesOf(expression: string): number {
  const found = {
    'rate(1 minute)': 43_800,
    'rate(5 minutes)': 8_760,
    'cron(0 * * * ? *)': 730,
    'cron(0 0 * * ? *)': 30,
  }[expression];
  if (found === undefined) throw new Error(`How often ${expression} strikes is not known`);
  return found;
}
