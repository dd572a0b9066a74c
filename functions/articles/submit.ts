import { articles } from '../../shared/articles/article-store.ts';
import { submit } from '../../shared/articles/drafting.ts';
import { linted } from '../../shared/articles/record.ts';
import { untoldOf } from '../../shared/articles/uses-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  articles,
  'submit',
  { summary: 'Hand a draft to its desk', input: Id, finish: linted },
  async (article, _input, actor) => submit(article, actor, await untoldOf(article)),
);
