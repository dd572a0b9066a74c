import type { FieldProblem } from '../../shared/problem.ts';

/** A mistake in a command or in a file that it names. Its message is a sentence for people; the exit code is 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** The fields or lines of a file that are wrong. */
  readonly errors: FieldProblem[];

  constructor(message: string, errors: FieldProblem[] = []) {
    super(message);
    this.errors = errors;
  }
}
