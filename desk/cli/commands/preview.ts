import { type Preview, pathOf } from '../api/article-api.ts';
import { articleIdOf } from '../api/article-id.ts';
import { command } from '../command.ts';
import { localTime } from '../terminal/instants.ts';

export const preview = command(
  {
    summary: 'a link to the copy as it will look as a page',
    about:
      'Anybody who has the link can open it, for two days. --end ends all links to it, for editors and its reporter.',
    parameters: ['ID'],
    options: { end: { type: 'boolean', description: 'end all links to it, whoever made them' } },
  },
  async ({ args: [id = ''], options: { end }, api, out }) => {
    if (end) {
      const answer = await api.delete<{ ended: number }>(`${pathOf(articleIdOf(id))}/preview`);
      return out.answer(answer, () => `Links that have ended: ${answer.ended}`);
    }
    const { path, expiresAt } = await api.post<Preview>(`${pathOf(articleIdOf(id))}/preview`, {});
    const url = `${api.url}${path}`;
    out.answer({ url, expiresAt }, () => url);
    out.remark(`Anybody who has the link can open it, until ${localTime(expiresAt)}.`);
  },
);
