import { parseArgs } from 'node:util';
import { tokenFor, urlOf } from './access.ts';
import { openApi, type ProblemDocument, Refused, Unreachable } from './api.ts';
import { type Command, forAll } from './command.ts';
import { about, commandNamed, neededIn, usage } from './commands/help.ts';
import { commands } from './commands.ts';
import { Mistake } from './mistake.ts';
import { openOut } from './out.ts';

/** What is wrong tells a script: with the command or by the API's word, or with the newsroom. */
const exitCodes = { refused: 1, failed: 2 } as const;

const [given = 'help', ...args] = process.argv.slice(2);
const isJson = args.includes('--json');

try {
  await run(given === '--help' || given === '-h' ? 'help' : given);
} catch (error) {
  const problem = problemIn(error);
  console.error(isJson ? JSON.stringify(problem, null, 2) : told(problem));
  process.exitCode = problem.status >= 400 && problem.status < 500 ? exitCodes.refused : exitCodes.failed;
}

async function run(name: string) {
  const command = commandNamed(name, commands);
  const { values, positionals: words } = read(name, command);
  const out = openOut(values.json === true);
  if (values.help) return out.answer({ help: about(name, command) }, () => about(name, command));
  expectAll(name, command, words, values);
  const url = urlOf(values.url as string | undefined);
  const token = name === 'login' ? undefined : await tokenFor(url);
  await command.run({ words, options: values as never, api: openApi({ url, token }), out });
}

function read(name: string, { options }: Command) {
  try {
    return parseArgs({ args, options: { ...options, ...forAll }, allowPositionals: true });
  } catch (error) {
    throw new Mistake(`${(error as Error).message.split(/\.\s/)[0]}; see khobor help ${name}`);
  }
}

/** As many words as the command takes, those in brackets may be left out; and the options it cannot do without. */
function expectAll(name: string, command: Command, words: readonly string[], values: object) {
  const isShort = words.length < command.takes.filter((word) => !/[[\]]/.test(word)).length;
  const isSilent = neededIn(command).some((option) => !(option in values));
  if (isShort || isSilent) throw new Mistake(`Something is missing: ${usage(name, command)}`);
  if (words.length > command.takes.length) throw new Mistake(`That is too much: ${usage(name, command)}`);
}

/** What went wrong as a problem document; a fault of this program stays what it is. */
function problemIn(error: unknown): ProblemDocument {
  if (error instanceof Refused) return error.problem;
  if (error instanceof Unreachable) return { status: 503, code: 'unreachable', title: error.message };
  if (error instanceof Mistake)
    return {
      status: 400,
      code: 'usage',
      title: error.message,
      ...(error.errors.length > 0 ? { errors: error.errors } : {}),
    };
  throw error;
}

/** A problem in lines: its title, what to do, and every field that is wrong. */
function told({ status, title, detail, errors = [] }: ProblemDocument): string {
  const lines = [
    `khobor: ${title}`,
    ...(detail === undefined ? [] : [`  ${detail}`]),
    ...(status === 401 ? ['  Sign in with: khobor login'] : []),
    ...errors.map((error) => `  ${error.pointer} ${error.detail}`),
  ];
  return lines.join('\n');
}
