import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { Author, Slug } from '../../shared/authors/author.ts';
import { getAuthor } from '../../shared/authors/author-store.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'What is said of an author',
    input: z.strictObject({ slug: Slug }),
    output: Author,
    problems: ['not-found'],
  },
  async ({ slug }) => getAuthor(slug),
);
