import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FunctionSpec } from '../topology/function-spec.ts';
import { batchSize } from '../topology/timing.ts';
import type { FunctionName } from '../topology.ts';
import { type Alarms, maximum } from './alarms.ts';
import type { NewsroomFunction } from './newsroom-function.ts';

/**
 * Passes new facts of the table's stream to a function, in order. A fact that fails holds up those behind it and is
 * retried until it expires from the stream after 24 hours: none is skipped, and the alarm comes long before.
 */
export class StreamTrigger extends Construct {
  constructor(
    scope: Construct,
    name: FunctionName,
    { ifItFails }: FunctionSpec,
    to: NewsroomFunction,
    streamArn: string,
    alarms: Alarms,
  ) {
    super(scope, 'Stream');
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
          dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('FACT#') } } },
        }),
      ],
      batchSize: batchSize.stream,
      parallelizationFactor: 1,
      reportBatchItemFailures: true,
      bisectBatchOnError: false,
      retryAttempts: -1,
    });
    alarms.set(this, 'Waits', {
      name: `${name}: facts wait`,
      metric: to.fn.metric('IteratorAge', maximum),
      atLeast: Duration.minutes(1).toMilliseconds(),
      periods: 3,
      says: ifItFails,
    });
  }
}
