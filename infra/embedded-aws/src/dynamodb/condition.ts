import { type AttributeType, type AttributeValue, isAttributeType, typeOf } from './attribute.ts';
import { compareValues } from './comparison.ts';
import { ExpressionReader, misused } from './expression-reader.ts';
import { type Path, spell } from './path.ts';
import type { Placeholders } from './placeholders.ts';

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Operand =
  | { kind: 'path'; path: Path }
  | { kind: 'value'; value: AttributeValue }
  | { kind: 'size'; of: Operand };

export type Condition =
  | { kind: 'and' | 'or'; left: Condition; right: Condition }
  | { kind: 'not'; condition: Condition }
  | { kind: 'compare'; by: Comparator; left: Operand; right: Operand }
  | { kind: 'between'; operand: Operand; low: Operand; high: Operand }
  | { kind: 'in'; operand: Operand; among: Operand[] }
  | { kind: 'exists' | 'absent'; path: Path }
  | { kind: 'type'; operand: Operand; type: AttributeType }
  | { kind: 'begins' | 'contains'; operand: Operand; part: Operand };

/** Parses a condition, filter or key condition expression. Throws with AWS's error message when it is invalid. */
export function parseCondition(parameter: string, text: string, placeholders: Placeholders): Condition {
  const reader = new ExpressionReader(parameter, text, placeholders);
  const condition = readOr(reader);
  reader.finish();
  return condition;
}

function readOr(reader: ExpressionReader): Condition {
  let left = readAnd(reader);
  while (reader.accept('OR')) {
    reader.countOperator();
    left = { kind: 'or', left, right: readAnd(reader) };
  }
  return left;
}

function readAnd(reader: ExpressionReader): Condition {
  let left = readNot(reader);
  while (reader.accept('AND')) {
    reader.countOperator();
    left = { kind: 'and', left, right: readNot(reader) };
  }
  return left;
}

function readNot(reader: ExpressionReader): Condition {
  if (reader.accept('NOT')) {
    reader.countOperator();
    return { kind: 'not', condition: reader.deeper(() => readNot(reader)) };
  }
  if (!reader.accept('(')) return readTest(reader);
  const from = reader.position;
  const condition = reader.deeper(() => readOr(reader));
  if (reader.group?.from === from + 1 && reader.group.to === reader.position)
    reader.noteFault('The expression has redundant parentheses;');
  reader.expect(')');
  reader.group = { from, to: reader.position };
  return condition;
}

function readTest(reader: ExpressionReader): Condition {
  if (!reader.isFunction() || reader.peek()?.toLowerCase() === 'size')
    return readComparison(reader, readOperand(reader));
  const name = reader.peek() ?? '';
  const condition = readFunction(reader);
  if (!isComparator(reader.peek()) && !/^(BETWEEN|IN)$/i.test(reader.peek() ?? '')) return condition;
  reader.noteFault(misused(name));
  return readComparison(reader, { kind: 'path', path: ['?'] });
}

function readComparison(reader: ExpressionReader, operand: Operand): Condition {
  reader.countOperator();
  if (reader.accept('BETWEEN')) {
    const low = readOperand(reader);
    reader.expect('AND');
    const high = readOperand(reader);
    checkOrdered(reader, 'BETWEEN', [operand, low, high]);
    checkBounds(reader, low, high);
    return { kind: 'between', operand, low, high };
  }
  if (reader.accept('IN')) {
    reader.expect('(');
    const among = reader.list(() => readOperand(reader));
    reader.expect(')');
    if (among.length > 100)
      reader.noteFault(
        `Too many operands for operator or function; operator or function: IN, number of operands: ${among.length}`,
      );
    return { kind: 'in', operand, among };
  }
  const by = reader.peek();
  if (!isComparator(by)) {
    if (operand.kind === 'size') reader.noteFault(misused('size'));
    throw reader.unexpected();
  }
  reader.next();
  const right = readOperand(reader);
  checkDistinct(reader, by, operand, right);
  if (by !== '=' && by !== '<>') checkOrdered(reader, by, [operand, right]);
  return { kind: 'compare', by, left: operand, right };
}

const isComparator = (token: string | undefined): token is Comparator =>
  token !== undefined && ['=', '<>', '<', '<=', '>', '>='].includes(token);

