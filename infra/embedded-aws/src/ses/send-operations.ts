import * as z from 'zod';
import { AwsError } from '../service.ts';
import { identityArn, readAddress } from './address.ts';
import type { BulkStatus } from './bulk-status.ts';
import { configurationSetArn } from './configuration-sets.ts';
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
import { simulatedFate } from './fate.ts';
import { readMime } from './mime.ts';
import { type Call, type Context, type Operation, operation } from './operation.ts';
import { RenderingFailure } from './template.ts';

const Tag = z.string().regex(/^[\w-]{1,256}$/);
const Tags = z.array(z.strictObject({ Name: Tag, Value: Tag })).optional();
type Tags = z.output<typeof Tags>;
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
  sets,
  post,
  sending,
}: Context): Record<string, Operation> {
  const senderOf = (action: string, call: Call, from: string, input: z.output<typeof Sender>) => {
    const { address, shown } = readAddress(from);
    const { ConfigurationSetName: configurationSet } = input;
    allow(call.principal, action, identityArn(address));
    if (configurationSet !== undefined) allow(call.principal, action, configurationSetArn(configurationSet));
    identities.checkSender(address);
    if (configurationSet !== undefined) sets.get(configurationSet);
    const replyTo = input.ReplyToAddresses.map((one) => readAddress(one).shown).join(', ');
    return {
      from: shown,
      headers: { From: shown, ...(replyTo ? { 'Reply-To': replyTo } : {}) },
      ...(configurationSet === undefined ? {} : { configurationSet }),
    };
  };
  type From = ReturnType<typeof senderOf>;

  /** What a mail is made of, or why its template cannot be filled. */
  const filled = (fill: () => Content): Content | RenderingFailure => {
    try {
      return fill();
    } catch (error) {
      if (error instanceof RenderingFailure) return error;
      throw error;
    }
  };

  /** Sends, or drops a mail whose template cannot be filled. Both give it an id. */
  const sendOrDrop = (
    { from, headers, configurationSet }: From,
    own: Record<string, string>,
    recipients: ReturnType<typeof recipientsOf>,
    tags: Tags,
    content: Content | RenderingFailure,
  ): string => {
    const { subject } = content instanceof RenderingFailure ? { subject: '' } : content;
    const mail = {
      from,
      ...recipients,
      subject,
      headers: { ...own, ...headers, ...recipients.headers, Subject: subject },
      ...(configurationSet === undefined ? {} : { configurationSet }),
      ...tagged(tags),
    };
    if (content instanceof RenderingFailure) return post.drop(mail, content.message);
    return post.send({ ...mail, ...content });
  };

  /** Why nothing may be sent now, whatever it is. */
  const refusal = (configurationSet: string | undefined): BulkStatus | undefined => {
    if (sending.rules.isSuspended) return 'ACCOUNT_SUSPENDED';
    if (!sending.isEnabled()) return 'ACCOUNT_SENDING_PAUSED';
    const isPaused = configurationSet !== undefined && !sets.get(configurationSet).sendingEnabled;
    return isPaused ? 'CONFIGURATION_SET_SENDING_PAUSED' : undefined;
  };

  const isRefusedBySandbox = (recipients: string[]) =>
    sending.rules.isSandbox &&
    !recipients.every((one) => simulatedFate(one) || identities.isVerified(one.toLowerCase()));

  const statusOf = (recipients: string[], configurationSet: string | undefined): BulkStatus => {
    const scripted = recipients.map(sending.rules.statusOf).find((status) => status !== undefined);
    if (scripted !== undefined && scripted !== 'SUCCESS') return scripted;
    const refused = refusal(configurationSet);
    if (refused) return refused;
    if (isRefusedBySandbox(recipients)) return 'MESSAGE_REJECTED';
    switch (sending.take(recipients.length)) {
      case 'taken':
        return 'SUCCESS';
      case 'over the rate':
        return 'ACCOUNT_THROTTLED';
      case 'over the quota':
        return 'ACCOUNT_DAILY_QUOTA_EXCEEDED';
    }
  };

  const takeOrRefuse = (recipients: string[], configurationSet: string | undefined) => {
    if (recipients.length === 0) throw new AwsError('BadRequestException', 'There is no destination');
    const refused = refusal(configurationSet);
    if (refused === 'ACCOUNT_SUSPENDED')
      throw new AwsError('AccountSuspendedException', 'Sending is suspended for this account.');
    if (refused)
      throw new AwsError('SendingPausedException', `Email sending is disabled: ${configurationSet ?? ''}`);
    if (isRefusedBySandbox(recipients)) throw notVerified(recipients);
    const taken = sending.take(recipients.length);
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
        const { ConfigurationSetName: set, EmailTags: tags } = input;
        if ([simple, template, Raw].filter(Boolean).length !== 1)
          throw new AwsError('BadRequestException', 'Content needs exactly one of Simple, Template and Raw');
        if (Raw) {
          const { fields, ...mime } = readMime(Buffer.from(Raw.Data, 'base64'));
          const { From = '' } = named(fields, ['From']);
          const { headers: _, ...from } = senderOf(
            'ses:SendEmail',
            call,
            input.FromEmailAddress ?? From,
            input,
          );
          const { headers: _named, ...reached } = recipientsOf(input.Destination ?? destinationOf(fields));
          const { Subject: subject = '' } = named(mime.headers, ['Subject']);
          const MessageId = await store.write(() => {
            takeOrRefuse(reached.recipients, set);
            return post.send({ ...mime, ...reached, ...from, ...tagged(tags), subject });
          });
          return { MessageId };
        }
        const from = senderOf('ses:SendEmail', call, required(input.FromEmailAddress), input);
        if (template) textsOf(template);
        const own = chosenHeaders([simple?.Headers ?? [], template?.Headers ?? []]);
        const recipients = recipientsOf(Destination.parse(input.Destination ?? {}));
        const content = filled(() =>
          simple ? fromSimple(simple) : fromTemplate(template ?? { Headers: [] }),
        );
        const MessageId = await store.write(() => {
          takeOrRefuse(recipients.recipients, set);
          return sendOrDrop(from, own, recipients, tags, content);
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
        const from = senderOf('ses:SendBulkEmail', call, required(input.FromEmailAddress), input);
        const total = input.BulkEmailEntries.flatMap(({ Destination: d }) => Object.values(d).flat()).length;
        if (total > 50) throw new AwsError('BadRequestException', 'Recipient count exceeds 50.');
        const size = Buffer.byteLength(JSON.stringify([template, input.BulkEmailEntries]));
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
              if (recipients.recipients.length === 0)
                throw new AwsError('BadRequestException', 'There is no destination');
              const content = filled(() => fromTemplate(template, data));
              const Status = statusOf(recipients.recipients, input.ConfigurationSetName);
              if (Status !== 'SUCCESS') return { Status, Error: `Not sent: ${Status}` };
              // As with the data, AWS does not say that an entry's tags are added to the default ones.
              const tags = entry.ReplacementTags ?? input.DefaultEmailTags;
              return { Status, MessageId: sendOrDrop(from, own, recipients, tags, content) };
            }),
          ),
        );
        return { BulkEmailEntryResults };
      },
    ),
  };
}

const tagged = (tags: Tags) =>
  tags ? { tags: Object.fromEntries(tags.map(({ Name, Value }) => [Name, Value])) } : {};

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

/** In the sandbox mail goes to verified identities alone. */
const notVerified = (recipients: string[]) =>
  new AwsError(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check: ${recipients.join(', ')}`,
  );

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
