import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { Weight } from '../../../shared/newsroom.ts';
import { expectedVersion, getArticle, pathOf } from '../api/article-api.ts';
import { articleIdOf } from '../api/article-id.ts';
import { command, ifVersion } from '../command.ts';
import { statusText } from '../terminal/article-text.ts';
import { UsageError } from '../usage-error.ts';

export const weigh = command(
  {
    summary: 'say how much room fronts give an article',
    about: `At the top of a front a lead counts as published twelve hours later than it was, a large one six, so it stands above
what comes in these hours and gives way by itself. A brief never leads. An approval stands, whatever is weighed.`,
    parameters: ['ID', Weight.options.join('|')],
    options: ifVersion,
  },
  async ({ args: [id = '', given], options, api, out }) => {
    const { data: weight } = Weight.safeParse(given);
    if (!weight) throw new UsageError(`A weight is one of ${Weight.options.join(', ')}, not "${given}"`);
    const { version } = expectedVersion(await getArticle(api, id), options);
    const record = await api.put<ArticleRecord>(`${pathOf(articleIdOf(id))}/weight`, { weight }, version);
    out.answer(record, () => statusText(record, api.url));
  },
);