function readOperand(reader: ExpressionReader): Operand {
  if (reader.isValue()) return { kind: 'value', value: reader.value() };
  if (!reader.isFunction()) return { kind: 'path', path: reader.path() };
  const [name, operands] = readCall(reader);
  const [of] = operands;
  if (name !== 'size') reader.noteFault(isKnown(name) ? misused(name) : unknown(name));
  else if (operands.length !== 1) reader.noteFault(wrongCount(name, operands));
  if (of?.kind === 'value' && !['S', 'B', 'SS', 'NS', 'BS', 'L', 'M'].includes(typeOf(of.value)))
    reader.noteFault(wrongType('size', typeOf(of.value)));
  if (of?.kind === 'size') reader.noteFault(wrongType('size', 'N'));
  return { kind: 'size', of: of as Operand };
}

const arity: Record<string, number> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};

/** Whether a function exists in conditions or updates. */
const isKnown = (name: string) =>
  Object.hasOwn(arity, name) || name === 'if_not_exists' || name === 'list_append';

function readCall(reader: ExpressionReader): [string, Operand[]] {
  const name = reader.next();
  reader.expect('(');
  const operands = reader.deeper(() => reader.list(() => readOperand(reader)));
  reader.expect(')');
  return [name, operands];
}

function readFunction(reader: ExpressionReader): Condition {
  const [name, operands] = readCall(reader);
  const [operand, second] = operands as [Operand, Operand];
  const fallback: Condition = { kind: 'exists', path: ['?'] };
  if (!Object.hasOwn(arity, name)) {
    reader.noteFault(isKnown(name) ? misused(name) : unknown(name));
    return fallback;
  }
  if (operands.length !== arity[name]) {
    reader.noteFault(wrongCount(name, operands));
    return fallback;
  }
  switch (name) {
    case 'attribute_exists':
    case 'attribute_not_exists':
      if (operand.kind === 'path')
        return { kind: name === 'attribute_exists' ? 'exists' : 'absent', path: operand.path };
      reader.noteFault(`Operator or function requires a document path; operator or function: ${name}`);
      return fallback;
    case 'attribute_type':
      return { kind: 'type', operand, type: readTypeName(reader, second) };
    case 'begins_with':
      for (const part of operands)
        if (part.kind === 'value' && !('S' in part.value || 'B' in part.value))
          reader.noteFault(wrongType(name, typeOf(part.value)));
      checkDistinct(reader, name, operand, second);
      return { kind: 'begins', operand, part: second };
    default:
      checkDistinct(reader, name, operand, second);
      return { kind: 'contains', operand, part: second };
  }
}

function readTypeName(reader: ExpressionReader, operand: Operand): AttributeType {
  if (operand.kind !== 'value' || !('S' in operand.value)) {
    const type = operand.kind === 'value' ? typeOf(operand.value) : '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}';
    reader.noteFault(wrongType('attribute_type', type));
    return 'S';
  }
  const name = operand.value.S;
  if (isAttributeType(name)) return name;
  reader.noteFault(
    `Invalid attribute type name found; type: ${name}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
  );
  return 'S';
}

function checkBounds(reader: ExpressionReader, low: Operand, high: Operand) {
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const bounds = () =>
    `lower bound operand: AttributeValue: ${show(low.value)}, upper bound operand: AttributeValue: ${show(high.value)}`;
  if (!isOrdered(low.value) || !isOrdered(high.value)) return;
  if (typeOf(low.value) !== typeOf(high.value))
    reader.noteFault(`The BETWEEN operator requires same data type for lower and upper bounds; ${bounds()}`);
  else if ((compareValues(low.value, high.value) ?? 0) > 0)
    reader.noteFault(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds()}`,
    );
}

function checkOrdered(reader: ExpressionReader, operator: string, operands: Operand[]) {
  for (const operand of operands)
    if (operand.kind === 'value' && !isOrdered(operand.value))
      reader.noteFault(
        `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${typeOf(operand.value)}`,
      );
}

const isOrdered = (value: AttributeValue) => ['S', 'N', 'B'].includes(typeOf(value));

function checkDistinct(reader: ExpressionReader, operator: string, left: Operand, right: Operand) {
  if (left.kind !== 'path' || right.kind !== 'path' || spell(left.path) !== spell(right.path)) return;
  reader.noteFault(
    `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${spell(left.path)}`,
  );
}

const show = (value: AttributeValue) => {
  const type = typeOf(value);
  return `{${type}:${String((value as Record<string, unknown>)[type])}}`;
};
const unknown = (name: string) => `Invalid function name; function: ${name}`;
const wrongCount = (name: string, operands: Operand[]) =>
  `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`;
const wrongType = (name: string, type: string) =>
  `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`;
