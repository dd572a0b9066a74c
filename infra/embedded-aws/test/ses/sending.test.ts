import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  GetEmailIdentityCommand,
  GetSuppressedDestinationCommand,
  ListContactListsCommand,
  ListEmailIdentitiesCommand,
  PutSuppressedDestinationCommand,
  type Template,
} from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aMailbox, sender, simple } from './a-mailbox.ts';

let cloud: Awaited<ReturnType<typeof aMailbox>>;
const bad = { name: 'BadRequestException', $metadata: { httpStatusCode: 400 } };

beforeAll(async () => {
  cloud = await aMailbox();
});
afterAll(() => cloud.close());

describe('sending a mail', () => {
  it('puts it into the mailbox as its reader would see it', async () => {
    const from = `=?UTF-8?B?${Buffer.from('খবর').toString('base64')}?= <${sender}>`;
    const { MessageId } = await cloud.send(
      {
        Simple: {
          Subject: { Data: 'আজকের খবর', Charset: 'UTF-8' },
          Body: { Text: { Data: 'সাদা', Charset: 'UTF-8' }, Html: { Data: '<b>বাংলা</b>', Charset: 'UTF-8' } },
          Headers: [{ Name: 'List-Unsubscribe', Value: '<https://example.test/u>' }],
        },
      },
      {
        FromEmailAddress: from,
        ReplyToAddresses: ['replies@example.test'],
        Destination: {
          ToAddresses: ['One <one@example.test>'],
          CcAddresses: ['cc@example.test'],
          BccAddresses: ['bcc@example.test'],
        },
      },
    );
    expect(cloud.newest()).toMatchObject({
      id: MessageId,
      from: `খবর <${sender}>`,
      to: ['One <one@example.test>', 'cc@example.test', 'bcc@example.test'],
      subject: 'আজকের খবর',
      text: 'সাদা',
      html: '<b>বাংলা</b>',
      headers: {
        'List-Unsubscribe': '<https://example.test/u>',
        'Reply-To': 'replies@example.test',
        To: 'One <one@example.test>',
        Cc: 'cc@example.test',
        'Message-ID': `<${MessageId}@ap-south-1.amazonses.com>`,
      },
    });
    expect(Object.keys(cloud.newest()?.headers ?? {})).not.toContain('Bcc');
  });

  it('shows the newest first', async () => {
    await cloud.send(simple('first', 'x'));
    await cloud.send(simple('second', 'x'));
    expect(
      cloud.ses
        .mailbox()
        .slice(0, 2)
        .map(({ subject }) => subject),
    ).toEqual(['second', 'first']);
  });

  it('fills a template that comes with it', async () => {
    const TemplateContent = { Subject: '{{section}}: {{letter.title}}', Html: '<p>{{{ section }}}</p>' };
    const TemplateData = JSON.stringify({ section: 'জাতীয় & <b>', letter: { title: 'শিরোনাম' } });
    await cloud.send({ Template: { TemplateContent, TemplateData } });
    expect(cloud.newest()).toMatchObject({
      subject: 'জাতীয় & <b>: শিরোনাম',
      html: '<p>জাতীয় & <b></p>',
      text: '',
    });
  });

  it('reads a raw mail', async () => {
    const word = (text: string) => `=?utf-8?b?${Buffer.from(text).toString('base64')}?=`;
    const mail = [
      `From: ${word('খবর')} <${sender}>`,
      'To: a@example.test, "B, C" <b@example.test>',
      `Subject: ${word('খবর')}`,
      ` ${word(' আজ')}`,
      'X-Campaign: morning',
      'Content-Type: multipart/alternative; boundary="=_b"',
      '',
      '--=_b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('সাদা লেখা').toString('base64'),
      '--=_b',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<b>=E0=A6=95</b>=',
      '<i>x</i>',
      '--=_b--',
      '',
    ].join('\r\n');
    await cloud.send(
      { Raw: { Data: Buffer.from(mail) } },
      { FromEmailAddress: undefined, Destination: undefined },
    );
    expect(cloud.newest()).toMatchObject({
      from: `খবর <${sender}>`,
      to: ['a@example.test', '"B, C" <b@example.test>'],
      subject: 'খবর আজ',
      text: 'সাদা লেখা',
      html: '<b>ক</b><i>x</i>',
      headers: { 'X-Campaign': 'morning' },
    });
  });
});

