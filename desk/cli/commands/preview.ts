import { articleIdOf } from '../article-id.ts';
import { command } from '../command.ts';
import { type Preview, pathOf } from '../desk.ts';
import { shownAt } from '../instants.ts';

export const preview = command(
  {
    summary: 'a link that shows the copy in work as its page will look',
    about: 'Whoever has the link sees it, for two days.',
    takes: ['ID'],
  },
  async ({ words: [id = ''], api, out }) => {
    const { path, expiresAt } = await api.post<Preview>(`${pathOf(articleIdOf(id))}/preview`, {});
    const url = `${api.url}${path}`;
    out.answer({ url, expiresAt }, () => url);
    out.remark(`Good until ${shownAt(expiresAt)}, for whoever has it.`);
  },
);
