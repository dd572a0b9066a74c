import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { State } from '../../shared/articles/article.ts';
import { ArticleList, listArticles } from '../../shared/articles/lists-store.ts';
import { api } from '../../shared/lambda/route.ts';
import { Section } from '../../shared/newsroom.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Articles at a state in a section, 50 a page',
    input: z.strictObject({ section: Section, state: State, cursor: z.string().max(1000).optional() }),
    output: ArticleList,
  },
  ({ section, state, cursor }, { roles }) => listArticles(section, state, cursor, roles),
);
