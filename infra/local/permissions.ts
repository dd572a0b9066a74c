import type { AwsOptions } from 'embedded-aws';
import { grants, type Right, rightsOf } from '../topology/grants.ts';
import { functions } from '../topology.ts';
import { arns } from './resources.ts';

/** What a function asks of AWS: an action on the ARN of a resource, of a table's partitions or an index's by key. */
export type Call = {
  principal: string;
  action: string;
  resource: string;
  keys?: readonly string[] | undefined;
};

/** Each function's permissions from its row in the topology. */
const rights = new Map(functions.map(([name, { may }]) => [name as string, rightsOf(may)]));

/** Allows a function what the topology grants it and nothing else, as IAM does. */
export const allow: NonNullable<AwsOptions['allow']> = (principal, action, resource, keys) => {
  const call = { action, resource, keys };
  const met = rights.get(principal)?.filter((right) => meets(right, call)) ?? [];
  const isAllowed = met.some(({ denied }) => !denied) && !met.some(({ denied }) => denied);
  const where = [resource, ...(keys ?? [])].join(' ');
  return isAllowed || `${principal} is not authorized to perform ${action} on ${where}: ${advice(call)}`;
};

/** Whether a right is about a call; one with `keys` is if these cover all its keys. */
export const meets = (right: Right, { action, resource, keys }: Omit<Call, 'principal'>) =>
  right.actions.includes(action) && covers(arns[right.on], resource) && isWithin(right.keys, keys);

/** Whether a pattern, in which `*` is any text, covers a value. */
const covers = (pattern: string, value: string) =>
  new RegExp(`^${pattern.replace(/[^\w*]/g, '\\$&').replaceAll('*', '.*')}$`, 's').test(value);

const isWithin = (granted: readonly string[] | undefined, asked: readonly string[] | undefined) =>
  granted === undefined || (asked?.every((key) => granted.some((one) => covers(one, key))) ?? false);

/** What a refusal says to do: the grants that the call needs, by name. */
function advice({ keys, ...call }: Omit<Call, 'principal'>): string {
  const parts = keys ? keys.map((key) => ({ ...call, keys: [key] })) : [call];
  const needed = Object.entries(grants).filter(([, { rights }]) =>
    rights.some((right) => !right.denied && parts.some((part) => meets(right, part))),
  );
  const names = needed.map(([name]) => `'${name}'`).join(', ');
  return names
    ? `its row in infra/topology.ts needs ${names}`
    : 'no grant of infra/topology/grants.ts allows it';
}
