import { SendBulkEmailCommand } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aMailbox, sender } from './a-mailbox.ts';

let cloud: Awaited<ReturnType<typeof aMailbox>>;
beforeAll(async () => {
  cloud = await aMailbox();
});
afterAll(() => cloud.close());

/** The text that a reader gets of a template; undefined where SES drops the mail. */
async function filled(Text: string, data: object): Promise<string | undefined> {
  const { MessageId } = await cloud.send({
    Template: { TemplateContent: { Subject: 'x', Text }, TemplateData: JSON.stringify(data) },
  });
  const mail = cloud.newest();
  const failure = cloud.ses.renderingFailures()[0];
  expect([mail?.id, failure?.id].filter((id) => id === MessageId)).toHaveLength(1);
  return mail?.id === MessageId ? mail?.text : undefined;
}

describe('a template', () => {
  it.each([
    ['{{{h}}}', { h: 'কোড {{{end}}} {{x}} \\{{y & <b>"' }, 'কোড {{{end}}} {{x}} \\{{y & <b>"'],
    ['{{h}}', { h: 'a & <b>' }, 'a & <b>'],
    ['{{a.b}}', { a: { b: 'x' } }, 'x'],
    ['C:\\{{{h}}}', { h: 'x' }, 'C:{{{h}}}'],
    ['{{! said }}x', {}, 'x'],
    ['{{#if h}}x{{else}}y{{/if}}', { h: '' }, 'y'],
    ['{{#each all}}{{this}},{{/each}}', { all: ['a', 'b'] }, 'a,b,'],
    ['{ {x} } }}', {}, '{ {x} } }}'],
  ])('%j is filled as Handlebars fills it', async (text, data, expected) => {
    expect(await filled(text, data)).toBe(expected);
  });

  it.each([
    'a headline with {{{',
    'a headline with {{',
    '{{missing}}',
    '{{a.missing}}',
    '{{constructor}}',
    '{{__proto__}}',
    '{{#if a}}x',
    '{{> partial}}',
    '{{}}',
    '{{কোড দেখুন}}',
  ])('%j is accepted, and no mail comes of it', async (text) => {
    expect(await filled(text, { a: {} })).toBeUndefined();
  });

  it('that cannot be filled for one of a bulk call is accepted for it too', async () => {
    const entry = (address: string, data: object) => ({
      Destination: { ToAddresses: [address] },
      ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(data) } },
    });
    const { BulkEmailEntryResults = [] } = await cloud.client.send(
      new SendBulkEmailCommand({
        FromEmailAddress: sender,
        DefaultContent: { Template: { TemplateContent: { Subject: '{{{h}}}', Text: 'x' } } },
        BulkEmailEntries: [entry('one@example.test', { h: '{{{' }), entry('two@example.test', {})],
      }),
    );
    expect(BulkEmailEntryResults.map(({ Status }) => Status)).toEqual(['SUCCESS', 'SUCCESS']);
    expect(cloud.newest()).toMatchObject({ to: ['one@example.test'], subject: '{{{' });
    expect(cloud.ses.renderingFailures()[0]).toMatchObject({ to: ['two@example.test'] });
  });
});
