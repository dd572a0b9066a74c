import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { Problem } from '../problem.ts';
import { setting } from './environment.ts';
import { outcomeOfError } from './mail-state.ts';

/** Without retries: after a lost response the SDK would send the mail again, and SES cannot recognise a repeat. */
export const ses = new SESv2Client({ maxAttempts: 1 });

/** A mail as text and HTML, before it is addressed. */
export type Letter = { subject: string; text: string; html: string };

/**
 * Sends one letter to one person. `failed` when SES refuses this very mail; throws when it did not take it for another
 * reason, or nobody knows. Errors of SES are not passed on: their texts name addresses.
 */
export async function send(address: string, { subject, text, html }: Letter): Promise<'sent' | 'failed'> {
  try {
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
    return 'sent';
  } catch (error) {
    const outcome = outcomeOfError(error);
    if (outcome === 'bad request') return 'failed';
    throw new Problem('busy', `SES did not take the mail: ${outcome.reason}`);
  }
}
