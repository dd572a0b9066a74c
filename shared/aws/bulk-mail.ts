import { SendBulkEmailCommand } from '@aws-sdk/client-sesv2';
import { setting } from './environment.ts';
import { type Letter, sender, ses, type Tags, tagsOf } from './mail.ts';
import { type MailOutcome, outcomeOf, outcomeOfError } from './mail-state.ts';

/** Somebody a letter goes to, with headers of their own, and tags that come back with each event about it. */
export type Recipient = {
  id: string;
  address: string;
  letter: Letter;
  headers: Record<string, string>;
  tags?: Tags;
};

/** What became of a recipient's mail. */
export type Sent = MailOutcome & { id: string };

/**
 * Sends up to 50 people a letter each in one call, and says of each what became of it. When SES refuses a call because one
 * of its mails is wrong, nothing went out: the halves are sent by themselves, until the wrong one is alone.
 */
export async function sendBulk(recipients: readonly Recipient[]): Promise<Sent[]> {
  try {
    const { BulkEmailEntryResults = [] } = await ses.send(bulk(recipients));
    return recipients.map(({ id }, i) => ({ id, ...outcomeOf(BulkEmailEntryResults[i]?.Status) }));
  } catch (error) {
    const outcome = outcomeOfError(error);
    if (outcome !== 'bad request') return recipients.map(({ id }) => ({ id, ...outcome }));
    if (recipients.length === 1)
      return recipients.map(({ id }) => ({ id, state: 'failed', reason: 'BadRequestException' }));
    const half = Math.ceil(recipients.length / 2);
    return [...(await sendBulk(recipients.slice(0, half))), ...(await sendBulk(recipients.slice(half)))];
  }
}

/**
 * Texts are values, never a template: SES parses templates, and what people write may look like one. It takes values as
 * they are between three braces. Every entry has all of them, because AWS does not promise to fill in default ones.
 */
const template = { Subject: '{{{subject}}}', Text: '{{{text}}}', Html: '{{{html}}}' };

const bulk = (recipients: readonly Recipient[]) =>
  new SendBulkEmailCommand({
    FromEmailAddress: sender(),
    ConfigurationSetName: setting('ALERTS_SET'),
    DefaultContent: { Template: { TemplateContent: template, TemplateData: '{}' } },
    BulkEmailEntries: recipients.map(({ address, letter, headers, tags = {} }) => ({
      Destination: { ToAddresses: [address] },
      ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(letter) } },
      ReplacementTags: tagsOf(tags),
      ReplacementHeaders: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
    })),
  });
