import type { Activity } from '../api/article-api.ts';
import { command } from '../command.ts';
import { instantOf, localTime } from '../terminal/instants.ts';
import { factLine } from '../terminal/list-lines.ts';

/** The most facts that the API answers at once. */
const limit = 200;

const dayBefore = () => new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString();

export const activity = command(
  {
    summary: 'what happened across articles',
    options: {
      since: {
        type: 'string',
        placeholder: 'INSTANT',
        description: 'from then on; default: the last 24 hours',
      },
    },
  },
  async ({ options, api, out }) => {
    const since = options.since === undefined ? dayBefore() : instantOf(options.since);
    const activity = await api.get<Activity>('/api/activity', { since });
    const { facts } = activity;
    out.answer(activity, () =>
      facts.length === 0
        ? `Nothing happened since ${localTime(since)}`
        : facts.map((fact) => `${articleOf(fact.data)}  ${factLine(fact)}`).join('\n'),
    );
    if (facts.length >= limit) out.remark(`There may be more: --since ${activity.since}`);
  },
);

const articleOf = (data: object) => ('articleId' in data ? String(data.articleId) : '');
