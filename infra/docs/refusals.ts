import type { ZodOpenApiResponsesObject, ZodOpenApiSchemaObject } from 'zod-openapi';
import type { Described } from '../../shared/lambda/contract.ts';
import { type ProblemCode, problems } from '../../shared/problem.ts';

/** Every refusal that a route documents: one response for each status, with the codes that come with it. */
export function refusals(
  contract: Described['contract'],
  { isOpen, isAlone, isRefused }: { isOpen: boolean; isAlone: boolean; isRefused: boolean },
  hasBody: boolean,
): ZodOpenApiResponsesObject {
  const codes = new Set<ProblemCode>([
    'invalid-input',
    ...(hasBody ? (['not-json', 'too-large'] as const) : []),
    ...(isOpen ? [] : (['no-token', 'forbidden'] as const)),
    // Whatever a route asks of AWS may be throttled.
    ...(isAlone ? [] : (['busy'] as const)),
    ...(isRefused ? (['read-only'] as const) : []),
    ...(contract.problems ?? []),
  ]);
  const byStatus = Map.groupBy(codes, (code): number => problems[code].status);
  const own = [429, 500, 503, ...(isOpen ? [] : [401]), ...(hasBody ? [413] : [])];
  const statuses = [...new Set([...byStatus.keys(), ...own])].sort();
  return Object.fromEntries(
    statuses.map((status) => [
      `${status}`,
      refusal(byStatus.get(status) ?? [], own.includes(status), contract.formPage !== undefined),
    ]),
  );
}

/** The answer to a form that was sent without script. */
export const pageOfForm = { 'text/html': { schema: { type: 'string' as const } } };

/** `byGateway`: API Gateway refuses so too, before a function runs or when it fails. */
const refusal = (codes: ProblemCode[], byGateway: boolean, hasPage: boolean) => ({
  description: [
    ...codes.map((code) => `\`${code}\`: ${problems[code].title}.`),
    ...(byGateway ? ['From the gateway, before or instead of a function: a `message` alone.'] : []),
  ].join(' '),
  content: {
    ...(codes.length > 0 ? { 'application/problem+json': problemOf(codes) } : {}),
    ...(codes.length > 0 && hasPage ? pageOfForm : {}),
    ...(byGateway ? { 'application/json': { schema: { $ref: '#/components/schemas/GatewayMessage' } } } : {}),
  },
});

const problemOf = (codes: ProblemCode[]) => ({
  schema: {
    allOf: [
      { $ref: '#/components/schemas/Problem' },
      { type: 'object' as const, properties: { code: { enum: codes } } },
    ],
  },
});

/** What API Gateway answers by itself. */
export const gatewayMessageSchema: ZodOpenApiSchemaObject = {
  description:
    'An answer of the gateway: no token, a body too large, too many requests, a function that failed.',
  type: 'object',
  properties: { message: { type: 'string' } },
  required: ['message'],
  additionalProperties: false,
};

/** A problem document as the refusals of all routes share it. */
export const problemSchema: ZodOpenApiSchemaObject = {
  description: 'A problem document, RFC 9457.',
  type: 'object',
  properties: {
    type: { type: 'string' },
    code: { enum: Object.keys(problems), description: 'Stable: match on this.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'For people: what to do.' },
    titleBn: { type: 'string', description: 'The title in Bengali.' },
    detailBn: { type: 'string', description: 'What to do, in Bengali.' },
    errors: {
      type: 'array',
      description: 'Every field that was refused.',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string', description: 'Where it stands in the request, a JSON pointer.' },
          detail: { type: 'string' },
          detailBn: { type: 'string', description: 'The same in Bengali.' },
        },
        required: ['pointer', 'detail'],
      },
    },
    version: { type: 'integer', description: 'The version there is.' },
    state: { type: 'string', description: 'The state it is in.' },
    lease: { type: 'object', description: 'Who is editing.' },
    readOnly: { type: 'object', description: 'Who made the newsroom read-only, why, and since when.' },
  },
  required: ['type', 'code', 'title', 'status', 'detail'],
};