describe('a mail is refused', () => {
  it('from an identity that is not verified', async () => {
    const from = (FromEmailAddress: string) => cloud.send(simple('x', 'x'), { FromEmailAddress });
    const rejected = { name: 'MessageRejected', $metadata: { httpStatusCode: 400 } };
    await expect(from('sender@elsewhere.test')).rejects.toMatchObject(rejected);
    await expect(from('sender@notexample.test')).rejects.toMatchObject(rejected);
    await from('sender@mail.example.test');
    await cloud.client.send(new CreateEmailIdentityCommand({ EmailIdentity: 'one@elsewhere.test' }));
    await from('One@Elsewhere.test');
    await expect(from('two@elsewhere.test')).rejects.toMatchObject(rejected);
  });

  it('without anybody to go to, to too many, or to no address', async () => {
    const to = (ToAddresses: string[]) => cloud.send(simple('x', 'x'), { Destination: { ToAddresses } });
    await expect(to([])).rejects.toMatchObject(bad);
    await expect(to(['nobody'])).rejects.toMatchObject(bad);
    await expect(to(['পাঠক@example.test'])).rejects.toMatchObject(bad);
    await expect(to(Array.from({ length: 51 }, (_, i) => `r${i}@example.test`))).rejects.toMatchObject(bad);
  });

  it('with a text whose charset would spoil it, or without one', async () => {
    const Subject = { Data: 'x' };
    await expect(cloud.send({ Simple: { Subject, Body: { Text: { Data: 'খবর' } } } })).rejects.toMatchObject(
      bad,
    );
    await expect(cloud.send({ Simple: { Subject, Body: {} } })).rejects.toMatchObject(bad);
    await expect(cloud.send({})).rejects.toMatchObject(bad);
  });

  it('with headers that are not for its sender to set', async () => {
    const withHeader = (Name: string, Value: string) => {
      const { Simple } = simple('x', 'x');
      return cloud.send({
        Simple: { Subject: Simple?.Subject, Body: Simple?.Body, Headers: [{ Name, Value }] },
      });
    };
    await expect(withHeader('From', 'a@b.test')).rejects.toMatchObject(bad);
    await expect(withHeader('X-Title', 'খবর')).rejects.toMatchObject(bad);
    await expect(withHeader('X Title', 'x')).rejects.toMatchObject(bad);
  });

  it('with a template that is stored, or has no text, or data that is no JSON object', async () => {
    const template = (TemplateContent: object | undefined, TemplateData = '{}') =>
      cloud.send({ Template: { TemplateContent, TemplateData } as Template });
    await expect(template({ Subject: 'x', Text: 'x' }, 'no json')).rejects.toMatchObject(bad);
    await expect(template({ Subject: 'x' })).rejects.toMatchObject(bad);
    await expect(
      cloud.send({ Template: { TemplateName: 'kept', TemplateData: '{}' } }),
    ).rejects.toMatchObject(bad);
  });

  it('with options nothing here stands behind', async () => {
    await expect(cloud.send(simple('x', 'x'), { ConfigurationSetName: 'set' })).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    const ListManagementOptions = { ContactListName: 'readers' };
    await expect(cloud.send(simple('x', 'x'), { ListManagementOptions })).rejects.toMatchObject(bad);
    await expect(cloud.client.send(new ListContactListsCommand({}))).rejects.toMatchObject(bad);
  });
});

describe('identities', () => {
  it('are verified as soon as they are made', async () => {
    const EmailIdentity = 'made@example.test';
    expect(await cloud.client.send(new CreateEmailIdentityCommand({ EmailIdentity }))).toMatchObject({
      IdentityType: 'EMAIL_ADDRESS',
      VerifiedForSendingStatus: true,
    });
    await expect(cloud.client.send(new CreateEmailIdentityCommand({ EmailIdentity }))).rejects.toMatchObject({
      name: 'AlreadyExistsException',
    });
    const { EmailIdentities } = await cloud.client.send(new ListEmailIdentitiesCommand({}));
    expect(EmailIdentities?.map(({ IdentityName }) => IdentityName)).toContain(EmailIdentity);
    await cloud.client.send(new DeleteEmailIdentityCommand({ EmailIdentity }));
    await expect(cloud.client.send(new GetEmailIdentityCommand({ EmailIdentity }))).rejects.toMatchObject({
      name: 'NotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('belong to an account that may send', async () => {
    expect(await cloud.client.send(new GetAccountCommand({}))).toMatchObject({ SendingEnabled: true });
  });
});

describe('a suppressed address', () => {
  it('is passed over without an error until it is taken off the list', async () => {
    const EmailAddress = 'Bounced@example.test';
    await cloud.client.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason: 'BOUNCE' }));
    const { SuppressedDestination } = await cloud.client.send(
      new GetSuppressedDestinationCommand({ EmailAddress }),
    );
    expect(SuppressedDestination).toMatchObject({ Reason: 'BOUNCE' });
    const send = (subject: string, ToAddresses: string[]) =>
      cloud.send(simple(subject, 'x'), { Destination: { ToAddresses } });
    expect((await send('nobody', ['bounced@example.test'])).MessageId).toBeDefined();
    expect(cloud.newest()?.subject).not.toBe('nobody');
    await send('one of two', ['bounced@example.test', 'other@example.test']);
    expect(cloud.newest()).toMatchObject({ subject: 'one of two', to: ['other@example.test'] });
    await cloud.client.send(new DeleteSuppressedDestinationCommand({ EmailAddress }));
    await send('again', ['bounced@example.test']);
    expect(cloud.newest()?.subject).toBe('again');
    await expect(
      cloud.client.send(new GetSuppressedDestinationCommand({ EmailAddress })),
    ).rejects.toMatchObject({ name: 'NotFoundException' });
  });
});
