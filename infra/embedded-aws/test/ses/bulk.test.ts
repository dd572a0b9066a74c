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
        entry(
          'one@example.test',
          { name: 'এক', headline: 'খবর' },
          { ReplacementHeaders: [header('<https://one>')] },
        ),
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

  it('takes the values of an entry in place of the default ones, not beside them', async () => {
    const [result] = await send([entry('lacking@example.test', { name: 'এক' })]);
    expect(result).toMatchObject({ Status: 'SUCCESS', MessageId: expect.any(String) });
    expect(cloud.ses.renderingFailures()[0]).toMatchObject({
      id: result?.MessageId,
      to: ['lacking@example.test'],
      reason: expect.stringContaining('headline'),
    });
    expect(cloud.newest()?.to).not.toEqual(['lacking@example.test']);
  });

  it('says of each entry how it went', async () => {
    const before = cloud.ses.mailbox().length;
    const results = await send([entry('good@example.test'), entry('nobody')]);
    expect(results.map(({ Status }) => Status)).toEqual(['SUCCESS', 'INVALID_PARAMETER']);
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

  it('refuses tags and data that SES refuses', async () => {
    const tagged = (Value: string) =>
      send([entry('a@example.test', undefined, { ReplacementTags: [{ Name: 'batch', Value }] })]);
    expect((await tagged('03-000001'))[0]?.Status).toBe('SUCCESS');
    await expect(tagged('a#b')).rejects.toMatchObject(bad);
    const [long] = await send([entry('a@example.test', { headline: 'x'.repeat(262_144), name: 'x' })]);
    expect(long?.Status).toBe('INVALID_PARAMETER');
    const many = Array.from({ length: 5 }, () => entry('a@example.test', { name: 'x'.repeat(250_000) }));
    await expect(send(many)).rejects.toMatchObject(bad);
  });
});
