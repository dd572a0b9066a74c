import { parseArgs } from 'node:util';
import { type Command, everyCommand } from './command.ts';
import { requiredOptions, usage } from './usage.ts';
import { UsageError } from './usage-error.ts';

/** Parses the arguments of a command. */
export function parse(name: string, { options }: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...options, ...everyCommand }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/\.\s/)[0]}; see khobor help ${name}`);
  }
}

/** Throws if an argument or a required option is missing, or if there are too many arguments. */
export function check(name: string, command: Command, args: readonly string[], options: object) {
  const required = command.parameters.filter((parameter) => !/[[\]]/.test(parameter));
  const isIncomplete = requiredOptions(command).some((option) => !(option in options));
  if (args.length < required.length || isIncomplete)
    throw new UsageError(`Missing argument or option: ${usage(name, command)}`);
  if (args.length > command.parameters.length)
    throw new UsageError(`Too many arguments: ${usage(name, command)}`);
}
