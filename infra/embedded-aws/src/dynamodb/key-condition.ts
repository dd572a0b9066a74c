import { type AttributeValue, typeOf } from './attribute.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import { invalid, invalidValues } from './faults.ts';
import { checkKeyValue } from './key-check.ts';
import { partitionOf, type Range, sortRange, wholePartition } from './keys.ts';
import type { KeySchema } from './schema.ts';

type Bound = { by: string; values: AttributeValue[] };

/** The partition and key range of a key condition; `leading` is the partition's key as text, if it is a string. */
export function rangeOf(
  condition: Condition,
  key: KeySchema,
): { partition: Buffer; range: Range; leading: string[] } {
  const bounds = new Map<string, Bound>();
  collect(condition, bounds);
  if (bounds.size > 2) throw invalid('Conditions can be of length 1 or 2 only');
  const { hash, range } = key;
  const first = bounds.get(hash.name);
  if (!first) throw missed(hash.name);
  if (first.by !== '=') throw invalid('Query key condition not supported');
  const second = range && bounds.get(range.name);
  if (bounds.size === 2 && !range) throw invalid('Query key condition not supported');
  if (bounds.size === 2 && !second) throw missed(range?.name ?? '');
  for (const [part, bound] of [
    [hash, first],
    [range, second],
  ] as const)
    for (const value of bound?.values ?? []) {
      if (typeOf(value) !== part?.type)
        throw invalidValues('Condition parameter type does not match schema type');
      checkKeyValue(value, part, part === hash);
    }
  const partition = partitionOf(first.values[0]);
  return {
    partition,
    leading: first.values.flatMap((value) => ('S' in value ? [String(value.S)] : [])),
    range: second ? sortRange(partition, second.by, second.values) : wholePartition(partition),
  };
}

const missed = (name: string) => invalid(`Query condition missed key schema element: ${name}`);

function collect(condition: Condition, bounds: Map<string, Bound>) {
  if (condition.kind === 'and') {
    collect(condition.left, bounds);
    collect(condition.right, bounds);
    return;
  }
  const [name, bound] = boundOf(condition);
  if (bounds.has(name)) throw refused('KeyConditionExpressions must only contain one condition per key');
  bounds.set(name, bound);
}

function boundOf(condition: Condition): [string, Bound] {
  switch (condition.kind) {
    case 'compare': {
      const { by, left, right } = condition;
      if (by === '<>') throw refused('Invalid operator used in KeyConditionExpression: <>');
      if (left.kind === 'path' && right.kind === 'path') throw twoNames();
      return left.kind !== 'value'
        ? [attributeOf(left), { by, values: [givenValue(right)] }]
        : [attributeOf(right), { by: mirrored[by], values: [givenValue(left)] }];
    }
    case 'between': {
      const { operand, low, high } = condition;
      return [headOf(operand, 'BETWEEN'), { by: 'between', values: [givenValue(low), givenValue(high)] }];
    }
    case 'begins': {
      const { operand, part } = condition;
      return [headOf(operand, 'begins_with'), { by: 'begins', values: [givenValue(part)] }];
    }
    default:
      throw refused(`Invalid operator used in KeyConditionExpression: ${operators[condition.kind]}`);
  }
}

const operators = {
  or: 'OR',
  and: 'AND',
  not: 'NOT',
  in: 'IN',
  exists: 'attribute_exists',
  absent: 'attribute_not_exists',
  type: 'attribute_type',
  contains: 'contains',
};

const mirrored: Record<Comparator, Comparator> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function headOf(operand: Operand, operator: string): string {
  if (operand.kind !== 'value') return attributeOf(operand);
  throw refused(
    `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
  );
}

function attributeOf(operand: Operand): string {
  if (operand.kind === 'size') throw refused('KeyConditionExpressions cannot contain nested operations');
  if (operand.kind === 'value')
    throw refused('Invalid condition in KeyConditionExpression: No key attribute specified');
  if (operand.path.length > 1)
    throw refused('KeyConditionExpressions cannot have conditions on nested attributes');
  return operand.path[0];
}

function givenValue(operand: Operand): AttributeValue {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') throw twoNames();
  throw refused('KeyConditionExpressions cannot contain nested operations');
}

const twoNames = () =>
  refused('Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition');
const refused = (fault: string) => invalid(`Invalid KeyConditionExpression: ${fault}`);
