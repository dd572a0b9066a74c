import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A name for what CloudFront keeps for the whole account: the same stage may stand in two regions. */
export function worldwideName(scope: Construct, id: string): string {
  const { stackName, region } = Stack.of(scope);
  return `${stackName}-${id}-${region}`;
}
