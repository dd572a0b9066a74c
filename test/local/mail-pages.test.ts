import { CreateEmailIdentityCommand, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { region } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ACloud, aStillCloud } from '../a-cloud.ts';

let cloud: ACloud;
const page = async (path: string, init: RequestInit = {}) => {
  const answer = await fetch(`${cloud.url}/__local/mail${path}`, { redirect: 'manual', ...init });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

beforeAll(async () => {
  cloud = await aStillCloud();
});
afterAll(() => cloud.close());

type Sent = {
  to?: string;
  subject?: string;
  html?: string;
  text?: string;
  headers?: Record<string, string>;
  mailing?: string;
};

/** Sends a mail as the operator would; its id. */
async function mail({
  subject = 'খবর',
  html = '<p>খবর</p>',
  text = 'খবর',
  headers = {},
  mailing = 'm-1',
  to = 'reader@example.test',
}: Sent = {}) {
  const ses = new SESv2Client({
    region,
    endpoint: cloud.aws.url,
    credentials: cloud.aws.operator,
    systemClockOffset: cloud.clock.now() - Date.now(),
  });
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'news.example' })).catch(() => {});
  const data = (Data: string) => ({ Data, Charset: 'UTF-8' });
  const { MessageId = '' } = await ses.send(
    new SendEmailCommand({
      FromEmailAddress: `=?utf-8?b?${Buffer.from('খবর ডেস্ক').toString('base64')}?= <desk@news.example>`,
      Destination: { ToAddresses: [to] },
      EmailTags: [{ Name: 'm', Value: mailing }],
      Content: {
        Simple: {
          Subject: data(subject),
          Body: { Html: data(html), Text: data(text) },
          Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
        },
      },
    }),
  );
  ses.destroy();
  return MessageId;
}

const oneClick = (link: string) => ({
  'List-Unsubscribe': `<${link}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

describe('the page of a mail', () => {
  it('shows what is hostile as text, and the mail in a frame without rights', async () => {
    const hostile = '"><script>alert(1)</script>';
    const id = await mail({ subject: hostile, html: `<body>${hostile}` });
    const { text, headers } = await page(`/${id}`);
    expect(text).not.toContain('<script');
    expect(text).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
    for (const view of ['text', 'headers'])
      expect((await page(`/${id}?view=${view}`)).text).not.toContain('<script');
    expect((await page(`?q=${encodeURIComponent(hostile)}`)).text).not.toContain('<script');
  });

  it('has the theme that is asked for, whatever the machine’s is', async () => {
    const id = await mail({
      html: '<style>@media (prefers-color-scheme:dark){p{color:#eee}}</style><p>খবর</p>',
    });
    expect((await page(`/${id}?theme=dark`)).text).toContain('@media (min-width: 0)');
    expect((await page(`/${id}?theme=light`)).text).toContain('@media (max-width: 0)');
  });

  it('is there for mails alone, in the views there are', async () => {
    const id = await mail();
    for (const path of ['/none', `/${id}/none`, `/${id}/bounce/x`, `/${id}.txt`])
      expect((await page(path)).status, path).toBeGreaterThanOrEqual(404);
    expect((await page(`/${id}?view=constructor&width=99999&theme=x`)).text).toContain('width="600"');
  });
});

describe('an .eml', () => {
  it('is the mail as mail programs read it', async () => {
    const subject = 'চরের স্কুলে প্রথম ঘণ্টা বেজেছে আজ সকালে, নতুন বই হাতে পেল শিশুরা';
    const id = await mail({ subject, text: 'ক'.repeat(300), html: '<b>খ</b>' });
    const { text, headers } = await page(`/${id}.eml`);
    expect(headers.get('content-type')).toBe('message/rfc822');
    expect(text).toMatch(/^[\r\n -~]*$/);
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    const other = await cloudReads(text);
    expect(other).toMatchObject({ subject, text: 'ক'.repeat(300), html: '<b>খ</b>' });
    expect(other?.headers.From).toContain('খবর ডেস্ক <desk@news.example>');
  });

  /** What SES makes of it, sent as a raw mail. */
  async function cloudReads(raw: string) {
    const ses = new SESv2Client({
      region,
      endpoint: cloud.aws.url,
      credentials: cloud.aws.operator,
      systemClockOffset: cloud.clock.now() - Date.now(),
    });
    await ses.send(new SendEmailCommand({ Content: { Raw: { Data: Buffer.from(raw) } } }));
    ses.destroy();
    return cloud.mailbox()[0];
  }
});

describe('the list', () => {
  it('has two hundred mails, and leads to older ones', async () => {
    for (let n = 0; n < 205; n++) await mail({ subject: `many ${n}`, mailing: 'many' });
    const first = await page('?mailing=many');
    expect(first.text.match(/>many \d+</g)).toHaveLength(200);
    const [, next = ''] = /rel="next" href="\/__local\/mail([^"]*)"/.exec(first.text) ?? [];
    const second = await page(next.replaceAll('&amp;', '&'));
    expect(second.text.match(/>many \d+</g)).toEqual([4, 3, 2, 1, 0].map((n) => `>many ${n}<`));
    expect(second.text).not.toContain('rel="next"');
    expect((await page(`?q=${'ক'.repeat(1_000)}`)).status).toBe(200);
  });
});

describe('what is done to a mail', () => {
  it('is done by its own page, and by no other site', async () => {
    const id = await mail({ to: 'bouncing@example.test' });
    const post = (headers: Record<string, string>) => page(`/${id}/bounce`, { method: 'POST', headers });
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post({ origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await page(`/${id}/bounce`)).status).toBe(405);
    expect(cloud.aws.ses.find(id)?.outcomes).toEqual([]);
    expect((await post({ origin: cloud.url, 'sec-fetch-site': 'same-origin' })).status).toBe(303);
    expect(cloud.aws.ses.find(id)?.outcomes).toMatchObject([{ what: 'bounced' }]);
    expect((await page(`/${id}`)).text).toContain('It bounced, for good.');
  });

  it('follows no link that leads elsewhere', async () => {
    const link = 'http://169.254.169.254/latest';
    const id = await mail({
      headers: oneClick(link),
      html: `<a href="${link}">x</a>`,
      text: `${cloud.url}/robots.txt`,
    });
    for (const act of ['one-click', 'scan']) await page(`/${id}/${act}`, { method: 'POST' });
    const { text } = await page(`/${id}`);
    expect(text).toContain(`not visited, leads elsewhere: ${link}`);
    expect(text).toContain(`GET 200 ${cloud.url}/robots.txt`);
  });
});
