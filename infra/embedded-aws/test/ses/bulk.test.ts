import { type BulkEmailEntry, SendBulkEmailCommand, type Template } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aMailbox, sender } from './a-mailbox.ts';

let cloud: Awaited<ReturnType<typeof aMailbox>>;
const bad = { name: 'BadRequestException' };

beforeAll(async () => {
  cloud = await aMailbox();
});
afterAll(() => cloud.close());

const letter: Template = {
  TemplateContent: { Subject: '{{headline}}', Text: 'প্রিয় {{name}}, {{headline}}', Html: '<p>{{name}}</p>' },
  TemplateData: JSON.stringify({ headline: 'খবর', name: 'পাঠক' }),
};
const entry = (address: string, data?: object, more: Partial<BulkEmailEntry> = {}): BulkEmailEntry => ({
  Destination: { ToAddresses: [address] },
  ...(data
    ? { ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(data) } } }
    : {}),
  ...more,
});
const send = async (BulkEmailEntries: BulkEmailEntry[], template: Template = letter, from = sender) => {
  const DefaultContent = { Template: template };
  const input = { FromEmailAddress: from, DefaultContent, BulkEmailEntries };
  return (await cloud.client.send(new SendBulkEmailCommand(input))).BulkEmailEntryResults ?? [];
};

describe('sending in bulk', () => {
  it('fills each letter with its own values and headers', async () => {
    const header = (Value: string) => ({ Name: 'List-Unsubscribe', Value });
    const template = { ...letter, Headers: [header('<https://all>'), { Name: 'X-Run', Value: '1' }] };
    const results = await send(
      [
        entry('one@example.test', { name: 'এক' }, { ReplacementHeaders: [header('<https://one>')] }),
        entry('two@example.test'),
      ],
      template,
    );
    expect(results.map(({ Status }) => Status)).toEqual(['SUCCESS', 'SUCCESS']);
    const [two, one] = cloud.ses.mailbox();
    expect(one).toMatchObject({
      id: results[0]?.MessageId,
      to: ['one@example.test'],
      subject: 'খবর',
      text: 'প্রিয় এক, খবর',
      html: '<p>এক</p>',
      headers: { 'List-Unsubscribe': '<https://one>', 'X-Run': '1' },
    });
    expect(two).toMatchObject({ text: 'প্রিয় পাঠক, খবর', headers: { 'List-Unsubscribe': '<https://all>' } });
  });

  it('says of each entry how it went', async () => {
    const before = cloud.ses.mailbox().length;
    const template = { ...letter, TemplateData: '{"headline":"খবর"}' };
    const results = await send(
      [
        entry('good@example.test', { name: 'x' }),
        entry('nobody', { name: 'x' }),
        entry('lacking@example.test'),
      ],
      template,
    );
    expect(results.map(({ Status }) => Status)).toEqual([
      'SUCCESS',
      'INVALID_PARAMETER',
      'INVALID_PARAMETER',
    ]);
    expect(results[2]).toMatchObject({ Error: expect.stringContaining('name') });
    expect(cloud.ses.mailbox().length - before).toBe(1);
  });

  it('takes fifty and no more', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => entry(`r${i}@example.test`));
    expect(await send(many(50))).toHaveLength(50);
    await expect(send(many(51))).rejects.toMatchObject(bad);
    await expect(send([])).rejects.toMatchObject(bad);
    const crowd = {
      Destination: { ToAddresses: Array.from({ length: 51 }, (_, i) => `r${i}@example.test`) },
    };
    await expect(send([crowd])).rejects.toMatchObject(bad);
  });

  it('refuses as a whole what is wrong for all', async () => {
    const entries = [entry('a@example.test')];
    await expect(send(entries, letter, 'x@elsewhere.test')).rejects.toMatchObject({
      name: 'MessageRejected',
    });
    await expect(send(entries, { TemplateName: 'kept' })).rejects.toMatchObject(bad);
    await expect(send(entries, { TemplateContent: { Subject: 'x' } })).rejects.toMatchObject(bad);
  });
});
