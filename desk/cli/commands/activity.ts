import { command } from '../command.ts';
import type { Activity } from '../desk.ts';
import { instantOf, shownAt } from '../instants.ts';
import { factLine } from '../words.ts';

/** The most facts the API gives at once. */
const atOnce = 200;

const dayBefore = () => new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString();

export const activity = command(
  {
    summary: 'what happened across articles',
    options: { since: { type: 'string', value: 'INSTANT', says: 'from then on; else in the last 24 hours' } },
  },
  async ({ options, api, out }) => {
    const since = options.since === undefined ? dayBefore() : instantOf(options.since);
    const activity = await api.get<Activity>('/api/activity', { since });
    const { facts } = activity;
    out.answer(activity, () =>
      facts.length === 0
        ? `Nothing happened since ${shownAt(since)}`
        : facts.map((fact) => `${articleOf(fact.data)}  ${factLine(fact)}`).join('\n'),
    );
    if (facts.length >= atOnce) out.remark(`There may be more: --since ${activity.since}`);
  },
);

const articleOf = (data: object) => ('articleId' in data ? String(data.articleId) : '');
