import fc, { type Arbitrary } from 'fast-check';
import { contract } from '../contract.ts';
import { hostile, nearly, type Schema, valid } from './from-schema.ts';

/** A request to the API. `who` is one of the people of the run; `article` which of its articles `{id}` stands for. */
export type Fuzzed = {
  route: string;
  path: string;
  who: string;
  article: number;
  ifMatch: 'current' | '*' | undefined | string;
  key: string | undefined;
  type: string | undefined;
  /** As it goes over the wire. */
  body: string | undefined;
};

type Parameter = { name: string; in: string; required: boolean; schema: Schema };
type Operation = { parameters: Parameter[]; requestBody?: { content: Record<string, { schema: Schema }> } };

const schemas = (contract.components as { schemas: Record<string, Schema> }).schemas;

export const people = ['rumana', 'selim', 'kamal', 'mitu', 'parveen', 'azad', 'nobody', 'forged'] as const;

/** Requests for one route: valid, nearly valid and hostile alike. */
function requestsFor(
  method: string,
  path: string,
  { parameters, requestBody }: Operation,
): Arbitrary<Fuzzed> {
  const query = parameters.filter((one) => one.in === 'query');
  const bodySchema = requestBody?.content['application/json']?.schema;
  return fc.record({
    route: fc.constant(`${method.toUpperCase()} ${path}`),
    path: fc
      .tuple(
        ...parameters.filter((one) => one.in === 'path' && one.name !== 'id').map((one) => named(one)),
        fc.record(
          Object.fromEntries(query.map((one) => [one.name, usually(valid(one.schema, schemas), hostile)])),
          { requiredKeys: query.filter((one) => one.required).map((one) => one.name) },
        ),
      )
      .map((given) => filled(path, given)),
    who: fc.constantFrom(...people),
    article: fc.nat(40),
    ifMatch: fc.oneof(
      { weight: 8, arbitrary: fc.constant('current') },
      { weight: 2, arbitrary: fc.constant('*') },
      { weight: 1, arbitrary: fc.constantFrom(undefined, '"0"', '"99999"', 'abc', 'W/"1"', '"1", "2"') },
    ),
    key: fc.oneof(
      { weight: 6, arbitrary: fc.constant(undefined) },
      { weight: 2, arbitrary: fc.nat(200).map((n) => `key-${n}`) },
      { weight: 1, arbitrary: fc.constantFrom('a b', 'x'.repeat(201)) },
    ),
    type: fc.oneof(
      { weight: 12, arbitrary: fc.constant('application/json') },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          undefined,
          'text/plain',
          'multipart/form-data',
          'application/x-www-form-urlencoded',
        ),
      },
    ),
    body: bodySchema ? bodies(bodySchema) : fc.constant(undefined),
  });
}

const usually = (mostly: Arbitrary<unknown>, sometimes: Arbitrary<unknown>) =>
  fc.oneof({ weight: 6, arbitrary: mostly }, { weight: 1, arbitrary: sometimes });

const named = ({ name, schema }: Parameter) =>
  usually(
    name === 'revision' ? fc.constantFrom('1', '2', 'v1', 'v2', 'v7') : valid(schema, schemas),
    hostile,
  ).map((value) => [name, text(value)] as const);

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();

function filled(path: string, given: readonly unknown[]): string {
  const [query, ...names] = [...given].reverse() as [Record<string, unknown>, ...[string, string][]];
  const withNames = names.reduce(
    (left, [name, value]) => left.replace(`{${name}}`, encodeURIComponent(value.slice(0, 100)) || '%20'),
    path,
  );
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, text(value).slice(0, 1_000)]),
  ).toString();
  return search ? `${withNames}?${search}` : withNames;
}

const bodies = (schema: Schema): Arbitrary<string | undefined> => {
  const good = valid(schema, schemas);
  return fc.oneof(
    { weight: 6, arbitrary: good.map((body) => JSON.stringify(body)) },
    { weight: 4, arbitrary: good.chain(nearly).map((body) => JSON.stringify(body)) },
    { weight: 1, arbitrary: hostile.map((body) => JSON.stringify(body)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        undefined,
        '',
        '{',
        '{"a":',
        '[]',
        'null',
        '\u0000',
        '{"__proto__":{"x":1}}',
        '﻿{}',
      ),
    },
  );
};

/** Requests for every route of the contract; steps of the desk come more often, so that articles get somewhere. */
export const requests: Arbitrary<Fuzzed> = fc.oneof(
  ...Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      weight: weightOf(method, path),
      arbitrary: requestsFor(method, path, operation as unknown as Operation),
    })),
  ),
);

function weightOf(method: string, path: string) {
  if (path === '/api/articles') return 6;
  if (/\/(submit|approve)$/.test(path)) return 6;
  return method === 'get' || path.startsWith('/api/subscriptions') ? 1 : 2;
}
