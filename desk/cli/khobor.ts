import { type Api, apiClient } from './api/client.ts';
import { newsroomUrl } from './api/newsroom-url.ts';
import { check, parse } from './arguments.ts';
import { commandNamed } from './commands/help.ts';
import { commands } from './commands.ts';
import { currentToken } from './sign-in/current-token.ts';
import { withNames } from './terminal/names.ts';
import { openOut } from './terminal/out.ts';
import { problemOf, problemText } from './terminal/problem-text.ts';
import { say } from './terminal/say.ts';
import { helpText } from './usage.ts';

/** Tells scripts a refusal, or a mistake in the command, from a newsroom that failed or cannot be reached. */
const exitCodes = { refused: 1, failed: 2 } as const;

const [first = 'help', ...rest] = process.argv.slice(2);

let api: Api | undefined;
try {
  await run(first === '--help' || first === '-h' ? 'help' : first, rest);
} catch (error) {
  process.exitCode = await tell(error);
}

/** Says what is wrong, and returns the exit code. A bug is said with its stack, which may quote what a server answered. */
async function tell(error: unknown): Promise<number> {
  const problem = problemOf(error);
  if (problem && rest.includes('--json')) say.asideJson(problem);
  else say.aside(problem ? await withNames(problemText(problem), api) : stackOf(error));
  return problem && problem.status >= 400 && problem.status < 500 ? exitCodes.refused : exitCodes.failed;
}

function stackOf(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}

async function run(name: string, given: string[]) {
  const command = commandNamed(name, commands);
  const { values, positionals: args } = parse(name, command, given);
  const out = openOut(values.json === true, (text) => withNames(text, api));
  if (values.help) {
    out.answer({ help: helpText(name, command) }, () => helpText(name, command));
    return out.said();
  }
  check(name, command, args, values);
  const url = newsroomUrl(values.url as string | undefined);
  const token = name === 'login' ? undefined : await currentToken(url);
  api = apiClient({ url, token });
  await command.run({ args, options: values as never, api, out });
  await out.said();
}
