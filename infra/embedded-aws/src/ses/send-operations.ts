import * as z from 'zod';
import { AwsError } from '../service.ts';
import { identityArn, readAddress } from './address.ts';
import type { BulkStatus } from './bulk-status.ts';
import {
  type Content,
  chosenHeaders,
  fromSimple,
  fromTemplate,
  Headers,
  Simple,
  Template,
  textsOf,
} from './content.ts';
import { Destination, recipientsOf } from './destination.ts';
import type { NewMail } from './mails.ts';
import { readMime } from './mime.ts';
import { type Call, type Context, type Operation, operation } from './operation.ts';
import { RenderingFailure } from './template.ts';

const Tag = z.string().regex(/^[\w-]{1,256}$/);
// Tags only matter to event destinations. There are none, so tags are checked and have no effect.
const Tags = z.array(z.strictObject({ Name: Tag, Value: Tag })).optional();
const Sender = z.strictObject({
  FromEmailAddress: z.string().optional(),
  ReplyToAddresses: z.array(z.string()).default([]),
  ConfigurationSetName: z.string().optional(),
});
const Entry = z.strictObject({
  Destination,
  ReplacementTags: Tags,
  ReplacementHeaders: Headers,
  ReplacementEmailContent: z
    .strictObject({ ReplacementTemplate: z.strictObject({ ReplacementTemplateData: z.string().optional() }) })
    .optional(),
});

export function sendOperations({
  store,
  allow,
  identities,
  mails,
  sending,
}: Context): Record<string, Operation> {
  const senderOf = (action: string, call: Call, from: string, input: z.output<typeof Sender>) => {
    const { address, shown } = readAddress(from);
    allow(call.principal, action, identityArn(address));
    identities.checkSender(address);
    if (input.ConfigurationSetName !== undefined)
      throw new AwsError(
        'NotFoundException',
        `Configuration set <${input.ConfigurationSetName}> does not exist: embedded-aws has none`,
      );
    const replyTo = input.ReplyToAddresses.map((one) => readAddress(one).shown).join(', ');
    return { from: shown, headers: { From: shown, ...(replyTo ? { 'Reply-To': replyTo } : {}) } };
  };

  /** Sends, or drops a mail whose template cannot be filled. Both give it an id. */
  const orDropped = (to: string[], post: () => string): string => {
    try {
      return post();
    } catch (error) {
      if (!(error instanceof RenderingFailure)) throw error;
      return mails.fail(to, error.message);
    }
  };

  const statusOf = (recipients: string[]): BulkStatus => {
    const scripted = recipients.map(sending.rules.statusOf).find((status) => status !== undefined);
    if (scripted !== undefined && scripted !== 'SUCCESS') return scripted;
    switch (sending.take(recipients.length)) {
      case 'taken':
        return 'SUCCESS';
      case 'over the rate':
        return 'ACCOUNT_THROTTLED';
      case 'over the quota':
        return 'ACCOUNT_DAILY_QUOTA_EXCEEDED';
    }
  };

  const takeOrRefuse = (recipients: number) => {
    const taken = sending.take(recipients);
    if (taken === 'over the rate') throw overTheRate();
    if (taken === 'over the quota')
      throw new AwsError('LimitExceededException', 'Daily message quota exceeded.');
  };

  return {
    SendEmail: operation(
      Sender.extend({
        Destination: Destination.optional(),
        EmailTags: Tags,
        Content: z.strictObject({
          Simple: Simple.optional(),
          Template: Template.optional(),
          Raw: z.strictObject({ Data: z.base64() }).optional(),
        }),
      }),
      async (input, call) => {
        const { Simple: simple, Template: template, Raw } = input.Content;
        if ([simple, template, Raw].filter(Boolean).length !== 1)
          throw new AwsError('BadRequestException', 'Content needs exactly one of Simple, Template and Raw');
        if (Raw) {
          const mime = readMime(Buffer.from(Raw.Data, 'base64'));
          const { From = '' } = named(mime.headers, ['From']);
          const { from } = senderOf('ses:SendEmail', call, input.FromEmailAddress ?? From, input);
          const destination = input.Destination ?? destinationOf(mime.headers);
          const { headers: _, ...reached } = recipientsOf(destination);
          const { Subject: subject = '' } = named(mime.headers, ['Subject']);
          const MessageId = await store.write(() => {
            takeOrRefuse(reached.recipients.length);
            return mails.send({ ...mime, ...reached, from, subject });
          });
          return { MessageId };
        }
        const { from, headers } = senderOf('ses:SendEmail', call, required(input.FromEmailAddress), input);
        const fill = () => (simple ? fromSimple(simple) : fromTemplate(template ?? { Headers: [] }));
        if (template) textsOf(template);
        const own = chosenHeaders([simple?.Headers ?? [], template?.Headers ?? []]);
        const recipients = recipientsOf(Destination.parse(input.Destination ?? {}));
        const MessageId = await store.write(() => {
          const post = () => mails.send(composed(from, { ...own, ...headers }, recipients, fill()));
          const sent = orDropped(recipients.to, post);
          takeOrRefuse(recipients.recipients.length);
          return sent;
        });
        return { MessageId };
      },
    ),

    SendBulkEmail: operation(
      Sender.extend({
        DefaultEmailTags: Tags,
        DefaultContent: z.strictObject({ Template }),
        BulkEmailEntries: z.array(Entry).min(1).max(50),
      }),
      async (input, call) => {
        const { Template: template } = input.DefaultContent;
        const { from, headers } = senderOf(
          'ses:SendBulkEmail',
          call,
          required(input.FromEmailAddress),
          input,
        );
        const total = input.BulkEmailEntries.flatMap(({ Destination: d }) => Object.values(d).flat()).length;
        if (total > 50) throw new AwsError('BadRequestException', 'Recipient count exceeds 50.');
        const size = JSON.stringify([template, input.BulkEmailEntries]).length;
        if (size > 1_048_576)
          throw new AwsError('BadRequestException', 'Template and data of a call are at most 1 MB');
        textsOf(template);
        if (sending.rules.illegalAddress === 'fails the call')
          for (const entry of input.BulkEmailEntries) recipientsOf(entry.Destination);
        if (sending.room() < 1) throw overTheRate();
        const BulkEmailEntryResults = await store.write(() =>
          input.BulkEmailEntries.map((entry) =>
            attempt(() => {
              const data = entry.ReplacementEmailContent?.ReplacementTemplate.ReplacementTemplateData;
              const own = chosenHeaders([template.Headers, entry.ReplacementHeaders]);
              const recipients = recipientsOf(entry.Destination);
              const Status = statusOf(recipients.recipients);
              if (Status !== 'SUCCESS') return { Status, Error: `Not sent: ${Status}` };
              const post = () =>
                mails.send(composed(from, { ...own, ...headers }, recipients, fromTemplate(template, data)));
              return { Status, MessageId: orDropped(recipients.to, post) };
            }),
          ),
        );
        return { BulkEmailEntryResults };
      },
    ),
  };
}

