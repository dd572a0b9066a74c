import type { parseArgs } from 'node:util';
import type { Api } from './api/client.ts';
import type { Out } from './terminal/out.ts';

/** An option of a command, as `parseArgs` of Node takes it, with what the help says of it. */
export type Option = {
  type: 'string' | 'boolean';
  multiple?: boolean;
  required?: boolean;
  /** What stands for the value in the help: `--note TEXT`. */
  placeholder?: string;
  description: string;
};
export type Options = Record<string, Option>;

type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>['values'];

/** What a command runs with. */
export type Invocation<O extends Options> = { args: string[]; options: Values<O>; api: Api; out: Out };

type Definition<O extends Options> = {
  /** A phrase for the list of commands. */
  summary: string;
  /** What else its help says. */
  about?: string;
  /** Placeholders of its arguments, in order; those in brackets are optional. */
  parameters?: readonly string[];
  options?: O;
};

export type Command = Required<Definition<Options>> & {
  run: (invocation: Invocation<Options>) => Promise<void>;
};

/** Defines a command. Its `run` gets the options with the types that they were defined with. */
export const command = <const O extends Options>(
  { summary, about = '', parameters = [], options = {} as O }: Definition<O>,
  run: (invocation: Invocation<O>) => Promise<void>,
): Command => ({ summary, about, parameters, options, run: run as Command['run'] });

/** The options of every command. */
export const everyCommand = {
  url: {
    type: 'string',
    placeholder: 'URL',
    description: 'the newsroom; default: KHOBOR_URL, or http://localhost:8080',
  },
  json: { type: 'boolean', description: 'answer in JSON, for scripts' },
  help: { type: 'boolean', description: 'print what the command does' },
} as const satisfies Options;

/** The option of every command that changes an article. */
export const ifVersion = {
  'if-version': {
    type: 'string',
    placeholder: 'N',
    description:
      'only if the article is still at version N; default: the version just read, of a withdrawal any',
  },
} as const satisfies Options;
