import { Stack } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type MailSetName, mailSetNames, mailSets, suppressedBySes } from '../topology/mail-sets.ts';

/** The configuration sets of mail, whose events go to one topic. The CDK lets SES publish there, for these sets alone. */
export class MailSets extends Construct {
  readonly names: Record<MailSetName, string>;
  readonly arns: Record<MailSetName, string>;

  constructor(scope: Construct, id: string, stage: string, topic: ITopic) {
    super(scope, id);
    const made = mailSetNames.map((name) => {
      const set = new ConfigurationSet(this, name, {
        configurationSetName: `khobor-${stage}-${name}`,
        reputationMetrics: true,
        suppressionReasons: { COMPLAINT: SuppressionReasons.COMPLAINTS_ONLY }[suppressedBySes[0]],
      });
      set.addEventDestination('Events', {
        configurationSetEventDestinationName: 'mail-events',
        destination: EventDestination.snsTopic(topic),
        events: mailSets[name].map((type) => EmailSendingEvent[type]),
      });
      return { name, full: set.configurationSetName };
    });
    const arnOf = (resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource: 'configuration-set', resourceName });
    this.names = Object.fromEntries(made.map(({ name, full }) => [name, full])) as typeof this.names;
    this.arns = Object.fromEntries(made.map(({ name, full }) => [name, arnOf(full)])) as typeof this.arns;
  }
}
