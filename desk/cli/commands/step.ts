import type { StepName } from '../../../shared/articles/workflow.ts';
import { expectedVersion, getArticle, take } from '../api/article-api.ts';
import { command, ifVersion, type Option } from '../command.ts';
import { statusText } from '../terminal/article-text.ts';

type Texts = { [name in 'note' | 'reason']?: Option };

/** A command that takes one step of the workflow, with the texts that the step needs. */
export const step = (name: StepName, { summary, texts = {} }: { summary: string; texts?: Texts }) =>
  command(
    { summary, parameters: ['ID'], options: { ...texts, ...ifVersion } },
    async ({ args: [id], options, api, out }) => {
      const body = Object.fromEntries(Object.entries(options).filter(([option]) => option in texts));
      const at = expectedVersion(await getArticle(api, id), options);
      const record = await take(api, name, at, body);
      out.answer(record, () => statusText(record, api.url));
    },
  );
