import { readdirSync } from 'node:fs';
import { parse } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Stage, stageOf } from '../../infra/stacks/stage.ts';
import { stageNamed } from '../../infra/stacks/stage-file.ts';
import { stage as dev } from '../../infra/stages/dev.ts';
import { stage as example } from '../../infra/stages/example.ts';
import { privacyPage } from '../../shared/site/pages/privacy.tsx';
import { site } from '../site/a-story.ts';

const from = (context: Record<string, unknown>) => stageNamed((key) => context[key]);

/** The places that a stage is refused for: what each line begins with. */
function faultsOf(says: unknown, name = 'prod'): string[] {
  try {
    stageOf(name, says);
    return [];
  } catch (wrong) {
    return (wrong as Error).message.split('\n').map((line) => line.split(' ')[1] ?? '');
  }
}
const without = (field: keyof typeof example) =>
  Object.fromEntries(Object.entries(example).filter(([key]) => key !== field));

describe('a stage', () => {
  it('is one for trying out when nothing is said', async () => {
    expect(await from({})).toEqual({ ...dev, name: 'dev', origin: 'https://dev.khobor.example' });
  });

  it('is the file that is named, whose example is right', () => {
    expect(stageOf('prod', example)).toEqual({ ...example, name: 'prod' });
  });

  it.each(['https://xn--45b7fk.xn--54b7fta0cc', 'https://1.paper-2026.co', 'https://a.b'])(
    'may have the origin %s',
    (origin) => {
      expect(faultsOf({ ...example, origin })).toEqual([]);
    },
  );

  it('takes the name CloudFront gave, without a certificate', () => {
    const origin = 'https://d111111abcdef8.cloudfront.net';
    expect(stageOf('dev', { ...dev, origin })).toMatchObject({ origin });
    expect(faultsOf({ ...without('certificateArn'), origin })).toEqual([]);
  });

  it('may send from another domain than its origin’s, and use a domain that another stage owns', () => {
    const { dmarc: _, ...mail } = example.mail;
    expect(
      faultsOf({ ...example, mail: { ...mail, from: 'a@other.example', identity: 'existing' } }),
    ).toEqual([]);
  });

  it.each(['none', '../stacks/stage', 'My Stage', 'toString'])('needs a file: %s has none', async (stage) => {
    await expect(from({ stage })).rejects.toThrow(`-c stage=${stage}: infra/stages has dev, `);
  });

  const files = readdirSync(new URL('../../infra/stages', import.meta.url)).map((file) => parse(file).name);
  const all = () =>
    Promise.all(
      files.map(async (name) => stageOf(name, (await import(`../../infra/stages/${name}.ts`)).stage)),
    );

  it('keeps what names readers no longer than the privacy page says: a month, and 35 days in backups', () => {
    const page = privacyPage(site);
    expect(page).toMatch(/অনুলিপিতে মোছা তথ্য আরও ৩৫ দিন থাকে/);
    expect(page).toMatch(/নিরাপত্তার জন্য তা এক মাস লেখা থাকে/);
  });

  it('is right in every file', async () => {
    expect((await all()).map(({ name }) => name)).toEqual(files);
  });

  it('has an origin, and owns a domain of mail, that no other of its account and region has', async () => {
    const stages = await all();
    const of = ({ account, region }: Stage) => `${account} ${region}`;
    const owned = stages
      .filter(({ mail }) => mail.identity === 'owned')
      .map((stage) => `${of(stage)} ${stage.mail.from.split('@')[1]}`);
    for (const names of [stages.map(({ origin }) => origin), owned])
      expect(names).toEqual([...new Set(names)]);
  });

  it.each(['origin', 'certificateArn', 'alarmEmail'])('takes no %s beside its file', async (key) => {
    await expect(from({ [key]: 'x' })).rejects.toThrow(`-c ${key}=…: write it into infra/stages/dev.ts`);
  });
});

