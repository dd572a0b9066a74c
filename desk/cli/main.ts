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
const exitCodes = { done: 0, refused: 1, failed: 2 } as const;

/** Runs a command as it was typed: its name and what follows. Returns the exit code. */
export async function main([first = 'help', ...given]: readonly string[]): Promise<number> {
  let api: Api | undefined;
  const named = (text: string) => withNames(text, api);
  const run = async (name: string) => {
    const command = commandNamed(name, commands);
    const { values, positionals: args } = parse(name, command, given);
    const out = openOut(values.json === true, named);
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
  };
  try {
    await run(first === '--help' || first === '-h' ? 'help' : first);
    return exitCodes.done;
  } catch (error) {
    const problem = problemOf(error);
    if (problem && given.includes('--json')) say.asideJson(problem);
    else say.aside(problem ? await named(problemText(problem)) : stackOf(error));
    return problem && problem.status >= 400 && problem.status < 500 ? exitCodes.refused : exitCodes.failed;
  }
}

/** A bug is said with its stack, which may quote what a server answered. */
function stackOf(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}
