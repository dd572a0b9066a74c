import {
  CreateEmailIdentityCommand,
  type EmailContent,
  SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2';
import { anAws } from '../an-aws.ts';

export const sender = 'sender@example.test';

/** A cloud that may send from example.test, and the mail one finds in it. */
export async function aMailbox() {
  const cloud = await anAws();
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
