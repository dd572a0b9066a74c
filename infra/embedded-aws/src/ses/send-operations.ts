import * as z from 'zod';
import { AwsError } from '../service.ts';
import { identityArn, readAddress } from './address.ts';
import {
  type Content,
  chosenHeaders,
  fromSimple,
  fromTemplate,
  Headers,
  Simple,
  Template,
} from './content.ts';
import { Destination, recipientsOf } from './destination.ts';
import type { NewMail } from './mails.ts';
import { readMime } from './mime.ts';
import { type Call, type Context, type Operation, operation } from './operation.ts';

// Tags only matter to event destinations. There are none, so tags are accepted and have no effect.
const Tags = z.array(z.strictObject({ Name: z.string(), Value: z.string() })).optional();
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

export function sendOperations({ store, allow, identities, mails }: Context): Record<string, Operation> {
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
          const MessageId = await store.write(() => mails.send({ ...mime, ...reached, from, subject }));
          return { MessageId };
        }
        const { from, headers } = senderOf('ses:SendEmail', call, required(input.FromEmailAddress), input);
        const content = simple ? fromSimple(simple) : fromTemplate(template ?? { Headers: [] });
        const own = chosenHeaders([simple?.Headers ?? [], template?.Headers ?? []]);
        const recipients = recipientsOf(Destination.parse(input.Destination ?? {}));
        const MessageId = await store.write(() =>
          mails.send(composed(from, { ...own, ...headers }, recipients, content)),
        );
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
        checkTemplate(template);
        const BulkEmailEntryResults = await store.write(() =>
          input.BulkEmailEntries.map((entry) =>
            attempt(() => {
              const data = entry.ReplacementEmailContent?.ReplacementTemplate.ReplacementTemplateData;
              const own = chosenHeaders([template.Headers, entry.ReplacementHeaders]);
              const recipients = recipientsOf(entry.Destination);
              return mails.send(
                composed(from, { ...own, ...headers }, recipients, fromTemplate(template, data)),
              );
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

/** Refuses a whole bulk call for an invalid template. Missing values only fail their own entry. */
function checkTemplate({ TemplateData: _, ...template }: z.output<typeof Template>) {
  const { TemplateContent: content } = template;
  if (content)
    fromTemplate({
      ...template,
      TemplateContent: { Subject: '', Text: content.Text && ' ', Html: content.Html && ' ' },
    });
  else fromTemplate(template);
}

function attempt(send: () => string) {
  try {
    return { Status: 'SUCCESS', MessageId: send() };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Status: 'INVALID_PARAMETER', Error: error.message };
  }
}

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
