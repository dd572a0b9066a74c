import { grants } from '../grants.ts';
import { functions } from '../topology.ts';
import { AwsError, type Ground } from './aws/service.ts';
import { arns } from './resources.ts';

/** Each function's rights, as its row in the topology grants them: action and ARN, which may end in `*`. */
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

/** Lets a function do what the topology grants it and nothing else, as IAM will. */
export const allow: Ground['allow'] = (principal, action, resource, keys) => {
  const isAllowed = rights
    .get(principal)
    ?.some((right) => right.action === action && covers(right.arn, resource) && isWithin(right.keys, keys));
  if (isAllowed) return;
  throw new AwsError(
    'AccessDenied',
    `${principal} is not authorized to perform ${action} on ${resource}: grant it in infra/topology.ts`,
    403,
  );
};

const covers = (arn: string, resource: string) =>
  arn.endsWith('*') ? resource.startsWith(arn.slice(0, -1)) : resource === arn;

/** Whether all partitions that are asked for are among those of a right, which has all where it names none. */
const isWithin = (granted: string | undefined, asked: readonly string[] | undefined) =>
  granted === undefined || (asked?.every((key) => covers(granted, key)) ?? false);
