import type * as zod from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import type { Described } from '../../shared/lambda/contract.ts';
import type { FunctionName } from '../topology.ts';
import { examples } from './examples.ts';
import { pageOfForm, refusals } from './refusals.ts';
import { whoMay } from './who-may.ts';

type Contract = Described['contract'];
/** A route `isAlone` when it asks nothing of AWS, and `isRefused` while the newsroom is read-only. */
type Route = { method: string; path: string; isOpen: boolean; isAlone: boolean; isRefused: boolean };

/** One route in OpenAPI. A contract has one `input`: its fields are split among path, query and body here. */
export function operation(
  name: FunctionName,
  contract: Contract,
  route: Route,
  z: typeof zod,
): ZodOpenApiOperationObject {
  const { summary, output, status = 200, headers, type } = contract;
  const who = whoMay(contract);
  const { path, query, body } = split(contract, route, z);
  const hasBody = Object.keys(body.shape).length > 0;
  const kind = output instanceof z.ZodString ? (type ?? 'html') : 'json';
  return {
    operationId: name.replace(/\W(\w)/g, (_, letter: string) => letter.toUpperCase()),
    summary,
    tags: [name.replace(/\/.*/, '')],
    ...(who === '' ? {} : { description: `For: ${who}.` }),
    security: route.isOpen ? [] : [contract.token === 'id' ? { idToken: [] } : { token: [] }],
    requestParams: { path, query },
    parameters: (contract.requestHeaders ?? []).map((header) => requestHeaders[header]),
    ...(hasBody ? { requestBody: requestBody(body, contract, examples[name]) } : {}),
    responses: {
      [`${status}` as const]: {
        description: { html: 'The page', csv: 'The file', json: 'Done' }[kind],
        headers: answerHeaders(
          contract.unlessKnown !== undefined || isRecord(output, z),
          headers !== undefined,
        ),
        content: {
          [kind === 'json' ? 'application/json' : `text/${kind}`]: { schema: output },
          ...(contract.formPage ? pageOfForm : {}),
        },
      },
      ...(contract.unlessKnown ? { '304': { description: 'It is as you have it (`If-None-Match`)' } } : {}),
      ...refusals(contract, route, hasBody),
    },
  };
}

/** The fields of an input where a request carries them: in its path, its query or its body. */
function split({ input, inQuery = [] }: Contract, { method, path }: Route, z: typeof zod) {
  const { shape } = input as zod.ZodObject;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter);
  const others = Object.keys(shape).filter((field) => !inPath.includes(field));
  const only = (fields: readonly string[]) =>
    z.strictObject(Object.fromEntries(fields.map((field) => [field, shape[field] ?? z.never()])));
  return method === 'GET' || method === 'HEAD'
    ? { path: only(inPath), query: only(others), body: only([]) }
    : { path: only(inPath), query: only(inQuery).partial(), body: only(others) };
}

const requestHeaders = {
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The ETag of the version you read, such as "3"; * for any version.',
    schema: { type: 'string' },
    example: '"3"',
  },
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'Makes a repeat within 24 hours harmless: the same key and body get the same answer.',
    schema: { type: 'string', maxLength: 200 },
  },
} as const;

function requestBody(schema: zod.ZodObject, { form }: Contract, example?: object) {
  const asForm = { 'application/x-www-form-urlencoded': { schema }, 'multipart/form-data': { schema } };
  const isNeeded = Object.values(schema.shape).some((field) => field._zod.optin === undefined);
  return {
    required: isNeeded && !form,
    content: { 'application/json': { schema, ...(example ? { example } : {}) }, ...(form ? asForm : {}) },
  };
}

/** Whether an answer is a record, or one of several: those have a version. */
const isRecord = (output: zod.ZodType, z: typeof zod) =>
  z.globalRegistry.has(output) || output instanceof z.ZodUnion;

const answerHeaders = (hasVersion: boolean, hasLocation: boolean) =>
  ({
    ...(hasVersion
      ? { ETag: { description: 'What it is at, for If-Match or If-None-Match', schema: { type: 'string' } } }
      : {}),
    ...(hasLocation ? { Location: { description: 'Where it is now', schema: { type: 'string' } } } : {}),
  }) as const;
