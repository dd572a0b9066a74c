import * as z from 'zod';

/**
 * The settings of a stage, given as `cdk … -c stage=prod -c origin=https://news.example`. Everything else is the same
 * in every stage.
 */
export type Deployment = {
  stage: string;
  /** The site's origin, `https://news.example`, without a slash at the end. Used in pages and mails. */
  origin: string;
  /** The certificate of the origin's host name, in us-east-1 as CloudFront requires. */
  certificateArn?: string | undefined;
  /** The address that gets alarms by mail; others may subscribe to the alarm topic. */
  alarmEmail?: string | undefined;
};

const given = ['stage', 'origin', 'certificateArn', 'alarmEmail'] as const;

const Context = z
  .object({
    stage: z
      .string()
      .regex(/^[a-z][a-z0-9]{0,11}$/, 'is up to 12 small letters and digits, such as prod')
      .default('dev'),
    origin: z
      .string()
      .regex(
        /^https:\/\/[a-z0-9.-]+$/,
        'is https:// and a host in small letters, such as https://news.example',
      )
      .optional(),
    certificateArn: z
      .string()
      .regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\//, 'is the ARN of a certificate in us-east-1')
      .optional(),
    alarmEmail: z.email('is an address').optional(),
  })
  .refine(({ stage, origin }) => stage !== 'prod' || origin, {
    path: ['origin'],
    message: 'is needed in stage prod: it stands in every page and mail',
  })
  .refine(({ origin, certificateArn }) => !origin || isCloudFronts(origin) || certificateArn, {
    path: ['certificateArn'],
    message: 'is needed for an origin of your own; without a domain, deploy once and take the distribution’s',
  });

const isCloudFronts = (origin: string) => origin.endsWith('.cloudfront.net');

/** Reads a deployment from the context of a CDK app. Throws with every wrong value, and how to correct it. */
export function deploymentOf(context: (key: string) => unknown): Deployment {
  const read = Context.safeParse(Object.fromEntries(given.map((key) => [key, context(key)])));
  if (!read.success)
    throw new Error(
      read.error.issues.map(({ path, message }) => `-c ${path.join('.')}=…: ${message}`).join('\n'),
    );
  const { stage, origin = `https://${stage}.khobor.example` } = read.data;
  return { ...read.data, origin };
}
