import { pathToFileURL } from 'node:url';
import type * as zod from 'zod';
import type { Described } from '../../shared/lambda/contract.ts';
import { newsroom } from '../../shared/newsroom.ts';
import { type ProblemCode, problems } from '../../shared/problem.ts';
import { buildContracts } from '../build/build.ts';
import { type FunctionName, functions } from '../topology.ts';

export type Contract = Described['contract'];
export type Json = { [name: string]: unknown };
type Schema = Json & { properties?: Record<string, Json>; required?: string[]; $defs?: Record<string, Json> };

/** What every route takes and answers, as its own file says, with the library that says it. */
export async function contractsOf() {
  const file = await buildContracts();
  return (await import(`${pathToFileURL(file).href}?${Date.now()}`)) as {
    contracts: Record<FunctionName, Contract>;
    z: typeof zod;
  };
}

/** The contract of the HTTP API, OpenAPI 3.1, from the schemas that check the requests. */
export async function openapi() {
  const { contracts, z } = await contractsOf();
  const schemas: Record<string, Json> = { Problem: problemSchema };
  const named = { components: schemas, known: new Map<string, string>() };
  const paths: Record<string, Json> = {};
  for (const [name, { on }] of functions) {
    if (!('route' in on) || on.route.startsWith('ANY ')) continue;
    const [method = '', path = ''] = on.route.split(' ');
    const schemaOf = (schema: zod.ZodType, io: 'input' | 'output') => hoisted(z, schema, io, named);
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: operation(
        name,
        contracts[name],
        { method, path, isOpen: on.open === true },
        schemaOf,
      ),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${newsroom.name} (Khobor): HTTP API`,
      version: '1.0.0',
      description: introduction,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: tags.map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

const tags = [
  ['articles', 'The desk: filing, clearing, correcting and withdrawing articles.'],
  ['fronts', 'What leads the home page and the sections’ fronts.'],
  ['redirects', 'Old addresses that lead to new ones.'],
  ['ads', 'What advertisers book, and where it stands.'],
  ['media', 'Files that are uploaded, checked and shown: images and HTML creatives.'],
  ['audience', 'Readers who want mail.'],
  ['api', 'The API itself.'],
] as const;

const introduction = `Articles go from draft through submission and approval to readers. Every write names the version it changes
(\`If-Match\` with the \`ETag\` you read; \`*\` for any) and may carry an \`Idempotency-Key\`, so that sending it again within
24 hours gives the same answer. Errors are problem documents (RFC 9457) with a stable \`code\`; a link opened in a
browser (\`Accept: text/html\`) is refused in words. Instants are ISO 8601 in UTC;
any offset is taken. Text is kept in Unicode NFC; lengths count code points.`;

type Route = { method: string; path: string; isOpen: boolean };
type SchemaOf = (schema: zod.ZodType, io: 'input' | 'output') => Schema;

function operation(name: FunctionName, contract: Contract, route: Route, schemaOf: SchemaOf): Json {
  const { summary, output, status = 200, roles = [], inQuery = [], form, headers, type } = contract;
  const input = schemaOf(contract.input, 'input');
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter);
  const isRead = route.method === 'GET';
  const fields = Object.keys(input.properties ?? {}).filter((field) => !inPath.includes(field));
  const query = isRead ? fields : fields.filter((field) => inQuery.includes(field));
  const body = isRead ? [] : fields;
  const answered = schemaOf(output, 'output');
  const kind = answered.type === 'string' ? (type ?? 'html') : 'json';
  return {
    operationId: name.replace(/\W(\w)/g, (_, letter: string) => letter.toUpperCase()),
    summary,
    tags: [name.split('/')[0]],
    ...(roles.length > 0 ? { description: `For: ${roles.join(', ')}.` } : {}),
    security: route.isOpen ? [] : [{ token: [] }],
    parameters: [
      ...inPath.map((field) => parameter('path', field, input, true)),
      ...query.map((field) => parameter('query', field, input, isRequired(input, field) && isRead)),
      ...(contract.requestHeaders ?? []).map(headerParameter),
    ],
    ...(body.length > 0 ? { requestBody: requestBody(input, body, form) } : {}),
    responses: {
      [status]: {
        description: { html: 'The page', csv: 'The file', json: 'Done' }[kind],
        headers: answerHeaders(answered, headers !== undefined),
        content: { [kind === 'json' ? 'application/json' : `text/${kind}`]: { schema: answered } },
      },
      ...refusals(contract, route, body.length > 0),
    },
  };
}

const isRequired = ({ required = [] }: Schema, field: string) => required.includes(field);

const parameter = (where: string, name: string, { properties = {} }: Schema, required: boolean): Json => ({
  name,
  in: where,
  required,
  schema: properties[name],
});

const headerParameter = (name: string): Json =>
  name === 'If-Match'
    ? {
        name,
        in: 'header',
        required: true,
        description: 'The ETag of the version you read, such as "3"; * for any version.',
        schema: { type: 'string' },
        example: '"3"',
      }
    : {
        name,
        in: 'header',
        required: false,
        description: 'Makes a repeat within 24 hours harmless: the same key and body get the same answer.',
        schema: { type: 'string', maxLength: 200 },
      };

function requestBody(input: Schema, fields: string[], form: true | undefined): Json {
  const required = fields.filter((field) => isRequired(input, field));
  const schema = {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field, input.properties?.[field]])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
  return {
    required: required.length > 0 && !form,
    content: {
      'application/json': { schema },
      ...(form ? { 'application/x-www-form-urlencoded': { schema }, 'multipart/form-data': { schema } } : {}),
    },
  };
}

const answerHeaders = (answered: Schema, hasLocation: boolean): Json => ({
  ...(answered.$ref || answered.anyOf
    ? { ETag: { description: 'The version, for If-Match', schema: { type: 'string' } } }
    : {}),
  ...(hasLocation ? { Location: { description: 'Where it is now', schema: { type: 'string' } } } : {}),
});

/** Every refusal that a route documents, one response a status. */
function refusals(contract: Contract, { isOpen }: Route, hasBody: boolean): Json {
  const codes: ProblemCode[] = [
    'invalid-input',
    ...(hasBody ? (['not-json', 'too-large'] as const) : []),
    ...(isOpen ? [] : (['no-token', 'forbidden'] as const)),
    ...(contract.problems ?? []),
  ];
  const byStatus = new Map<number, Set<ProblemCode>>();
  for (const code of codes) {
    const { status } = problems[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [
      status,
      {
        description: [...of].map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [
                { $ref: '#/components/schemas/Problem' },
                { type: 'object', properties: { code: { enum: [...of] } } },
              ],
            },
          },
        },
      },
    ]),
  );
}

