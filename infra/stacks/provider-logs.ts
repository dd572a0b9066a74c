import { CfnResource, CustomResourceProviderBase, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Stage } from './stage.ts';

/**
 * Gives the functions that CDK adds to a stack for its own custom resources a log group. Lambda would make one by itself, which
 * has no end and stays when the stack goes; their constructs have no property for it.
 */
export function endLogsOfProviders(stack: Stack, { keepDays }: Stage): void {
  for (const provider of stack.node.findAll()) {
    if (!(provider instanceof CustomResourceProviderBase)) continue;
    const { logGroupName } = new LogGroup(provider, 'Logs', {
      retention: keepDays.logs,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const handler = provider.node.findChild('Handler');
    if (CfnResource.isCfnResource(handler))
      handler.addPropertyOverride('LoggingConfig', { LogGroup: logGroupName });
  }
}
