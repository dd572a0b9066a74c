import { AwsError, account, region } from '../service.ts';

const prefix = `arn:aws:sqs:${region}:${account}:`;

export const queueArn = (name: string) => `${prefix}${name}`;

/** The name of a queue from its ARN; undefined for other ARNs. */
export const queueOfArn = (arn: string) => (arn.startsWith(prefix) ? arn.slice(prefix.length) : undefined);

export const queueUrl = (host: string, name: string) => `http://${host}/${account}/${name}`;

/** The name of a queue from its URL, whatever its host. */
export function queueOfUrl(url: string): string {
  const [, owner, name, ...rest] = url.replace(/^https?:\/\/[^/]*/, '').split('/');
  if (!owner || !name || rest.length > 0)
    throw new AwsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`);
  return owner === account ? name : '';
}
