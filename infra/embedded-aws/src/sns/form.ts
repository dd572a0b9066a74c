export type Form = string | { [name: string]: Form } | Form[];

/** Reads a form of the query protocol. `Attributes.entry.1.key=…` becomes maps and lists, other names nest at dots. */
export function readForm(body: string): { [name: string]: Form } {
  const root: { [name: string]: Form } = {};
  for (const [path, value] of new URLSearchParams(body)) put(root, path.split('.'), value);
  return Object.fromEntries(Object.entries(root).map(([name, form]) => [name, fold(form)]));
}

function put(into: { [name: string]: Form }, [name = '', ...rest]: string[], value: string) {
  if (name === '__proto__') return;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const inner = into[name];
  const next: { [name: string]: Form } = typeof inner === 'object' && !Array.isArray(inner) ? inner : {};
  into[name] = next;
  put(next, rest, value);
}

/** Turns `entry.N.key/value` and `entry.N.Name/Value` into maps, and `member.N` into lists. */
function fold(form: Form): Form {
  if (typeof form === 'string' || Array.isArray(form)) return form;
  const only = Object.keys(form).length === 1;
  if (only && typeof form.member === 'object') return numbered(form.member).map(fold);
  if (only && typeof form.entry === 'object')
    return Object.fromEntries(numbered(form.entry).map(fold).map(pair));
  return Object.fromEntries(Object.entries(form).map(([name, inner]) => [name, fold(inner)]));
}

const numbered = (form: Form) =>
  Object.entries(form)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, value]: [string, Form]) => value);

function pair(entry: Form): [string, Form] {
  const { key, value, Name, Value } = entry as Record<string, Form | undefined>;
  return [String(key ?? Name), value ?? Value ?? ''];
}