function composed(
  from: string,
  headers: Record<string, string>,
  recipients: ReturnType<typeof recipientsOf>,
  content: Content,
): NewMail {
  const { subject } = content;
  return {
    from,
    ...content,
    ...recipients,
    headers: { ...headers, ...recipients.headers, Subject: subject },
  };
}

type Result = { Status: BulkStatus; MessageId?: string; Error?: string };

/** An entry of a bulk call that is wrong in itself fails alone. */
function attempt(send: () => Result): Result {
  try {
    return send();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Status: 'INVALID_PARAMETER', Error: error.message };
  }
}

const overTheRate = () => new AwsError('TooManyRequestsException', 'Maximum sending rate exceeded.', 429);

function required(from: string | undefined): string {
  if (from === undefined) throw new AwsError('BadRequestException', 'FromEmailAddress is missing');
  return from;
}

/** Headers of a raw mail by name, in any letter case. */
function named(headers: Record<string, string>, names: string[]): Record<string, string> {
  const found = Object.entries(headers).flatMap(([name, value]) =>
    names.filter((one) => one.toLowerCase() === name.toLowerCase()).map((one) => [one, value]),
  );
  return Object.fromEntries(found);
}

function destinationOf(headers: Record<string, string>): z.output<typeof Destination> {
  const { To = '', Cc = '', Bcc = '' } = named(headers, ['To', 'Cc', 'Bcc']);
  const [ToAddresses = [], CcAddresses = [], BccAddresses = []] = [To, Cc, Bcc].map((list) =>
    (list.match(/(?:"[^"]*"|[^",])+/g) ?? []).map((one) => one.trim()).filter(Boolean),
  );
  return { ToAddresses, CcAddresses, BccAddresses };
}
