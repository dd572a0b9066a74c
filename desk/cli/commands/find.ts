import type { Article } from '../../../shared/articles/article.ts';
import { command } from '../command.ts';
import { articleLine } from '../terminal/list-lines.ts';

export const find = command(
  {
    summary: 'the article of an address, old ones too',
    about: 'ADDRESS is an id, the address of a page, a path, or an old address that leads to one.',
    parameters: ['ADDRESS'],
  },
  async ({ args: [q], api, out }) => {
    const { items } = await api.get<{ items: Article[] }>('/api/articles', { q });
    out.answer({ items }, () =>
      items.length === 0 ? 'There is no article at that address' : items.map(articleLine).join('\n'),
    );
  },
);
