import { articleIdOf } from '../article-id.ts';
import { command } from '../command.ts';
import { type Linted, pathOf } from '../desk.ts';
import { warnings } from '../words.ts';

export const lint = command(
  { summary: 'what an editor should look at in the copy; nothing is changed', takes: ['ID'] },
  async ({ words: [id = ''], api, out }) => {
    const found = await api.get<Linted>(`${pathOf(articleIdOf(id))}/lint`);
    out.answer(found, () => warnings(found.lint));
  },
);
