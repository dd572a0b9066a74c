import { RemovalPolicy } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import * as z from 'zod';
import { parkedDays } from '../topology/timing.ts';
import { sampleDomain } from './sample-domain.ts';

/** Both checks of a field, its form and its bounds, say the same sentence. */
const text = (form: RegExp, says: string) => z.string(says).regex(form, says);
const days = (least: number, most: number, says: string) => z.int(says).min(least, says).max(most, says);
const oneOf = <const T extends string | number>(values: readonly T[], says: string) =>
  z.literal(values, { error: says });

/** A host as DNS has it, whose last part is no number: then it is no address of a machine. */
const anAddress = /^https:\/\/([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/;
const oneRegion = 'must be a region of AWS, such as ap-south-1 (Mumbai)';
const anOrigin =
  'must be https:// and the name of a host in small letters, without a path, port or slash at the end, such as https://news.example';
const theIdentity =
  "must be 'owned' where this stage registers the domain with SES, or 'existing' where another stage of this account and region has";
const shortLogs =
  'must be 1, 3, 5, 7, 14 or 30 days: API logs hold addresses of readers, and the privacy page promises to keep those a month';

const fields = {
  /**
   * `production` is a paper with readers: its data stay when a stack goes, and its paper is no sample. A `trial` goes
   * with its stacks, data included, and no search engine lists it.
   */
  purpose: oneOf(['trial', 'production'], "must be 'production' for a paper with readers, else 'trial'"),
  /** The only account that this stage can be deployed to. A trial without one goes where the credentials lead. */
  account: text(
    /^\d{12}$/,
    "must be the twelve digits of an AWS account, in quotes: '123456789012'",
  ).optional(),
  region: z
    .string(oneRegion)
    .refine((region) => RegionInfo.get(region).partition === 'aws' && isRegion(region), oneRegion),
  /**
   * Where readers are, `https://news.example`: it stands in every page and mail. A trial without a domain leaves it out
   * for its first deploy, and then takes CloudFront's name.
   */
  origin: text(anAddress, anOrigin).optional(),
  /** The certificate of the origin's host, in us-east-1 whatever the region is: CloudFront looks for it there. */
  certificateArn: text(
    /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
    'must be the ARN of a certificate in us-east-1, where CloudFront looks for it',
  ).optional(),
  mail: z.strictObject(
    {
      /** The sender of all mail. Its domain is what SES has to know; it may be another than the origin's. */
      from: z.email('must be the address that mail comes from, such as desk@news.example'),
      /** SES knows a domain once in an account and region: one stage owns it, others use it. */
      identity: oneOf(['owned', 'existing'], theIdentity),
      /** What receivers do with mail of the domain that fails: the policy in the DMARC record of the outputs. */
      dmarc: oneOf(
        ['none', 'quarantine', 'reject'],
        "must be 'none' until reports have shown for some weeks that all mail passes, then 'quarantine' or 'reject'",
      ).optional(),
      /** What to ask SES for: mails a day and a second. The output `SesQuota` says it to whoever writes to AWS. */
      quota: z.strictObject(
        {
          perDay: z.int('must be a number of mails').positive('must be a number of mails'),
          perSecond: z.int('must be a number of mails').positive('must be a number of mails'),
        },
        unknown('must be { perDay, perSecond }: what to ask SES for'),
      ),
    },
    unknown('must be { from, identity, quota } and, of an owned domain, dmarc'),
  ),
  /** Who is told of alarms and of the budget. SNS asks once by mail. Others may subscribe to the alarms’ topic. */
  alarmEmail: z.email('must be the address that is told of alarms').optional(),
  /** How much the account may cost in a month, in dollars, before `alarmEmail` is told. It stops nothing. */
  budget: z
    .number('must be a number of dollars a month, 1 at least')
    .min(1, 'must be a number of dollars a month, 1 at least')
    .optional(),
  keepDays: z.strictObject(
    {
      /** Logs of functions and the API. */
      logs: oneOf([1, 3, 5, 7, 14, 30], shortLogs),
      /** Logs of the CDN, which identify no reader, and of the buckets. */
      cdnLogs: days(
        parkedDays + 1,
        3_650,
        `must be ${parkedDays + 1} to 3650 days: a log that could not be counted is parked for ${parkedDays}`,
      ),
      /** How far back the table, and overwritten copies, can be brought. */
      backups: days(
        1,
        35,
        'must be 1 to 35 days: DynamoDB keeps no more, and the privacy page promises no more',
      ),
    },
    unknown('must be { logs, cdnLogs, backups }, in days'),
  ),
  /** Cognito asks everybody of the newsroom for a second factor, or leaves it to each: it knows no rule for publishers alone. */
  secondFactor: oneOf(
    ['required', 'optional'],
    "must be 'required' where everybody signs in with a second factor, else 'optional'",
  ),
  /** For how long browsers refuse plain HTTP after a visit. A new domain goes up in steps: 1, 30, 730 days. */
  hsts: z.strictObject(
    {
      days: days(
        0,
        730,
        'must be 0 to 730 days: begin with 1, since browsers cannot be told to forget at once',
      ),
      /** Also for every name below the origin’s host, of whoever runs it. */
      subdomains: z.boolean('must be true once every name below the host speaks HTTPS, else false'),
    },
    unknown('must be { days, subdomains }'),
  ),
};

/** What a file below `infra/stages` says of its stage. */
export type StageFile = z.input<z.ZodObject<typeof fields>>;

/** One deployed newsroom. Everything that is not here is the same in every stage. */
export type Stage = StageFile & {
  /** The name of its file: it stands in the names of stacks, functions, queues and alarms. */
  name: string;
  origin: string;
};

export const isProduction = ({ purpose }: Stage) => purpose === 'production';

/** What becomes of a bucket when its stack is deleted. One of a first deploy that failed is empty, and goes in any stage. */
export const removalOf = (stage: Stage) =>
  isProduction(stage) ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;

/**
 * What becomes of the table and the user pool, which have a protection of their own. In production it refuses to have them
 * deleted even by CloudFormation, when a first deploy fails: they stay then too, so that it can come to its end.
 */
export const protectionOf = (stage: Stage) => ({
  deletionProtection: isProduction(stage),
  removalPolicy: isProduction(stage) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
});

/** Where the stacks of a stage go, for their properties. */
export const whereOf = ({ account, region }: Stage) => ({
  env: { region, ...(account ? { account } : {}) },
});

type Rule = {
  at: string;
  /** The fields that it looks at: it is asked only where each is right by itself. */
  of: readonly (keyof StageFile)[];
  holds: (stage: Partial<StageFile>) => unknown;
  otherwise: string;
};

const neededInProduction = {
  account: "is missing: production names its account, '123456789012', so that it goes nowhere else",
  origin: 'is missing: it stands in every page and mail. Without a domain, deploy as a trial first',
  alarmEmail: 'is missing: somebody has to hear of production’s alarms',
  budget: 'is missing: say how many dollars a month production may cost before somebody is told',
} as const;

/** What fields say to each other. */
const rules: readonly Rule[] = [
  ...(['account', 'origin', 'alarmEmail', 'budget'] as const).map(
    (at): Rule => ({
      at,
      of: [at, 'purpose'],
      holds: (stage) => stage.purpose !== 'production' || stage[at] !== undefined,
      otherwise: neededInProduction[at],
    }),
  ),
  ...(['origin', 'alarmEmail', 'mail'] as const).map(
    (field): Rule => ({
      at: field === 'mail' ? 'mail.from' : field,
      of: [field, 'purpose'],
      holds: (stage) =>
        stage.purpose !== 'production' ||
        !JSON.stringify(stage[field] ?? '')
          .toLowerCase()
          .includes(sampleDomain),
      otherwise: 'is of the sample paper: write your own, or deploy as a trial',
    }),
  ),
  {
    at: 'certificateArn',
    of: ['certificateArn', 'origin'],
    holds: ({ origin, certificateArn }) => !origin || isCloudFronts(origin) || certificateArn,
    otherwise: 'is missing: an origin of your own needs a certificate for its host, in us-east-1',
  },
  {
    at: 'certificateArn',
    of: ['certificateArn', 'origin'],
    holds: ({ origin, certificateArn }) => !certificateArn || (origin && !isCloudFronts(origin)),
    otherwise: 'goes with an origin of your own: name that, or leave the certificate out',
  },
  {
    at: 'certificateArn',
    of: ['certificateArn', 'account'],
    holds: ({ account, certificateArn }) =>
      !account || !certificateArn || certificateArn.split(':')[4] === account,
    otherwise: 'is of another account than the stage: CloudFront takes one of its own account alone',
  },
  {
    at: 'mail.from',
    of: ['mail'],
    holds: ({ mail }) => !mail || !freeMail.test(mail.from),
    otherwise: 'is at a provider of mailboxes: take a domain whose DNS is yours, since SES asks for records',
  },
  {
    at: 'mail.dmarc',
    of: ['mail'],
    holds: ({ mail }) => mail?.identity !== 'owned' || mail.dmarc,
    otherwise:
      "is missing: who owns the domain says what receivers do with mail that fails. Begin with 'none'",
  },
  {
    at: 'mail.dmarc',
    of: ['mail'],
    holds: ({ mail }) => mail?.identity !== 'existing' || !mail.dmarc,
    otherwise: 'is for the stage that owns the domain to say: leave it out here',
  },
  {
    at: 'budget',
    of: ['budget', 'alarmEmail', 'purpose'],
    holds: ({ budget, alarmEmail, purpose }) =>
      purpose === 'production' || budget === undefined || alarmEmail,
    otherwise: 'tells nobody without an alarmEmail: name that, or leave the budget out',
  },
];

/** The names of stages: names of queues and functions are short, and Cognito keeps AWS's names for its own pages. */
const Name = text(
  /^[a-z][a-z0-9]{0,11}$/,
  'is no name of a stage: up to 12 small letters and digits, such as prod',
).refine(
  (name) => !/aws|amazon|cognito/.test(name),
  'has aws, amazon or cognito in it, which the address of the sign-in page may not have: take another name',
);

const isCloudFronts = (origin: string) => origin.endsWith('.cloudfront.net');

/** Domains of mailboxes that anybody can have: nobody but the provider can add the records that SES asks for. */
const freeMail =
  /@(?:(?:gmail|googlemail|ymail|hotmail|outlook|live|msn|icloud|aol|protonmail|gmx)\.com|yahoo\.(?:com|co\.\w\w)|proton\.me)$/i;

/** A stage that cannot be deployed as it is: a line for each fault, which says what to do. */
export class WrongStage extends Error {
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/**
 * Reads what the file of a stage says. Throws with a sentence for every fault, which says what to do.
 *
 * @param faultsOfPaper - What is wrong with the paper in a stage of this purpose, by its place.
 */
export function stageOf(
  name: string,
  says: unknown,
  faultsOfPaper: (purpose: Stage['purpose']) => readonly string[] = () => [],
): Stage {
  const named = Name.safeParse(name);
  const read = z
    .strictObject(fields, unknown('exports no `stage`: see infra/stages/example.ts'))
    .safeParse(says);
  const right = Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => {
      const { success, data } = field.safeParse((says as Record<string, unknown> | undefined)?.[key]);
      return success ? [[key, data]] : [];
    }),
  ) as Partial<StageFile>;
  const sentences = [...(named.error?.issues ?? []), ...(read.error?.issues ?? [])].map(
    ({ path, message }) => (path.length > 0 ? `${path.join('.')} ${message}` : message),
  );
  const wrong = new Set(read.error?.issues.map(({ path }) => path[0]));
  for (const { at, of, holds, otherwise } of rules)
    if (!of.some((field) => wrong.has(field)) && !holds(right)) sentences.push(`${at} ${otherwise}`);
  const faults = [
    ...sentences.map((sentence) => `infra/stages/${name}.ts: ${sentence}`),
    ...(right.purpose ? faultsOfPaper(right.purpose) : []),
  ];
  if (faults.length > 0 || !read.success) throw new WrongStage(faults);
  return { ...read.data, name, origin: read.data.origin ?? `https://${name}.${sampleDomain}` };
}

/** The sentences of an object: what it is made of, and that a field is not one of them. */
function unknown(says: string) {
  return {
    error: ({ code, keys }: { code?: string; keys?: readonly string[] }) =>
      code === 'unrecognized_keys'
        ? `has fields that nothing reads: ${keys?.join(', ')}. Correct the spelling, or take them out`
        : says,
  };
}

function isRegion(name: string) {
  return RegionInfo.regions.some((region) => region.name === name);
}
