import type { StageFile } from '../stacks/stage.ts';

/**
 * A paper with readers, to copy: `cp infra/stages/example.ts infra/stages/prod.ts`, then `cdk … -c stage=prod`. Every
 * field is read; a wrong or missing one stops the synthesis with a sentence that says what to do.
 */
export const stage = {
  /** Data stay when their stack goes. With 'trial' they go with it, and no search engine lists the site. */
  purpose: 'production',
  account: '123456789012',
  /** Where the table, the buckets and the functions are. The CDN is everywhere. */
  region: 'ap-south-1',
  origin: 'https://news.example',
  /** In us-east-1 whatever the region is, since CloudFront looks for it there. */
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000000',
  mail: {
    from: 'desk@news.example',
    /** 'existing' where another stage of this account and region has registered the domain with SES. */
    identity: 'owned',
    /** What receivers do with mail of the domain that fails. 'quarantine' when reports show that all passes. */
    dmarc: 'none',
    /** What to ask SES for, when asking to leave its sandbox. */
    quota: { perDay: 50_000, perSecond: 14 },
  },
  alarmEmail: 'ops@news.example',
  /** Dollars a month, of the whole account. It only tells. */
  budget: 60,
  keepDays: {
    /** Of functions and the API: at most a month, as the privacy page promises. */
    logs: 30,
    /** Of the CDN, which identify no reader, and of the buckets. */
    cdnLogs: 90,
    /** How far back the table and overwritten copies can be brought. */
    backups: 35,
  },
  /** For everybody who signs in: Cognito knows no rule for publishers alone. */
  secondFactor: 'required',
  /** For how long browsers refuse plain HTTP: 1 at first, then 30, then 730 with subdomains. */
  hsts: { days: 1, subdomains: false },
} satisfies StageFile;
