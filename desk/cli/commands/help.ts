import { type Command, command } from '../command.ts';
import { helpText, overview } from '../usage.ts';
import { UsageError } from '../usage-error.ts';

type Commands = Record<string, Command>;

export const helpCommand = (commands: () => Commands) =>
  command(
    { summary: 'all commands; or the help of one', parameters: ['[COMMAND]'] },
    async ({ args: [name], out }) => {
      const text = name === undefined ? overview(commands()) : helpText(name, commandNamed(name, commands()));
      out.answer({ help: text }, () => text);
    },
  );

export function commandNamed(name: string, commands: Commands): Command {
  const found = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!found)
    throw new UsageError(`There is no command "${name}"; there are ${Object.keys(commands).join(', ')}`);
  return found;
}