describe('a stage is refused, by its place,', () => {
  it.each(Object.keys(example) as (keyof typeof example)[])('for production without %s', (field) => {
    expect(faultsOf(without(field))).toContain(field);
  });

  const { mail, keepDays, certificateArn } = example;
  it.each<[string, object, string]>([
    ['an unknown purpose', { purpose: 'staging' }, 'purpose'],
    ['an account that is a number', { account: 123456789012 }, 'account'],
    ['an account with hyphens', { account: '1234-5678-9012' }, 'account'],
    ['a region that is none', { region: 'ap-soth-1' }, 'region'],
    ['a region of another AWS', { region: 'cn-north-1' }, 'region'],
    ['an origin with a slash at the end', { origin: 'https://news.example/' }, 'origin'],
    ['an origin with a path', { origin: 'https://news.example/bn' }, 'origin'],
    ['an origin with a port', { origin: 'https://news.example:8443' }, 'origin'],
    ['an origin in the clear', { origin: 'http://news.example' }, 'origin'],
    ['an origin in Bengali letters', { origin: 'https://খবর.বাংলা' }, 'origin'],
    ['an origin without a dot', { origin: 'https://news' }, 'origin'],
    ['an origin that is a number', { origin: 'https://127.0.0.1' }, 'origin'],
    ['an origin that begins with a hyphen', { origin: 'https://-news.example' }, 'origin'],
    ['an origin with a part that ends with one', { origin: 'https://www.news-.example' }, 'origin'],
    [
      'a certificate CloudFront cannot see',
      { certificateArn: certificateArn.replace('us-east-1', 'ap-south-1') },
      'certificateArn',
    ],
    [
      'a certificate of another account',
      { certificateArn: certificateArn.replace('123456789012', '210987654321') },
      'certificateArn',
    ],
    ['a certificate for CloudFront’s own name', { origin: 'https://d1.cloudfront.net' }, 'certificateArn'],
    ['a sender that is none', { mail: { ...mail, from: 'desk' } }, 'mail.from'],
    ['a sender at a provider of mailboxes', { mail: { ...mail, from: 'a@gmail.com' } }, 'mail.from'],
    ['a domain of nobody', { mail: { ...mail, identity: 'ours' } }, 'mail.identity'],
    ['a domain without a policy', { mail: { ...mail, dmarc: undefined } }, 'mail.dmarc'],
    ['a policy for a domain of another stage', { mail: { ...mail, identity: 'existing' } }, 'mail.dmarc'],
    ['an unknown policy', { mail: { ...mail, dmarc: 'p=none' } }, 'mail.dmarc'],
    ['a quota of nothing', { mail: { ...mail, quota: { perDay: 0, perSecond: 1 } } }, 'mail.quota.perDay'],
    ['half a quota', { mail: { ...mail, quota: { perDay: 1 } } }, 'mail.quota.perSecond'],
    ['the sample’s sender', { mail: { ...mail, from: 'desk@khobor.example' } }, 'mail.from'],
    ['the sample’s sender, in capitals', { mail: { ...mail, from: 'desk@Khobor.Example' } }, 'mail.from'],
    ['the sample’s origin', { origin: 'https://www.khobor.example' }, 'origin'],
    ['an alarm address of the sample', { alarmEmail: 'ops@khobor.example' }, 'alarmEmail'],
    ['an alarm address that is none', { alarmEmail: 'desk' }, 'alarmEmail'],
    ['a budget of nothing', { budget: 0 }, 'budget'],
    ['a budget of cents', { budget: 0.5 }, 'budget'],
    ['logs kept longer than readers are told', { keepDays: { ...keepDays, logs: 60 } }, 'keepDays.logs'],
    ['days that CloudWatch does not know', { keepDays: { ...keepDays, logs: 10 } }, 'keepDays.logs'],
    ['logs gone before they are counted', { keepDays: { ...keepDays, cdnLogs: 14 } }, 'keepDays.cdnLogs'],
    ['backups that DynamoDB does not keep', { keepDays: { ...keepDays, backups: 36 } }, 'keepDays.backups'],
    ['a second factor for some', { secondFactor: 'publishers' }, 'secondFactor'],
    ['HSTS in seconds', { hsts: { days: 63_072_000, subdomains: true } }, 'hsts.days'],
    ['HSTS that says half', { hsts: { days: 1 } }, 'hsts.subdomains'],
  ])('for %s', (_, but, place) => {
    expect(faultsOf({ ...example, ...but })).toEqual([place]);
  });

  it.each<[string, unknown]>([
    ['a field that nothing reads', { ...example, alarmMail: 'ops@news.example' }],
    ['a file that exports something else', undefined],
  ])('and says what to do about %s', (_, says) => {
    expect(() => stageOf('prod', says)).toThrow(/infra\/stages\/prod\.ts: (has fields|exports no)/);
  });

  it.each(['production-2026', '2026', 'Prod'])(
    'for a name that functions and queues cannot carry: %s',
    (name) => {
      expect(() => stageOf(name, example)).toThrow('is no name of a stage');
    },
  );

  it.each(['aws', 'newsawsome', 'amazonia', 'cognito2'])(
    'for a name that Cognito refuses in the address of its sign-in page: %s',
    (name) => {
      expect(() => stageOf(name, example)).toThrow(
        'has aws, amazon or cognito in it, which the address of the sign-in page may not have',
      );
    },
  );

  it('for a trial’s budget that tells nobody', () => {
    expect(faultsOf({ ...dev, budget: 10 })).toEqual(['budget']);
  });

  it('for all its faults at once, one in each line', () => {
    const { account: _, ...rest } = example;
    const says = { ...rest, region: 'x', mail: { ...mail, from: 'a@gmail.com' }, budget: -1 };
    expect(faultsOf(says)).toEqual(['region', 'budget', 'account', 'mail.from']);
  });
});
