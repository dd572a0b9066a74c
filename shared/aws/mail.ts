import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { newsroom } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import { setting } from './environment.ts';
import { outcomeOfError } from './mail-state.ts';

/** Without retries: after a lost response the SDK would send the mail again, and SES cannot recognise a repeat. */
export const ses = new SESv2Client({ maxAttempts: 1 });

/** A mail as text and HTML, before it is addressed. */
export type Letter = { subject: string; text: string; html: string };

/** Whom a mail is from: the newsroom by its name, at the address that its domain signs for. */
export const sender = () => `${encodedWords(newsroom.name)} <${setting('MAIL_FROM')}>`;

/** Text in a header as RFC 2047 has it. A word has 75 signs at most: 45 bytes. */
function encodedWords(text: string): string {
  const words = [''];
  for (const letter of text) {
    const word = `${words.at(-1)}${letter}`;
    if (Buffer.byteLength(word) <= 45) words[words.length - 1] = word;
    else words.push(letter);
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

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
        FromEmailAddress: sender(),
        ConfigurationSetName: setting('CONFIRMATIONS_SET'),
        EmailTags: tagsOf(tags),
        Destination: { ToAddresses: [address] },
        Content: {
          Simple: {
            Subject: { Data: subject, Charset: 'UTF-8' },
            // Nobody's absence is answered to it (RFC 3834).
            Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
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
