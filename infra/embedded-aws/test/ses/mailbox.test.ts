import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aMailbox, simple, unlimited } from './a-mailbox.ts';

let cloud: Awaited<ReturnType<typeof aMailbox>>;
beforeAll(async () => {
  cloud = await aMailbox(unlimited);
  const tag = (mailing: string) => ({ EmailTags: [{ Name: 'm', Value: mailing }] });
  for (let i = 0; i < 5; i++) await cloud.send(simple(`খবর ${i}`, 'চরের স্কুল'), tag('alert-1'));
  await cloud.send(simple('a "b" 100%', 'x_y'), {
    ...tag('alert-2'),
    Destination: { ToAddresses: ['Pathok <one@example.test>'] },
    Content: {
      Simple: {
        Subject: { Data: 'a "b" 100%' },
        Body: { Text: { Data: 'x_y' } },
        Headers: [{ Name: 'X-Run', Value: 'morning' }],
      },
    },
  });
  await cloud.send(simple('untagged', 'x'));
});
afterAll(() => cloud.close());

const subjects = (query = {}) => cloud.ses.page({ limit: 10, ...query }).mails.map(({ subject }) => subject);

describe('a page of the mailbox', () => {
  it('has the newest, and says where the next begins', () => {
    const first = cloud.ses.page({ limit: 3 });
    expect(first.mails.map(({ subject }) => subject)).toEqual(['untagged', 'a "b" 100%', 'খবর 4']);
    const next = cloud.ses.page({ limit: 4, before: first.before ?? 0 });
    expect(next.mails.map(({ subject }) => subject)).toEqual(['খবর 3', 'খবর 2', 'খবর 1', 'খবর 0']);
    expect(next.before).toBeUndefined();
  });

  it.each([
    ['a subject', 'a "b"', 1],
    ['a text', 'স্কুল', 5],
    ['an address', 'one@example', 1],
    ['a header', 'x-run', 1],
    ['what a header says', 'morning', 1],
    ['a tag', 'alert-1', 5],
    ['signs as they are', '100%', 1],
    ['no signs of any letter', 'x%y', 0],
    ['no sign of one letter', 'xa_y', 0],
    ['nothing of how it is stored', 'headers', 0],
    ['nothing', 'নেই', 0],
  ])('is searched by %s', (_what, search, count) => {
    expect(subjects({ search })).toHaveLength(count);
  });

  it('is of one mailing', () => {
    expect(subjects({ tag: { name: 'm', value: 'alert-2' } })).toEqual(['a "b" 100%']);
    expect(subjects({ tag: { name: 'm', value: 'alert' } })).toEqual([]);
  });
});

describe('counts by a tag', () => {
  it('grow with mails and with what becomes of them', async () => {
    const counts = () =>
      cloud.ses.countsOf('m').map(({ value, mails, outcomes }) => ({ value, mails, outcomes }));
    expect(counts()).toContainEqual({ value: 'alert-1', mails: 5, outcomes: {} });
    const [mail] = cloud.ses.page({ limit: 1, search: 'alert-1' }).mails;
    expect(await cloud.ses.report(mail?.id ?? '', 'bounced')).toBe(true);
    const tagged = { EmailTags: [{ Name: 'm', Value: 'alert-1' }] };
    await cloud.send(simple('x', 'x'), tagged);
    await cloud.send(simple('x', 'x'), { ...tagged, Destination: { ToAddresses: ['two@example.test'] } });
    expect(counts()).toContainEqual({ value: 'alert-1', mails: 6, outcomes: { bounced: 1, suppressed: 1 } });
    expect(counts()).toHaveLength(2);
  });
});
