import type { FunctionSpec } from './function-spec.ts';
import { grants, type Setting } from './grants.ts';

/** The settings of a function, in AWS and the embedded cloud alike: those of its grants, and those its row needs. */
export function settingsOf(
  { may, needs = [] }: Pick<FunctionSpec, 'may' | 'needs'>,
  all: Record<Setting, string>,
): Record<string, string> {
  const names = new Set<Setting>([...may.flatMap((grant) => grants[grant].setting), ...needs]);
  return Object.fromEntries([...names].map((name) => [name, all[name]]));
}
