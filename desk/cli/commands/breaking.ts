import type { Strip } from '../../../shared/fronts/pins.ts';
import { articleIdOf } from '../api/article-id.ts';
import { command } from '../command.ts';
import { futureInstantOf, localTime } from '../terminal/instants.ts';
import { UsageError } from '../usage-error.ts';

type Answer = { strip: Strip | null; version: number };

const path = '/api/strip';

export const breaking = command(
  {
    summary: 'the strip of breaking news on all fronts: raises it with a text, or lowers it',
    about: 'It ends by itself, after an hour unless said otherwise, and with the article that it leads to.',
    parameters: ['[TEXT]'],
    options: {
      article: { type: 'string', placeholder: 'ID', description: 'the published article that it leads to' },
      until: { type: 'string', placeholder: 'INSTANT', description: 'when it ends, within a day' },
      lower: { type: 'boolean', description: 'take it off the fronts' },
    },
  },
  async ({ args: [text], options: { article, until, lower = false }, api, out }) => {
    if (lower && text !== undefined) throw new UsageError('Give a text, or --lower, not both');
    if (text === undefined && (article ?? until) !== undefined)
      throw new UsageError('Give the text of the strip with --article and --until');
    const before = await api.get<Answer>(path);
    const wanted = text !== undefined && {
      text,
      ...(article === undefined ? {} : { articleId: articleIdOf(article) }),
      ...(until === undefined ? {} : { until: futureInstantOf(until) }),
    };
    const answer =
      wanted || lower ? await api.put<Answer>(path, { strip: wanted || null }, before.version) : before;
    out.answer(answer, () => stripText(answer));
  },
);

const stripText = ({ strip }: Answer) =>
  strip
    ? `${strip.text}\non all fronts until ${localTime(strip.until)}${strip.articleId ? `, leads to ${strip.articleId}` : ''}`
    : 'No strip is raised';
