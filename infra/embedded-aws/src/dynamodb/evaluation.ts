import { type Attributes, type AttributeValue, same, typeOf } from './attribute.ts';
import { beginsWith, compareValues, contains, sizeFunction } from './comparison.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import { valueAt } from './path.ts';

/** Whether a condition is true for an item; one that does not exist counts as empty. */
export function holds(condition: Condition, item: Attributes): boolean {
  const read = (operand: Operand) => resolve(operand, item);
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item) && holds(condition.right, item);
    case 'or':
      return holds(condition.left, item) || holds(condition.right, item);
    case 'not':
      return !holds(condition.condition, item);
    case 'compare':
      return compares(condition.by, read(condition.left), read(condition.right));
    case 'between': {
      const value = read(condition.operand);
      return compares('>=', value, read(condition.low)) && compares('<=', value, read(condition.high));
    }
    case 'in': {
      const value = read(condition.operand);
      return condition.among.some((operand) => compares('=', value, read(operand)));
    }
    case 'exists':
      return valueAt(item, condition.path) !== undefined;
    case 'absent':
      return valueAt(item, condition.path) === undefined;
    case 'type': {
      const value = read(condition.operand);
      return value !== undefined && typeOf(value) === condition.type;
    }
    case 'begins':
    case 'contains': {
      const [whole, part] = [read(condition.operand), read(condition.part)];
      if (whole === undefined || part === undefined) return false;
      return condition.kind === 'begins' ? beginsWith(whole, part) : contains(whole, part);
    }
  }
}

function resolve(operand: Operand, item: Attributes): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') return valueAt(item, operand.path);
  const value = resolve(operand.of, item);
  const size = value === undefined ? undefined : sizeFunction(value);
  return size === undefined ? undefined : { N: String(size) };
}

function compares(by: Comparator, left: AttributeValue | undefined, right: AttributeValue | undefined) {
  // A missing attribute is unequal to everything, even to another missing attribute.
  if (left === undefined || right === undefined) return by === '<>';
  if (by === '=') return same(left, right);
  if (by === '<>') return !same(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  return by === '<' ? order < 0 : by === '<=' ? order <= 0 : by === '>' ? order > 0 : order >= 0;
}
