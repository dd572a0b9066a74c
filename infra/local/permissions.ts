import type { AwsOptions } from 'embedded-aws';
import { grants } from '../topology/grants.ts';
import { functions } from '../topology.ts';
import { arns } from './resources.ts';

/** Each function's permissions from its row in the topology: action and ARN, which may end in `*`. */
const rights = new Map(
  functions.map(([name, { may }]) => [
    name as string,
    may.flatMap((grant) =>
      grants[grant].rights.flatMap(({ actions, on, keys }) =>
        actions.map((action) => ({ action, arn: arns[on], keys })),
      ),
    ),
  ]),
);

/** Allows a function what the topology grants it and nothing else, as IAM does. */
export const allow: AwsOptions['allow'] = (principal, action, resource, keys) =>
  rights
    .get(principal)
    ?.some((right) => right.action === action && covers(right.arn, resource) && isWithin(right.keys, keys)) ||
  `${principal} is not authorized to perform ${action} on ${resource}: grant it in infra/topology.ts`;

const covers = (arn: string, resource: string) =>
  arn.endsWith('*') ? resource.startsWith(arn.slice(0, -1)) : resource === arn;

/** Whether a permission covers all partition keys of a request; one without `keys` covers every key. */
const isWithin = (granted: readonly string[] | undefined, asked: readonly string[] | undefined) =>
  granted === undefined || (asked?.every((key) => granted.some((one) => covers(one, key))) ?? false);
