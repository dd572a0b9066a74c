import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { Problem } from '../problem.ts';
import type { Contract } from './contract.ts';
import { formOf, isForm, jsonOf } from './request-body.ts';

type Reading = Pick<Contract<z.ZodType, string>, 'inQuery' | 'form'>;

/**
 * Body, path and query of a request as one object. Path and query override fields of the body, so that a body cannot
 * name another record.
 */
export async function inputOf(event: APIGatewayProxyEventV2, { inQuery = [], form }: Reading) {
  const { queryStringParameters: query = {}, pathParameters: path } = event;
  if (event.requestContext.http.method === 'GET') return { ...query, ...path };
  const misplaced = Object.keys(query).filter((name) => !inQuery.includes(name));
  if (misplaced.length > 0)
    throw new Problem('invalid-input', 'Send these fields in the body, not in the query', {
      errors: misplaced.map((name) => ({ pointer: `/${name}`, detail: 'belongs in the body' })),
    });
  const fields = form && isForm(event) ? await formOf(event) : jsonOf(event);
  return Object.assign(fields, query, path);
}
