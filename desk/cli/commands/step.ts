import type { StepName } from '../../../shared/articles/workflow.ts';
import { getArticle, take, versionFor } from '../api/article-api.ts';
import { command, ifVersion, type Option } from '../command.ts';
import { provenance, statusText } from '../terminal/article-text.ts';
import { confirm, isInteractive } from '../terminal/prompt.ts';
import { say } from '../terminal/say.ts';
import { UsageError } from '../usage-error.ts';

type Texts = { [name in 'note' | 'reason']?: Option };
type Wording = {
  summary: string;
  about?: string;
  texts?: Texts;
  /** What may be said yes to, by the flag for it. */
  choices?: Record<string, Option>;
  /** What to ask before it is done, where a slip would hurt. Without a terminal it then needs --yes. */
  asks?: string;
};

const yes = { yes: { type: 'boolean', description: 'do not ask' } } as const;

/** A command that takes one step of the workflow, with the texts that the step needs. */
export const step = (name: StepName, { summary, about = '', texts = {}, choices = {}, asks }: Wording) =>
  command(
    {
      summary,
      about,
      parameters: ['ID'],
      options: { ...texts, ...choices, ...(asks ? yes : {}), ...ifVersion },
    },
    async ({ args: [id], options, api, out }) => {
      const said = Object.entries(options).filter(([option]) => option in texts || option in choices);
      const body = Object.fromEntries(said.map(([option, value]) => [fieldOf(option), value]));
      const before = await getArticle(api, id);
      const at = versionFor(name, before, options);
      if (asks && !('yes' in options)) {
        if (!isInteractive()) throw new UsageError(`To ${name} without a terminal, say --yes`);
        say.aside(`${statusText(before, api.url)}\n${provenance(before)}`);
        if (!(await confirm(asks))) throw new UsageError('Nothing was changed');
      }
      const record = await take(api, name, at, body);
      out.answer(record, () => statusText(record, api.url));
    },
  );

/** The field of a flag: `mailRetraction` of `--mail-retraction`. */
const fieldOf = (flag: string) => flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
