import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { AuthorList, listAuthors } from '../../shared/authors/author-store.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'The authors that bylines may refer to, those saved last first',
    input: z.strictObject({ cursor: z.string().max(1_000).optional() }),
    output: AuthorList,
  },
  async ({ cursor }) => listAuthors(cursor),
);
