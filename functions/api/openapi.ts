import * as z from 'zod';
import contract from '../../docs/openapi.json' with { type: 'json' };
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary: 'This contract, as OpenAPI 3.1',
    input: z.strictObject({}),
    output: z.looseObject({ openapi: z.string() }),
  },
  async () => contract,
);
