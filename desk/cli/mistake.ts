import type { FieldProblem } from '../../shared/problem.ts';

/** What goes wrong in the hands of whoever gives a command: told in a sentence, before anything was sent. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
  /** What is wrong with each field of a file. */
  readonly errors: FieldProblem[];

  constructor(message: string, errors: FieldProblem[] = []) {
    super(message);
    this.errors = errors;
  }
}
