import { CfnOutput, Stack } from 'aws-cdk-lib';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/**
 * The sender's domain as SES knows it: once in an account and region. The stage that owns it registers it, signed with
 * DKIM and with its own bounce domain; another names it. The DNS records that it needs are in the outputs of the
 * owner's stack; SES sends nothing until they exist.
 */
export class MailIdentity extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { mail }: Stage) {
    super(scope, id);
    const stack = Stack.of(this);
    // As SES keeps it: a right on the domain as somebody wrote it, with capitals, would be on nothing.
    const domain = mail.from.slice(mail.from.indexOf('@') + 1).toLowerCase();
    this.arn = stack.formatArn({ service: 'ses', resource: 'identity', resourceName: domain });
    if (mail.identity === 'owned') this.register(domain, mail);
    const { perDay, perSecond } = mail.quota;
    new CfnOutput(stack, 'SesQuota', {
      value: `${perDay} mails a day, ${perSecond} a second`,
      description: 'What to ask SES for, when asking to leave its sandbox',
    });
  }

  private register(domain: string, { from, dmarc }: Stage['mail']) {
    const stack = Stack.of(this);
    const { region } = stack;
    // A name has one mail exchanger here, which is of one region.
    const bounces = `bounce-${region}.${domain}`;
    const { dkimRecords } = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      mailFromDomain: bounces,
    });
    const records = {
      ...Object.fromEntries(
        dkimRecords.map(({ name, value }, i) => [`Dkim${i + 1}`, `${name} CNAME ${value}`]),
      ),
      BounceMx: `${bounces} MX 10 feedback-smtp.${region}.amazonses.com`,
      BounceSpf: `${bounces} TXT "v=spf1 include:amazonses.com ~all"`,
      Dmarc: `_dmarc.${domain} TXT "v=DMARC1; p=${dmarc}; rua=mailto:${from}"`,
    };
    for (const [name, value] of Object.entries(records))
      new CfnOutput(stack, name, { value, description: 'DNS record that mail needs' });
  }
}
