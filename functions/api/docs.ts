import * as z from 'zod';
import contract from '../../docs/openapi.json' with { type: 'json' };
import { docsPage } from '../../shared/api/docs-page.tsx';
import { readApiDocs } from '../../shared/api/read-api-docs.ts';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary: 'The contract as a page to read, search and try',
    input: z.strictObject({}),
    output: z.string(),
  },
  async () => docsPage(contract, readApiDocs()),
);
