import { type Command, everyCommand, type Option, type Options } from './command.ts';

/** How a command is typed: `khobor return ID --note TEXT`. */
export const usage = (name: string, command: Command) => `khobor ${synopsis(name, command)}`;

export const requiredOptions = ({ options }: Command) =>
  Object.keys(options).filter((name) => options[name]?.required);

/** The help of one command. */
export const helpText = (name: string, command: Command) =>
  [
    `${usage(name, command)}\n  ${command.summary}`,
    ...(command.about === '' ? [] : [command.about]),
    optionTable({ ...command.options, ...everyCommand }),
  ].join('\n\n');

/** The help of all commands. */
export const overview = (commands: Record<string, Command>) => `Khobor from the command line: khobor COMMAND …

${columns(Object.entries(commands).map(([name, command]) => [synopsis(name, command), command.summary]))}

Options of every command:
${optionTable(everyCommand)}

ID is an article's id, or the address of its page. INSTANT is 2026-11-25 18:00 in the newsroom's time zone, or ISO 8601
with a zone. khobor help COMMAND lists the options of a command.

Exit code: 0 done; 1 refused, or not understood; 2 the newsroom cannot be reached, or failed.
Environment: KHOBOR_URL; KHOBOR_TOKEN, instead of what \`login\` saved; NO_COLOR.`;

const synopsis = (name: string, command: Command) =>
  [
    name,
    ...command.parameters,
    ...requiredOptions(command).map((option) => flag(option, command.options[option])),
  ].join(' ');

const flag = (name: string, option?: Option) =>
  `--${name}${option?.placeholder ? ` ${option.placeholder}` : ''}`;

const optionTable = (options: Options) =>
  columns(Object.entries(options).map(([name, option]) => [flag(name, option), option.description]));

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
