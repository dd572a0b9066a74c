import { type Facts, pathOf } from '../api/article-api.ts';
import { articleIdOf } from '../api/article-id.ts';
import { command } from '../command.ts';
import { factLine } from '../terminal/list-lines.ts';

export const history = command(
  { summary: 'everything that happened to an article, in order', parameters: ['ID'] },
  async ({ args: [id = ''], api, out }) => {
    const { facts } = await api.get<Facts>(`${pathOf(articleIdOf(id))}/history`);
    out.answer({ facts }, () => facts.map(factLine).join('\n'));
  },
);
