import type { FieldProblem } from '../../../shared/problem.ts';

/** A problem document (RFC 9457), with the members that an answer has. */
export type ProblemDocument = {
  status: number;
  title: string;
  code?: string;
  detail?: string;
  titleBn?: string;
  detailBn?: string;
  errors?: FieldProblem[];
};

/** The API refused the request (below 500), or failed. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

/** Nothing answers at the address, or a server that is not Khobor. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}
