import * as z from 'zod';
import { State } from '../../shared/articles/article.ts';
import { listArticles } from '../../shared/articles/article-store.ts';
import { Section } from '../../shared/articles/content.ts';
import { api } from '../../shared/lambda/api.ts';

const Input = z.strictObject({ section: Section, state: State, cursor: z.string().max(1000).optional() });

export const handler = api(['reporter', 'editor', 'publisher'], Input, ({ section, state, cursor }) =>
  listArticles(section, state, cursor),
);
