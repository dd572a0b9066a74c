import { Refused, Unreachable } from './problem.ts';

/** Waits for the second write of a command. If it fails, the error also says what the first one has done. */
export async function afterFirstWrite<T>(done: string, second: Promise<T>): Promise<T> {
  try {
    return await second;
  } catch (error) {
    if (error instanceof Unreachable) throw new Unreachable(`${error.message}. ${done}`, { cause: error });
    if (!(error instanceof Refused)) throw error;
    throw new Refused({ ...error.problem, detail: `${error.message}. ${done}` });
  }
}
