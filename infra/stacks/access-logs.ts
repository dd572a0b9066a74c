import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  PhysicalResourceId,
  PhysicalResourceIdReference,
} from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { logFields } from '../edge/log-fields.ts';
import { arrivals } from '../topology/inbox.ts';
import type { Stage } from './stage.ts';

/** The region of CloudFront's log deliveries, whatever region the stacks and the bucket are in. */
const region = 'us-east-1';

const arnIn = (scope: Construct, resource: `delivery${'' | '-source' | '-destination'}`, name: string) =>
  Stack.of(scope).formatArn({
    ...{ service: 'logs', region, resource, resourceName: name },
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

/** All deliveries are in one region: their names say of which region's stage they are. */
const sourceName = ({ name, region }: Stage) => `khobor-${name}-${region}-cdn`;

/** The ARN of the delivery source that writes the CDN's logs: a distribution may have only one. */
export const deliverySource = (scope: Construct, stage: Stage) =>
  arnIn(scope, 'delivery-source', sourceName(stage));

type Props = { stage: Stage; distribution: IDistribution; logs: IBucket };

/**
 * Delivers CloudFront's logs to the logs bucket (standard logging v2), with the fields that the embedded front writes
 * too. CloudFormation creates deliveries only in a stack's own region, so these are API calls during a deploy.
 */
export class AccessLogs extends Construct {
  private readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, { stage, distribution, logs }: Props) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: stage.keepDays.logs,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const source = sourceName(stage);
    // A destination's format cannot be changed; a new format needs a new destination.
    const destination = `${source}-w3c`;
    const ends = [this.source(source, distribution), this.destination(destination, logs)];
    this.delivery(source, destination, logs).node.addDependency(...ends);
  }

  private source(name: string, { distributionArn }: IDistribution) {
    return this.calls('Source', {
      put: ['PutDeliverySource', { name, resourceArn: distributionArn, logType: 'ACCESS_LOGS' }],
      remove: ['DeleteDeliverySource', { name }],
      id: PhysicalResourceId.of(name),
      rights: {
        [arnIn(this, 'delivery-source', name)]: ['logs:PutDeliverySource', 'logs:DeleteDeliverySource'],
        [distributionArn]: ['cloudfront:AllowVendedLogDeliveryForResource'],
      },
    });
  }

  private destination(name: string, logs: IBucket) {
    const destinationResourceArn = logs.arnForObjects(arrivals.log.prefix.slice(0, -1));
    return this.calls('Destination', {
      put: [
        'PutDeliveryDestination',
        { name, outputFormat: 'w3c', deliveryDestinationConfiguration: { destinationResourceArn } },
      ],
      remove: ['DeleteDeliveryDestination', { name }],
      id: PhysicalResourceId.of(name),
      rights: {
        [arnIn(this, 'delivery-destination', name)]: [
          'logs:PutDeliveryDestination',
          'logs:DeleteDeliveryDestination',
        ],
      },
    });
  }

  private delivery(source: string, destination: string, { bucketArn }: IBucket) {
    const form = { recordFields: [...logFields], fieldDelimiter: '\t' };
    const deliveryDestinationArn = arnIn(this, 'delivery-destination', destination);
    const id = new PhysicalResourceIdReference();
    return this.calls('Delivery', {
      create: ['CreateDelivery', { deliverySourceName: source, deliveryDestinationArn, ...form }],
      put: ['UpdateDeliveryConfiguration', { id, ...form }],
      remove: ['DeleteDelivery', { id }],
      id: PhysicalResourceId.fromResponse('delivery.id'),
      rights: {
        [arnIn(this, 'delivery-source', source)]: ['logs:CreateDelivery'],
        [deliveryDestinationArn]: ['logs:CreateDelivery'],
        [arnIn(this, 'delivery', '*')]: [
          ...['logs:CreateDelivery', 'logs:UpdateDeliveryConfiguration', 'logs:DeleteDelivery'],
        ],
        // The bucket's policy already allows the deliveries: see the data stack.
        [bucketArn]: ['s3:GetBucketPolicy'],
      },
    });
  }

  private calls(name: string, { create, put, remove, id, rights }: Calls) {
    const call = ([action, parameters]: Call) => ({
      ...{ service: 'CloudWatchLogs', action, parameters, region },
    });
    return new AwsCustomResource(this, name, {
      onCreate: { ...call(create ?? put), physicalResourceId: id },
      onUpdate: { ...call(put), ...(create ? {} : { physicalResourceId: id }) },
      onDelete: { ...call(remove), ignoreErrorCodesMatching: 'ResourceNotFoundException' },
      policy: AwsCustomResourcePolicy.fromStatements(
        Object.entries(rights).map(
          ([resource, actions]) => new PolicyStatement({ actions, resources: [resource] }),
        ),
      ),
      logGroup: this.logGroup,
      installLatestAwsSdk: false,
    });
  }
}

type Call = [action: string, parameters: object];
type Calls = {
  create?: Call;
  /** Creates or updates the resource; only updates it when `create` has a call of its own. */
  put: Call;
  remove: Call;
  id: PhysicalResourceId;
  /** The actions that the calls need, by resource. */
  rights: Record<string, string[]>;
};
