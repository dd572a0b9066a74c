import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { setting } from './environment.ts';

/** One attempt: after an answer that was lost, the SDK would send again, and SES cannot tell that it is the same mail. */
export const ses = new SESv2Client({ maxAttempts: 1 });

/** A mail in both forms. `{{name}}` in a text stands for what a recipient brings in `fields`. */
export type Letter = { subject: string; text: string; html: string };

/** Sends one letter to one person. */
export async function send(address: string, { subject, text, html }: Letter): Promise<void> {
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: setting('MAIL_FROM'),
      Destination: { ToAddresses: [address] },
      Content: {
        Simple: {
          Subject: { Data: subject, Charset: 'UTF-8' },
          Body: { Text: { Data: text, Charset: 'UTF-8' }, Html: { Data: html, Charset: 'UTF-8' } },
        },
      },
    }),
  );
}
