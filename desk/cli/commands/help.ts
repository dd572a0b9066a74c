import { type Command, command, forAll, type Option, type Options } from '../command.ts';
import { Mistake } from '../mistake.ts';

type Commands = Record<string, Command>;

export const helpOn = (commands: () => Commands) =>
  command(
    { summary: 'what there is; or what one command does', takes: ['[COMMAND]'] },
    async ({ words: [name], out }) => {
      const text = name === undefined ? overview(commands()) : about(name, commandNamed(name, commands()));
      out.answer({ help: text }, () => text);
    },
  );

export function commandNamed(name: string, commands: Commands): Command {
  const found = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!found)
    throw new Mistake(`There is no command "${name}"; there are ${Object.keys(commands).join(', ')}`);
  return found;
}

/** The options that a command cannot do without. */
export const neededIn = ({ options }: Command) =>
  Object.keys(options).filter((name) => options[name]?.needed);

/** What one command takes, as it is typed: `return ID --note TEXT`. */
export const usage = (name: string, command: Command) => `khobor ${typed(name, command)}`;

const typed = (name: string, command: Command) =>
  [name, ...command.takes, ...neededIn(command).map((option) => flag(option, command.options[option]))].join(
    ' ',
  );

const flag = (name: string, option?: Option) => `--${name}${option?.value ? ` ${option.value}` : ''}`;

export const about = (name: string, command: Command) =>
  [
    `${usage(name, command)}\n  ${command.summary}`,
    ...(command.about === '' ? [] : [command.about]),
    table({ ...command.options, ...forAll }),
  ].join('\n\n');

const overview = (commands: Commands) => `Khobor from the command line: khobor COMMAND …

${columns(Object.entries(commands).map(([name, command]) => [typed(name, command), command.summary]))}

Every command takes:
${table(forAll)}

ID is an article's id, or the address of its page. INSTANT is 2026-11-25 18:00 on the newsroom's clocks, or ISO with
a zone. khobor help COMMAND tells the options of each.

Exit code: 0 done; 1 refused, or not understood; 2 the newsroom cannot be reached, or failed.
Environment: KHOBOR_URL; KHOBOR_TOKEN, instead of what \`login\` saved; NO_COLOR.`;

const table = (options: Options) =>
  columns(Object.entries(options).map(([name, option]) => [flag(name, option), option.says]));

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
