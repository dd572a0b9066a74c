import { SESv2ServiceException, SendBulkEmailCommand } from '@aws-sdk/client-sesv2';
import { setting } from './environment.ts';
import { type Letter, ses } from './mail.ts';

/** Somebody a letter goes to, with their own fields and headers. */
export type Recipient = {
  id: string;
  address: string;
  fields: Record<string, string>;
  headers: Record<string, string>;
};

/** Whom SES did not take, and why: for good, or not now. */
export type Left = { id: string; reason: string };
export type Outcome = { refused: Left[]; notNow: Left[] };

/** What SES says of a recipient whom it did not take, but may later: of its limits and faults, not of the mail. */
const passing = new Set([
  'ACCOUNT_DAILY_QUOTA_EXCEEDED',
  'ACCOUNT_SENDING_PAUSED',
  'ACCOUNT_SUSPENDED',
  'ACCOUNT_THROTTLED',
  'CONFIGURATION_SET_SENDING_PAUSED',
  'TRANSIENT_FAILURE',
]);

/**
 * Sends one letter to up to 50 people in one call. Returns whom SES did not take; that is all of them when it refused the
 * call. Any other error is thrown, and the outcome is then unknown.
 */
export async function sendBulk(recipients: readonly Recipient[], letter: Letter): Promise<Outcome> {
  try {
    const { BulkEmailEntryResults = [] } = await ses.send(bulk(recipients, letter));
    const left = recipients.flatMap(({ id }, i) => {
      const { Status = 'no answer', Error: error = '' } = BulkEmailEntryResults[i] ?? {};
      return Status === 'SUCCESS' ? [] : [{ id, isPassing: passing.has(Status), reason: error || Status }];
    });
    const those = (isWanted: boolean) =>
      left.filter(({ isPassing }) => isPassing === isWanted).map(({ id, reason }) => ({ id, reason }));
    return { refused: those(false), notNow: those(true) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { refused: [], notNow: recipients.map(({ id }) => ({ id, reason: String(error) })) };
  }
}

/** An answer below 500 refuses the call: for limits, a pause, rights or a setting, but in any case nothing was sent. */
const isRefusal = (error: unknown) =>
  error instanceof SESv2ServiceException && (error.$metadata.httpStatusCode ?? 500) < 500;

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
