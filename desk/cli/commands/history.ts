import { articleIdOf } from '../article-id.ts';
import { command } from '../command.ts';
import { type Facts, pathOf } from '../desk.ts';
import { factLine } from '../words.ts';

export const history = command(
  { summary: 'everything that happened to an article, in order', takes: ['ID'] },
  async ({ words: [id = ''], api, out }) => {
    const { facts } = await api.get<Facts>(`${pathOf(articleIdOf(id))}/history`);
    out.answer({ facts }, () => facts.map(factLine).join('\n'));
  },
);
