import type { Article } from '../../../shared/articles/article.ts';
import type { Live } from '../../../shared/articles/live.ts';
import type { List, Waiting } from '../api/article-api.ts';
import type { Api } from '../api/client.ts';
import { command } from '../command.ts';
import { articleLine } from '../terminal/list-lines.ts';
import type { Out } from '../terminal/out.ts';
import { UsageError } from '../usage-error.ts';

export const lists = command(
  {
    summary: 'what waits for you; or the articles of a section in a state',
    about: 'For example: khobor lists national submitted',
    parameters: ['[SECTION', 'STATE]'],
    options: { all: { type: 'boolean', description: 'the whole list, not only its first 50 articles' } },
  },
  async ({ args: [section, state], options, api, out }) => {
    if (section === undefined) return showWaiting(api, out);
    if (state === undefined)
      throw new UsageError('Give a section and a state, such as: lists national submitted');
    const path = `/api/lists/${encodeURIComponent(section)}/${encodeURIComponent(state)}`;
    const { items, cursor } = await getList(api, path, options.all === true);
    const more = cursor === undefined ? '' : '\n… and more: --all';
    out.answer({ items, ...(cursor === undefined ? {} : { cursor }) }, () =>
      items.length === 0 ? 'There are no articles on this list' : items.map(articleLine).join('\n') + more,
    );
  },
);

async function getList(api: Api, path: string, isWhole: boolean): Promise<List> {
  const items: (Article | Live)[] = [];
  let page: List | undefined;
  do {
    page = await api.get<List>(path, { cursor: page?.cursor });
    items.push(...page.items);
  } while (isWhole && page.cursor !== undefined);
  return { ...page, items };
}

async function showWaiting(api: Api, out: Out) {
  const { toApprove, toFinish, scheduled } = await api.get<Waiting>('/api/lists');
  const groups: [string, Article[]][] = [
    ['To approve', toApprove],
    ['To finish', toFinish],
    ['Scheduled', scheduled],
  ];
  out.answer({ toApprove, toFinish, scheduled }, () => {
    const some = groups.filter(([, items]) => items.length > 0);
    const texts = some.map(
      ([name, items]) => `${out.styled('bold', name)}\n${items.map(articleLine).join('\n')}`,
    );
    return texts.length === 0 ? 'Nothing waits for you' : texts.join('\n\n');
  });
}
