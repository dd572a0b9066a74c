import { type Preview, pathOf } from '../api/article-api.ts';
import { articleIdOf } from '../api/article-id.ts';
import { command } from '../command.ts';
import { localTime } from '../terminal/instants.ts';

export const preview = command(
  {
    summary: 'a link to the copy as it will look as a page',
    about: 'Anybody who has the link can open it, for two days.',
    parameters: ['ID'],
  },
  async ({ args: [id = ''], api, out }) => {
    const { path, expiresAt } = await api.post<Preview>(`${pathOf(articleIdOf(id))}/preview`, {});
    const url = `${api.url}${path}`;
    out.answer({ url, expiresAt }, () => url);
    out.remark(`Anybody who has the link can open it, until ${localTime(expiresAt)}.`);
  },
);
