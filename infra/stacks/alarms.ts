import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** Statistics of alarms: failures are summed over five minutes; of what waits, each minute's maximum counts. */
export const sum = { statistic: Stats.SUM, period: Duration.minutes(5) };
export const maximum = {
  statistic: Stats.MAXIMUM,
  period: Duration.minutes(1),
};

/** The one metric that all functions of a feature count their failures in. It has no value, and no cost, while nothing fails. */
export const failuresOf = (feature: string, stage: string) => ({
  metricNamespace: 'Khobor',
  metricName: `failures ${stage} ${feature}`,
});

/** The text of that alarm. The log names the function, whose description says who is hurt. */
export const failuresSay = (feature: string) =>
  `Something that ${feature} does failed by a bug, or ran out of time`;

type Watch = {
  /** The alarm's subject in its mail: `articles/approve: errors`. */
  name: string;
  metric: IMetric;
  atLeast: number;
  /** What a reader or journalist notices: the alarm's text. */
  says: string;
  /** The part of the runbook that says what to do: its anchor in `docs/runbook.md`. */
  runbook: string;
  /** Consecutive bad periods before the alarm. */
  periods?: number;
  /** Alarms when the value is below one or missing, instead of at `atLeast`. */
  whenSilent?: boolean;
};

/** Creates alarms that notify one topic, saying who is hurt. */
export class Alarms {
  readonly stage: string;
  private readonly action: SnsAction;

  constructor(stage: string, topic: ITopic) {
    this.stage = stage;
    this.action = new SnsAction(topic);
  }

  /** An alarm for each feature on what its functions, of whichever stack, count as failed. */
  setForFeatures(scope: Construct, features: Iterable<string>) {
    for (const feature of features) {
      const { metricNamespace: namespace, metricName } = failuresOf(feature, this.stage);
      this.set(scope, `${feature}Fails`, {
        name: `${feature}: errors`,
        metric: new Metric({ namespace, metricName, ...sum }),
        atLeast: 1,
        says: failuresSay(feature),
        runbook: 'errors',
      });
    }
  }

  set(scope: Construct, id: string, watch: Watch) {
    const { name, metric, atLeast, says, runbook, periods = 1, whenSilent = false } = watch;
    const alarm = new Alarm(scope, id, {
      alarmName: `Khobor ${this.stage} ${name}`,
      alarmDescription: `${says}. What to do: docs/runbook.md#${runbook}`,
      metric,
      threshold: atLeast,
      comparisonOperator: whenSilent
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: whenSilent ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.action);
    alarm.addOkAction(this.action);
  }
}
