import {
  CreateEmailIdentityCommand,
  type EmailContent,
  SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2';
import type { SendingRules } from '../../src/ses/sending-rules.ts';
import { anAws } from '../an-aws.ts';

export const sender = 'sender@example.test';

export const unlimited = { maxSendRate: Number.POSITIVE_INFINITY, max24HourSend: Number.POSITIVE_INFINITY };

/** A cloud that may send from example.test, and the mail one finds in it. */
export async function aMailbox(mail: Partial<SendingRules> = unlimited) {
  const cloud = await anAws(':memory:', { mail });
  const ses = new SESv2Client(cloud.config);
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'example.test' }));
  const send = (Content: EmailContent, more: Partial<SendEmailCommandInput> = {}) =>
    ses.send(
      new SendEmailCommand({
        FromEmailAddress: sender,
        Destination: { ToAddresses: ['reader@example.test'] },
        Content,
        ...more,
      }),
    );
  return { ...cloud, client: ses, send, newest: () => cloud.ses.mailbox()[0] };
}

export const simple = (subject: string, text: string): EmailContent => ({
  Simple: {
    Subject: { Data: subject, Charset: 'UTF-8' },
    Body: { Text: { Data: text, Charset: 'UTF-8' } },
  },
});
