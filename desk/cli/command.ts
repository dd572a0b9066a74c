import type { parseArgs } from 'node:util';
import type { Api } from './api.ts';
import type { Out } from './out.ts';

/** An option of a command: how it is read, what stands for its value in the help, and what it is for. */
export type Option = {
  type: 'string' | 'boolean';
  multiple?: boolean;
  value?: string;
  says: string;
  /** Whether the command cannot do without. */
  needed?: boolean;
};
export type Options = Record<string, Option>;

type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>['values'];

/** What a command is given: its words after the name, its options, the newsroom's API, and where to answer. */
export type Given<O extends Options> = { words: string[]; options: Values<O>; api: Api; out: Out };

type Wording<O extends Options> = {
  /** In a short sentence, as the help lists it. */
  summary: string;
  /** What a reader of its help has to know beside. */
  about?: string;
  /** Its words after the name; `[ID]` may be left out. */
  takes?: readonly string[];
  options?: O;
};

export type Command = Required<Wording<Options>> & { run: (given: Given<Options>) => Promise<void> };

export const command = <const O extends Options>(
  { summary, about = '', takes = [], options = {} as O }: Wording<O>,
  run: (given: Given<O>) => Promise<void>,
): Command => ({ summary, about, takes, options, run: run as Command['run'] });

/** What every command takes. */
export const forAll = {
  url: {
    type: 'string',
    value: 'URL',
    says: 'the newsroom; else KHOBOR_URL, else http://localhost:8080',
  },
  json: { type: 'boolean', says: 'answer in JSON, for scripts' },
  help: { type: 'boolean', says: 'tell what the command does' },
} as const satisfies Options;

/** What every command takes that changes an article: the check that nobody saved it since it was looked at. */
export const onVersion = {
  'if-version': {
    type: 'string',
    value: 'N',
    says: 'only if it is at version N still, as `show` told it; else the version just read',
  },
} as const satisfies Options;
