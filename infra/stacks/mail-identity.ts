import { CfnOutput, Stack } from 'aws-cdk-lib';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { newsroom } from '../../shared/newsroom.ts';

/**
 * The SES identity for the newsroom's domain, signed with DKIM, with its own bounce domain. The DNS records it needs
 * are in the stack's outputs; SES sends nothing until they exist.
 */
export class MailIdentity extends Construct {
  /** The sender's address. */
  readonly from = newsroom.imprint.email;
  readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const domain = this.from.slice(this.from.indexOf('@') + 1);
    const bounces = `bounce.${domain}`;
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      mailFromDomain: bounces,
    });
    this.arn = identity.emailIdentityArn;

    const { region } = Stack.of(this);
    const records = {
      ...Object.fromEntries(
        identity.dkimRecords.map(({ name, value }, i) => [`Dkim${i + 1}`, `${name} CNAME ${value}`]),
      ),
      BounceMx: `${bounces} MX 10 feedback-smtp.${region}.amazonses.com`,
      BounceSpf: `${bounces} TXT "v=spf1 include:amazonses.com ~all"`,
      // It only reports: anything stricter would put other mail of this domain, of whoever sends it, into junk on day one.
      Dmarc: `_dmarc.${domain} TXT "v=DMARC1; p=none; rua=mailto:${this.from}"`,
    };
    for (const [name, value] of Object.entries(records))
      new CfnOutput(this, name, { value, description: 'DNS record that mail needs' });
  }
}
