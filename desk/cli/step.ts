import type { StepName } from '../../shared/articles/workflow.ts';
import { command, type Option, onVersion } from './command.ts';
import { getArticle, meant, take } from './desk.ts';
import { standing } from './words.ts';

type Texts = { [name in 'note' | 'reason']?: Option };

/** A command that takes one step of the workflow, with the words that go with it. */
export const step = (name: StepName, { summary, texts = {} }: { summary: string; texts?: Texts }) =>
  command(
    { summary, takes: ['ID'], options: { ...texts, ...onVersion } },
    async ({ words: [id], options, api, out }) => {
      const given = Object.entries(options).filter(([option]) => option in texts);
      const record = await take(
        api,
        name,
        meant(await getArticle(api, id), options),
        Object.fromEntries(given),
      );
      out.answer(record, () => standing(record, api.url));
    },
  );
