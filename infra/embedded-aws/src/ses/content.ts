import * as z from 'zod';
import { AwsError } from '../service.ts';
import { dataOf, render } from './template.ts';

const Part = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
const Header = z.strictObject({
  Name: z.string().regex(/^[!-9;-~]{1,126}$/),
  Value: z.string().regex(/^[ -~]{1,870}$/),
});
export const Headers = z.array(Header).max(15).default([]);
export type HeaderList = z.output<typeof Headers>;

export const Simple = z.strictObject({
  Subject: Part,
  Body: z.strictObject({ Text: Part.optional(), Html: Part.optional() }),
  Headers,
});

export const Template = z.strictObject({
  TemplateName: z.string().optional(),
  TemplateArn: z.string().optional(),
  TemplateContent: z
    .strictObject({ Subject: z.string(), Text: z.string().optional(), Html: z.string().optional() })
    .optional(),
  TemplateData: z.string().optional(),
  Headers,
});

export type Content = { subject: string; text: string; html: string };

export function fromSimple({ Subject, Body: { Text, Html } }: z.output<typeof Simple>): Content {
  if (!Text && !Html) throw new AwsError('BadRequestException', 'The body has neither Text nor Html');
  return { subject: textOf(Subject), text: Text ? textOf(Text) : '', html: Html ? textOf(Html) : '' };
}

type TemplateInput = z.output<typeof Template>;

/**
 * Fills a template with data. Throws `RenderingFailure` for one that cannot be filled. AWS says that replacement data is
 * used "when" there is any, and promises no merging by key: here it replaces the default data as a whole.
 */
export function fromTemplate(template: TemplateInput, replacement?: string): Content {
  const { Subject, Text = '', Html = '' } = textsOf(template);
  const data = dataOf(replacement ?? template.TemplateData);
  return { subject: render(Subject, data), text: render(Text, data), html: render(Html, data) };
}

/** The texts of a template. Refuses one that is stored, empty or too long. */
export function textsOf({ TemplateName, TemplateArn, TemplateContent }: TemplateInput) {
  if (TemplateName ?? TemplateArn)
    throw new AwsError(
      'BadRequestException',
      'embedded-aws keeps no templates (TemplateName, TemplateArn): send the TemplateContent',
    );
  if (!TemplateContent?.Text && !TemplateContent?.Html)
    throw new AwsError('BadRequestException', 'TemplateContent needs a Subject and Text or Html');
  return TemplateContent;
}

/** The text of a part. Without a charset SES sends 7-bit ASCII, which would garble other text. */
function textOf({ Data, Charset = 'US-ASCII' }: z.output<typeof Part>): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  const isAscii = /^[\x00-\x7f]*$/.test(Data);
  if (!/^(utf-?8|(us-)?ascii)$/i.test(Charset))
    throw new AwsError('BadRequestException', `embedded-aws does not support the charset ${Charset}`);
  if (!isAscii && !/^utf-?8$/i.test(Charset))
    throw new AwsError('BadRequestException', 'A text that is not ASCII needs its Charset (UTF-8) named');
  return Data;
}

const own = /^(from|to|cc|bcc|subject|reply-to|message-id|date|return-path|sender|mime-version|content-.*)$/i;

/** The custom headers of a call; later ones replace earlier ones of the same name. */
export function chosenHeaders(lists: HeaderList[]): Record<string, string> {
  const byName = new Map<string, [string, string]>();
  for (const { Name, Value } of lists.flat()) {
    if (own.test(Name)) throw new AwsError('BadRequestException', `The header ${Name} is set by SES`);
    byName.set(Name.toLowerCase(), [Name, Value]);
  }
  return Object.fromEntries(byName.values());
}
