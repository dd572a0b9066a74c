import * as z from 'zod';
import contract from '../../docs/openapi.json' with { type: 'json' };
import { docsPage } from '../../shared/api/docs-page.tsx';
import { open } from '../../shared/lambda/route.ts';
import { readSite } from '../../shared/site/read-site.ts';

export const handler = open(
  { summary: 'The contract as a page to read', input: z.strictObject({}), output: z.string() },
  async () => docsPage(contract, readSite()),
);
