import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FunctionSpec } from '../topology/function-spec.ts';
import { restoredMark } from '../topology/restored.ts';
import { batchSize, streamRetries } from '../topology/timing.ts';
import type { FunctionName } from '../topology.ts';
import { type Alarms, maximum } from './alarms.ts';
import { parkedQueue } from './inbox-trigger.ts';
import type { NewsroomFunction } from './newsroom-function.ts';

/**
 * Passes new facts of the table's stream to a function, in order, but for those that were restored. A batch that fails is split until the record that
 * fails is alone. What still fails after the last try is parked, as its place in the stream, before the stream forgets
 * it, and the facts behind it go on. Lambda parks by the function's own right to park.
 */
export class StreamTrigger extends Construct {
  constructor(
    scope: Construct,
    name: FunctionName,
    spec: FunctionSpec,
    to: NewsroomFunction,
    streamArn: string,
    alarms: Alarms,
  ) {
    super(scope, 'Stream');
    const parked = parkedQueue(this, name, alarms.stage);
    to.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      streamArn,
    );
    new EventSourceMapping(this, 'Mapping', {
      target: to.fn,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: {
            Keys: { sk: { S: FilterRule.beginsWith('FACT#') } },
            NewImage: { [restoredMark]: { BOOL: FilterRule.notExists() } },
          },
        }),
      ],
      batchSize: batchSize.stream,
      parallelizationFactor: 1,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: streamRetries.most,
      maxRecordAge: Duration.hours(streamRetries.hours),
      onFailure: { bind: () => ({ destination: parked.queueArn }) },
    });
    alarms.set(this, 'Waits', {
      name: `${name}: facts wait`,
      metric: to.fn.metric('IteratorAge', maximum),
      atLeast: Duration.minutes(1).toMilliseconds(),
      periods: 3,
      says: spec.ifItFails,
      runbook: 'facts-that-wait-in-the-stream',
    });
  }
}