const problemSchema: Json = {
  description: 'A problem document, RFC 9457.',
  type: 'object',
  properties: {
    type: { type: 'string' },
    code: { enum: Object.keys(problems), description: 'Stable: match on this.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'For people: what to do.' },
    errors: {
      type: 'array',
      description: 'Every field that was refused.',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string', description: 'Where it stands in the request, a JSON pointer.' },
          detail: { type: 'string' },
        },
        required: ['pointer', 'detail'],
      },
    },
    version: { type: 'integer', description: 'The version there is.' },
    state: { type: 'string', description: 'The state it is in.' },
    lease: { type: 'object', description: 'Who is editing.' },
  },
  required: ['type', 'code', 'title', 'status', 'detail'],
};

/** A schema as JSON Schema, with what has a name of its own among the components. */
function hoisted(
  z: typeof zod,
  schema: zod.ZodType,
  io: 'input' | 'output',
  { components, known }: { components: Record<string, Json>; known: Map<string, string> },
): Schema {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;
  const { $defs = {}, $schema: _dialect, id: _name, ...root } = made;
  const names = new Map(
    Object.entries($defs).map(([name, definition]) => [name, ownName(name, definition, io, known)]),
  );
  const pointed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(pointed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(plain(value as Json)).map(([key, one]) => [
        key,
        key === '$ref' ? refTo(one) : pointed(one),
      ]),
    );
  };
  const refTo = (ref: unknown) =>
    `#/components/schemas/${names.get(String(ref).replace('#/$defs/', '')) ?? String(ref)}`;
  for (const [name, { id: _id, ...definition }] of Object.entries($defs))
    components[names.get(name) ?? name] = pointed(definition) as Json;
  return pointed(root) as Schema;
}

/** Without what says no more than the format and the type already do. */
function plain({ pattern, maximum, ...rest }: Json): Json {
  return {
    ...rest,
    ...(pattern !== undefined && rest.format === undefined ? { pattern } : {}),
    ...(maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER ? { maximum } : {}),
  };
}

/**
 * What is taken and what is answered may differ under the same name (a field left out has a default): the second to come
 * has a name of its own then.
 */
function ownName(name: string, definition: Json, io: 'input' | 'output', known: Map<string, string>) {
  const text = JSON.stringify(definition);
  const own = (known.get(name) ?? text) === text ? name : `${name}${io === 'input' ? 'Input' : 'Answer'}`;
  known.set(own, text);
  return own;
}
