import {
  LimitExceededException,
  SESv2Client,
  SendBulkEmailCommand,
  SendEmailCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { setting } from './environment.ts';

/** Without retries: after a lost response the SDK would send the mail again, and SES cannot recognise a repeat. */
const ses = new SESv2Client({ maxAttempts: 1 });

/** A mail as text and HTML. `{{name}}` in a text is replaced by that one of a recipient's `fields`. */
export type Letter = { subject: string; text: string; html: string };

/** Somebody a letter goes to, with their own fields and headers. */
export type Recipient = {
  id: string;
  address: string;
  fields: Record<string, string>;
  headers: Record<string, string>;
};

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

/**
 * Sends one letter to up to 50 people in one call. Returns the recipients that SES refused, with reasons, or `not now`
 * when SES took none of them because of its limits. Any other error is thrown, and the outcome is then unknown.
 */
export async function sendBulk(
  recipients: readonly Recipient[],
  letter: Letter,
): Promise<Refusal[] | 'not now'> {
  try {
    const { BulkEmailEntryResults = [] } = await ses.send(bulk(recipients, letter));
    return recipients.flatMap(({ id }, i) => {
      const result = BulkEmailEntryResults[i];
      return result?.Status === 'SUCCESS'
        ? []
        : [{ id, reason: result?.Error ?? result?.Status ?? 'no answer' }];
    });
  } catch (error) {
    if (error instanceof TooManyRequestsException || error instanceof LimitExceededException)
      return 'not now';
    throw error;
  }
}

export type Refusal = { id: string; reason: string };

const bulk = (recipients: readonly Recipient[], { subject, text, html }: Letter) =>
  new SendBulkEmailCommand({
    FromEmailAddress: setting('MAIL_FROM'),
    DefaultContent: {
      Template: { TemplateContent: { Subject: subject, Text: text, Html: html }, TemplateData: '{}' },
    },
    BulkEmailEntries: recipients.map(({ address, fields, headers }) => ({
      Destination: { ToAddresses: [address] },
      ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(fields) } },
      ReplacementHeaders: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
    })),
  });
