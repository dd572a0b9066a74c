import type { Article } from '../../../shared/articles/article.ts';
import type { Live } from '../../../shared/articles/live.ts';
import type { List, Waiting } from '../api/article-api.ts';
import type { Api } from '../api/client.ts';
import { command } from '../command.ts';
import { articleLine, stateLine } from '../terminal/list-lines.ts';
import type { Out } from '../terminal/out.ts';
import { UsageError } from '../usage-error.ts';

/** Queues of whoever asks. */
const queues = ['to-approve', 'to-finish', 'scheduled', 'mine'];

export const lists = command(
  {
    summary: 'what waits for you; a queue of yours; or the articles of a section in a state',
    about: `A queue is to-approve, to-finish, scheduled, or mine: all that you filed, in every state.
For example: khobor lists mine; khobor lists national submitted`,
    parameters: ['[QUEUE|SECTION', 'STATE]'],
    options: { all: { type: 'boolean', description: 'the whole list, not only its first 50 articles' } },
  },
  async ({ args: [first, state], options, api, out }) => {
    if (first === undefined) return showWaiting(api, out);
    const isQueue = queues.includes(first);
    if (isQueue === (state !== undefined))
      throw new UsageError(
        `Give one of ${queues.join(', ')}; or a section and a state, such as: lists national submitted`,
      );
    const path = ['/api/lists', first, ...(state === undefined ? [] : [state])].map(encoded).join('/');
    const { items, cursor } = await getList(api, path, options.all === true);
    const more = cursor === undefined ? '' : '\n… and more: --all';
    const line = isQueue ? (item: Article | Live) => stateLine(item as Article) : articleLine;
    out.answer({ items, ...(cursor === undefined ? {} : { cursor }) }, () =>
      items.length === 0 ? 'There are no articles on this list' : items.map(line).join('\n') + more,
    );
  },
);

const encoded = (part: string, at: number) => (at === 0 ? part : encodeURIComponent(part));

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
  const waiting = await api.get<Waiting>('/api/lists');
  const { toApprove, toFinish, scheduled, more } = waiting;
  const groups: [string, Article[], string | undefined, string][] = [
    ['To approve', toApprove, more.toApprove, 'to-approve'],
    ['To finish', toFinish, more.toFinish, 'to-finish'],
    ['Scheduled', scheduled, more.scheduled, 'scheduled'],
  ];
  out.answer(waiting, () => {
    const some = groups.filter(([, items]) => items.length > 0);
    const texts = some.map(([name, items, cursor, queue]) =>
      [
        out.styled('bold', name),
        ...items.map(articleLine),
        ...(cursor === undefined ? [] : [`… and more: khobor lists ${queue} --all`]),
      ].join('\n'),
    );
    return texts.length === 0 ? 'Nothing waits for you' : texts.join('\n\n');
  });
}
