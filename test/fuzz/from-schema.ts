import fc, { type Arbitrary } from 'fast-check';

type Schema = {
  $ref?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  const?: unknown;
  enum?: unknown[];
  examples?: unknown[];
  type?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
};

export type { Schema };

/** Values that a schema of the contract allows. Fields that may be left out sometimes are. */
export function valid(schema: Schema, schemas: Record<string, Schema>): Arbitrary<unknown> {
  const inner = (one: Schema) => valid(one, schemas);
  if (schema.$ref) return inner(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map(inner));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.examples) return fc.constantFrom(...schema.examples);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, inner(one)])),
        { requiredKeys: schema.required ?? [] },
      );
    case 'array': {
      const { minItems: minLength = 0, maxItems = 4 } = schema;
      return fc.array(inner(schema.items ?? {}), { minLength, maxLength: Math.min(maxItems, 4) });
    }
    case 'string':
      return schema.format === 'date-time' ? instants : texts(schema);
    case 'integer':
    case 'number':
      return fc.integer({ min: 1, max: 3 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.constantFrom<unknown>('ক', 1, null, []);
  }
}

const instants = fc.oneof(
  fc
    .date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom(
    '2026-11-24T18:00:00+06:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '2024-02-29T00:00:00Z',
  ),
);

const words = fc.constantFrom(
  ...'পদ্মা র‍্যাব ক্ষ নদী ‘ ’ “ ” । ।। ১২ 12 ২০24 **জোর** *ঝোঁক* [এখানে](https://a.example/x) > - # | শনিবার ২ নভেম্বর <b> &amp; 👩‍👩‍👧 https://youtu.be/dQw4w9WgXcQ'.split(
    ' ',
  ),
);

const texts = ({ minLength = 1, maxLength = 200 }: Schema) =>
  fc
    .array(words, { minLength: 1, maxLength: 8 })
    .map((some) => [...some.join(' ')].slice(0, maxLength).join('').padEnd(minLength, 'ক'));

/** What people, scanners and broken programs send where a value belongs. */
export const hostile: Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  '\u0000',
  'ক\ud800',
  '\u202e',
  '\ufffd',
  '\u200b\u200c',
  'x'.repeat(20_000),
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "' OR 1=1 --",
  '{{7*7}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is sent as it stands
  '${jndi:ldap://x}',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  '9999-12-31T23:59:59-12:00',
  '0000-01-01T00:00:00+14:00',
  '2026-02-30T00:00:00Z',
  '>'.repeat(5_000),
  '*_'.repeat(3_000),
  [],
  [[[[[]]]]],
  {},
  { $ne: null },
  { kind: 'html', html: '<b>' },
  Array.from({ length: 300 }, () => 'ক'),
);

/** A value that is nearly right: one place of it is missing, foreign, or something else altogether. */
export const nearly = (value: unknown): Arbitrary<unknown> =>
  fc
    .tuple(fc.nat(), fc.nat(3), hostile)
    .map(([where, how, odd]) => mutated(structuredClone(value), where, how, odd));

function mutated(value: unknown, where: number, how: number, odd: unknown): unknown {
  if (typeof value !== 'object' || value === null) return odd;
  const keys = Object.keys(value);
  const key = keys[where % Math.max(keys.length, 1)];
  const holder = value as Record<string, unknown>;
  if (how === 0 && !Array.isArray(value)) return { ...holder, [String(odd).slice(0, 40)]: odd };
  if (key === undefined) return odd;
  if (how === 1) {
    if (Array.isArray(value)) value.splice(Number(key), 1);
    else delete holder[key];
  } else if (how === 2) holder[key] = odd;
  else holder[key] = mutated(holder[key], Math.floor(where / 7), how + where, odd);
  return value;
}
