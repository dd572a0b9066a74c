import type { Article } from '../../../shared/articles/article.ts';
import type { Live } from '../../../shared/articles/live.ts';
import type { Api } from '../api.ts';
import { command } from '../command.ts';
import type { List, Waiting } from '../desk.ts';
import { Mistake } from '../mistake.ts';
import type { Out } from '../out.ts';
import { row } from '../words.ts';

export const lists = command(
  {
    summary: 'what waits for you; or the articles of a section at a state',
    about: 'For example: khobor lists national submitted',
    takes: ['[SECTION', 'STATE]'],
    options: { all: { type: 'boolean', says: 'the whole list, not its first 50 articles' } },
  },
  async ({ words: [section, state], options, api, out }) => {
    if (section === undefined) return waiting(api, out);
    if (state === undefined)
      throw new Mistake('Say at which state as well, such as: lists national submitted');
    const path = `/api/lists/${encodeURIComponent(section)}/${encodeURIComponent(state)}`;
    const { items, cursor } = await listed(api, path, options.all === true);
    const more = cursor === undefined ? '' : '\n… and more: --all';
    out.answer({ items, ...(cursor === undefined ? {} : { cursor }) }, () =>
      items.length === 0 ? 'There is nothing on this list' : items.map(row).join('\n') + more,
    );
  },
);

async function listed(api: Api, path: string, isWhole: boolean): Promise<List> {
  const items: (Article | Live)[] = [];
  let page: List | undefined;
  do {
    page = await api.get<List>(path, { cursor: page?.cursor });
    items.push(...page.items);
  } while (isWhole && page.cursor !== undefined);
  return { ...page, items };
}

async function waiting(api: Api, out: Out) {
  const { toApprove, toFinish, scheduled } = await api.get<Waiting>('/api/lists');
  const groups: [string, Article[]][] = [
    ['To approve', toApprove],
    ['To finish', toFinish],
    ['Scheduled', scheduled],
  ];
  out.answer({ toApprove, toFinish, scheduled }, () => {
    const some = groups.filter(([, items]) => items.length > 0);
    const texts = some.map(([name, items]) => `${out.styled('bold', name)}\n${items.map(row).join('\n')}`);
    return texts.length === 0 ? 'Nothing waits for you' : texts.join('\n\n');
  });
}
