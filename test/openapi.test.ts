import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { functions } from '../infra/topology.ts';
import { Filing } from '../shared/articles/filing.ts';
import { problems } from '../shared/problem.ts';
import { contract, expectDocumented } from './contract.ts';

const file = readFileSync(new URL('../docs/openapi.json', import.meta.url), 'utf8');

async function complaintsOf(source: string) {
  // A click on an ad is answered with a redirect, and with nothing else.
  const rules = { 'operation-2xx-response': 'off' } as const;
  const config = await createConfig({ extends: ['recommended-strict'], rules });
  const found = await lintFromString({ source, absoluteRef: '/openapi.json', config });
  return found.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

describe('the contract', () => {
  it('satisfies a linter of OpenAPI', async () => {
    expect(await complaintsOf(file)).toEqual([]);
  });

  it('would not satisfy it with a reference to nowhere, or two operations of one name', async () => {
    expect(
      await complaintsOf(file.replace('#/components/schemas/Section', '#/components/schemas/Nowhere')),
    ).not.toEqual([]);
    expect(await complaintsOf(file.replace('"articlesSubmit"', '"articlesCreate"'))).not.toEqual([]);
  });

  it('has every route, and no other', () => {
    const routes = functions.flatMap(([, { on }]) =>
      'route' in on && !on.route.startsWith('ANY') ? [on.route] : [],
    );
    const documented = Object.entries(contract.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(documented.sort()).toEqual(routes.sort());
  });

  it('has examples that their routes take', async () => {
    const { example } = contract.paths['/api/articles']?.post?.requestBody?.content['application/json'] ?? {};
    expect((await Filing.safeParseAsync(example)).error).toBeUndefined();
    expect(example).toMatchObject({ section: 'national' });
  });

  it('says of every code with which status it comes', () => {
    const unknown = Object.values(contract.paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ responses }) =>
        Object.entries(responses).flatMap(([status, { content }]) => {
          const codes = /"code":\{"enum":(\[[^\]]*\])/.exec(JSON.stringify(content))?.[1] ?? '[]';
          return (JSON.parse(codes) as (keyof typeof problems)[]).filter(
            (code) => problems[code].status !== Number(status),
          );
        }),
      );
    expect(unknown).toEqual([]);
  });

  it('holds answers to what it says: a status, a field or a kind that it does not know fails', () => {
    const json = 'application/json';
    const check = (answer: Parameters<typeof expectDocumented>[2]) => () =>
      expectDocumented('GET', '/api/health', answer);
    expect(check({ status: 200, type: json, body: { status: 'ok' } })).not.toThrow();
    expect(check({ status: 418, type: json, body: { status: 'ok' } })).toThrow(/not documented/);
    expect(check({ status: 200, type: 'text/plain', body: 'ok' })).toThrow(/not as text/);
    expect(check({ status: 200, type: json, body: { status: 'ok', extra: 1 } })).toThrow(/additional/);
  });
});
