import {
  type Attributes,
  type AttributeValue,
  copyOf,
  membersOf,
  typeOf,
  withoutPrototype,
} from './attribute.ts';
import { invalid } from './faults.ts';
import { add, subtract } from './number.ts';
import { type Path, valueAt } from './path.ts';
import type { Action, Term } from './update-expression.ts';

type ListEdit = { sets: [number, AttributeValue][]; removals: Set<number> };
type Edits = Map<AttributeValue[], ListEdit>;

/** The item after an update. Operands and list indexes refer to the item before it. */
export function updated(before: Attributes, actions: Action[]): Attributes {
  const after = withoutPrototype(before);
  const edits: Edits = new Map();
  const changes = actions.map((action) => ({ path: action.path, to: outcome(action, before) }));
  for (const { path, to } of changes) put(after, path, to, edits);
  for (const [list, edit] of edits) editList(list, edit);
  return after;
}

/** The new value at the path of an action; undefined to remove it. */
function outcome(action: Action, before: Attributes): AttributeValue | undefined {
  if (action.kind === 'remove') return undefined;
  if (action.kind === 'set') return copyOf(evaluate(action.to, before));
  const old = valueAt(before, action.path);
  if (action.kind === 'delete') return old && withoutMembers(old, action.value);
  return old ? plus(old, action.value) : action.value;
}

function plus(old: AttributeValue, more: AttributeValue): AttributeValue {
  if ('N' in old && 'N' in more) return { N: add(old.N, more.N) };
  const [members, added] = [membersOf(old), membersOf(more)];
  if (!members || !added || typeOf(old) !== typeOf(more)) throw wrongType();
  return { [typeOf(old)]: [...new Set([...members, ...added])] } as AttributeValue;
}

function withoutMembers(old: AttributeValue, less: AttributeValue): AttributeValue | undefined {
  const [members, taken] = [membersOf(old), new Set(membersOf(less))];
  if (!members || typeOf(old) !== typeOf(less)) throw wrongType();
  const left = members.filter((member) => !taken.has(member));
  return left.length > 0 ? ({ [typeOf(old)]: left } as AttributeValue) : undefined;
}

function evaluate(term: Term, before: Attributes): AttributeValue {
  switch (term.kind) {
    case 'value':
      return term.value;
    case 'path': {
      const value = valueAt(before, term.path);
      if (value) return value;
      throw invalid('The provided expression refers to an attribute that does not exist in the item');
    }
    case 'if-not-exists':
      return valueAt(before, term.path) ?? evaluate(term.otherwise, before);
    case 'append': {
      const [left, right] = [evaluate(term.left, before), evaluate(term.right, before)];
      if (!('L' in left && 'L' in right)) throw wrongType();
      return { L: [...left.L, ...right.L] };
    }
    default: {
      const [left, right] = [evaluate(term.left, before), evaluate(term.right, before)];
      if (!('N' in left && 'N' in right)) throw wrongType();
      return { N: (term.kind === '+' ? add : subtract)(left.N, right.N) };
    }
  }
}

function put(after: Attributes, path: Path, value: AttributeValue | undefined, edits: Edits) {
  const last = path.at(-1) as string | number;
  const parent = path.length > 1 ? valueAt(after, path.slice(0, -1) as Path) : { M: after };
  if (parent && 'M' in parent && typeof last === 'string') {
    if (value === undefined) delete parent.M[last];
    else parent.M[last] = value;
  } else if (parent && 'L' in parent && typeof last === 'number') {
    const edit = edits.get(parent.L) ?? { sets: [], removals: new Set() };
    edits.set(parent.L, edit);
    if (value === undefined) edit.removals.add(last);
    else edit.sets.push([last, value]);
  } else throw invalid('The document path provided in the update expression is invalid for update');
}

/** Applies the changes of a list. Elements set beyond its end are appended in the order of their indexes. */
function editList(list: AttributeValue[], { sets, removals }: ListEdit) {
  const length = list.length;
  const appended: AttributeValue[] = [];
  for (const [index, value] of sets.sort(([a], [b]) => a - b))
    if (index < length) list[index] = value;
    else appended.push(value);
  const kept = list.filter((_, index) => !removals.has(index));
  list.splice(0, length, ...kept, ...appended);
}

const wrongType = () => invalid('An operand in the update expression has an incorrect data type');
