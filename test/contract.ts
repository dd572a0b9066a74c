import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'vitest';

type Response = { content: Record<string, { schema: object }> };
type Operation = {
  responses: Record<string, Response>;
  requestBody?: { content: Record<string, { example?: object }> };
};
type Contract = { paths: Record<string, Record<string, Operation>>; components: object };

export const contract = JSON.parse(
  readFileSync(new URL('../docs/openapi.json', import.meta.url), 'utf8'),
) as Contract;

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ $id: 'contract', components: contract.components });

const paths = Object.keys(contract.paths)
  .sort((a, b) => Number(a.includes('{')) - Number(b.includes('{')))
  .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) }));

/** The operation that a request asks for, if the contract knows one. */
export function operationFor(method: string, target: string): Operation | undefined {
  const path = target.split('?')[0] ?? '';
  const found = paths.find(({ pattern }) => pattern.test(path));
  return found && contract.paths[found.path]?.[method.toLowerCase()];
}

const validators = new Map<object, ValidateFunction>();

function validatorOf(schema: object): ValidateFunction {
  const made =
    validators.get(schema) ??
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/')));
  validators.set(schema, made);
  return made;
}

/** Fails unless the contract documents this very answer to this request: its status, its kind, its body. */
export function expectDocumented(
  method: string,
  target: string,
  answer: { status: number; type: string; body: unknown },
) {
  const operation = operationFor(method, target);
  if (!operation) return;
  const what = `${method} ${target.slice(0, 200)} → ${answer.status}`;
  const response = operation.responses[answer.status];
  expect(response, `${what} is not documented: ${JSON.stringify(answer.body).slice(0, 300)}`).toBeDefined();
  const schema = response?.content[answer.type.split(';')[0] ?? '']?.schema;
  expect(schema, `${what} is documented, but not as ${answer.type}`).toBeDefined();
  // What would come with the body is documented; HEAD has none.
  if (method === 'HEAD') return;
  const validate = validatorOf(schema ?? {});
  expect(validate(answer.body), `${what}: ${ajv.errorsText(validate.errors)}`).toBe(true);
}
