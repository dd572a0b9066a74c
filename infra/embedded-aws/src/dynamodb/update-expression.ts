import { type AttributeType, type AttributeValue, membersOf, typeOf } from './attribute.ts';
import { ExpressionReader, misused } from './expression-reader.ts';
import type { Path } from './path.ts';
import type { Placeholders } from './placeholders.ts';

export type Term =
  | { kind: 'path'; path: Path }
  | { kind: 'value'; value: AttributeValue }
  | { kind: '+' | '-'; left: Term; right: Term }
  | { kind: 'if-not-exists'; path: Path; otherwise: Term }
  | { kind: 'append'; left: Term; right: Term };

export type Action =
  | { kind: 'set'; path: Path; to: Term }
  | { kind: 'remove'; path: Path }
  | { kind: 'add' | 'delete'; path: Path; value: AttributeValue };

export function parseUpdate(text: string, placeholders: Placeholders): Action[] {
  const reader = new ExpressionReader('UpdateExpression', text, placeholders);
  const actions: Action[] = [];
  const seen = new Set<string>();
  do {
    const section = reader.peek()?.toUpperCase() ?? '';
    const read = sections[section];
    if (!read) throw reader.unexpected();
    reader.next();
    if (seen.has(section))
      reader.noteFault(`The "${section}" section can only be used once in an update expression;`);
    seen.add(section);
    actions.push(...reader.list(() => read(reader)));
  } while (reader.peek() !== undefined);
  reader.checkApart(actions.map(({ path }) => path));
  reader.finish();
  return actions;
}

const sections: Record<string, ((reader: ExpressionReader) => Action) | undefined> = {
  SET: (reader) => {
    const path = reader.path();
    reader.expect('=');
    return { kind: 'set', path, to: readSum(reader) };
  },
  REMOVE: (reader) => ({ kind: 'remove', path: reader.path() }),
  ADD: (reader) => {
    const path = reader.path();
    return { kind: 'add', path, value: readChange(reader, 'ADD') };
  },
  DELETE: (reader) => {
    const path = reader.path();
    return { kind: 'delete', path, value: readChange(reader, 'DELETE') };
  },
};

function readChange(reader: ExpressionReader, operator: 'ADD' | 'DELETE'): AttributeValue {
  if (!reader.isValue()) throw reader.unexpected();
  const value = reader.value();
  if (!membersOf(value) && !(operator === 'ADD' && 'N' in value))
    reader.noteFault(
      `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${longName(value)}, typeSet: ALLOWED_FOR_${operator}_OPERAND`,
    );
  return value;
}

const longNames: Partial<Record<AttributeType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
};
const longName = (value: AttributeValue) => longNames[typeOf(value)] ?? typeOf(value);

function readSum(reader: ExpressionReader): Term {
  const left = readTerm(reader);
  const kind = reader.peek();
  if (kind !== '+' && kind !== '-') return left;
  reader.next();
  const right = readTerm(reader);
  checkType(reader, kind, left, 'N');
  checkType(reader, kind, right, 'N');
  return { kind, left, right };
}

function readTerm(reader: ExpressionReader): Term {
  if (reader.accept('(')) {
    const term = reader.deeper(() => readSum(reader));
    reader.expect(')');
    return term;
  }
  if (reader.isValue()) return { kind: 'value', value: reader.value() };
  if (!reader.isFunction()) return { kind: 'path', path: reader.path() };
  return readFunction(reader);
}

function readFunction(reader: ExpressionReader): Term {
  const name = reader.next();
  reader.expect('(');
  const terms = reader.deeper(() => reader.list(() => readTerm(reader)));
  reader.expect(')');
  const [left, right] = terms;
  const known = name === 'if_not_exists' || name === 'list_append';
  if (!known) reader.noteFault(`Invalid function name; function: ${name}`);
  if (!left || !right || terms.length !== 2) {
    reader.noteFault(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${terms.length}`,
    );
    return left as Term;
  }
  if (name === 'if_not_exists') {
    if (left.kind === 'path') return { kind: 'if-not-exists', path: left.path, otherwise: right };
    reader.noteFault('Operator or function requires a document path; operator or function: if_not_exists');
  }
  if (left.kind === 'append' || right.kind === 'append') reader.noteFault(misused(name));
  checkType(reader, name, left, 'L');
  checkType(reader, name, right, 'L');
  return { kind: 'append', left, right };
}

function checkType(reader: ExpressionReader, operator: string, term: Term, type: AttributeType) {
  if (term.kind === 'value' && typeOf(term.value) !== type)
    reader.noteFault(
      `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(term.value)}`,
    );
}
