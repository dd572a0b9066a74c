import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { Problem } from '../problem.ts';
import type { Contract } from './contract.ts';
import { checkSize, formOf, isForm, jsonOf } from './request-body.ts';

type Reading = Pick<Contract<z.ZodType, string>, 'inQuery' | 'queryAlone' | 'form' | 'input'>;

/**
 * Body, path and query of a request as one object. Path and query override fields of the body, so that a body cannot
 * name another record.
 */
export async function inputOf(
  event: APIGatewayProxyEventV2,
  { inQuery = [], queryAlone, form, input }: Reading,
) {
  const { queryStringParameters: query = {}, pathParameters: path } = event;
  if (['GET', 'HEAD'].includes(event.requestContext.http.method)) return { ...query, ...path };
  const misplaced = Object.keys(query).filter((name) => !inQuery.includes(name));
  if (misplaced.length > 0)
    throw new Problem('invalid-input', 'Send these fields in the body, not in the query', {
      errors: misplaced.map((name) => ({ pointer: `/${name}`, detail: 'belongs in the body' })),
    });
  if (queryAlone && inQuery.every((name) => name in query)) {
    checkSize(event);
    return { ...query, ...path };
  }
  const fields = form && isForm(event) ? await formOf(event, listsOf(input)) : jsonOf(event);
  return Object.assign(fields, query, path);
}

/** The fields of a schema that are lists. */
const listsOf = (input: z.ZodType) =>
  input instanceof z.ZodObject
    ? Object.keys(input.shape).filter((field) => input.shape[field] instanceof z.ZodArray)
    : [];
