import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { Problem } from '../problem.ts';
import { setting } from './environment.ts';
import { outcomeOfError } from './mail-state.ts';

/** Without retries: after a lost response the SDK would send the mail again, and SES cannot recognise a repeat. */
export const ses = new SESv2Client({ maxAttempts: 1 });

/** A mail as text and HTML, before it is addressed. */
export type Letter = { subject: string; text: string; html: string };

/** Words that SES returns with each event about a mail: letters, digits, `_` and `-` alone. */
export type Tags = Record<string, string>;

export const tagsOf = (tags: Tags) => Object.entries(tags).map(([Name, Value]) => ({ Name, Value }));

/** How often a letter is tried while SES has too much to send, and about how long in all, in milliseconds. */
const throttled = { tries: 6, wait: 6_000 };

/**
 * Sends one letter to one person. `failed` when SES refuses this very mail; throws when it did not take it for another
 * reason, or nobody knows. While SES takes no more a second, it waits: others that wait go on at other moments. Errors of
 * SES are not passed on: their texts name addresses.
 */
export async function send(
  address: string,
  { subject, text, html }: Letter,
  tags: Tags = {},
  tries = throttled.tries,
): Promise<'sent' | 'failed'> {
  try {
    await ses.send(
      new SendEmailCommand({
        FromEmailAddress: setting('MAIL_FROM'),
        ConfigurationSetName: setting('CONFIRMATIONS_SET'),
        EmailTags: tagsOf(tags),
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
    if (outcome.wait === 'a moment' && tries > 1) {
      await new Promise((done) => setTimeout(done, (2 * Math.random() * throttled.wait) / throttled.tries));
      return send(address, { subject, text, html }, tags, tries - 1);
    }
    throw new Problem('busy', `SES did not take the mail: ${outcome.reason}`);
  }
}
