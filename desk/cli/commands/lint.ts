import { type Linted, pathOf } from '../api/article-api.ts';
import { articleIdOf } from '../api/article-id.ts';
import { command } from '../command.ts';
import { warningsText } from '../terminal/warnings-text.ts';

export const lint = command(
  { summary: 'what an editor should look at in the copy; nothing is changed', parameters: ['ID'] },
  async ({ args: [id = ''], api, out }) => {
    const found = await api.get<Linted>(`${pathOf(articleIdOf(id))}/lint`);
    out.answer(found, () => warningsText(found.lint));
  },
);
