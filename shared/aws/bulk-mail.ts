import {
  LimitExceededException,
  SendBulkEmailCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { setting } from './environment.ts';
import { type Letter, ses } from './mail.ts';

/** Somebody a letter goes to, with their own fields and headers. */
export type Recipient = {
  id: string;
  address: string;
  fields: Record<string, string>;
  headers: Record<string, string>;
};

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
