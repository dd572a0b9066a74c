/** Every foreseen error. The key is the stable code that clients and alarms match on. */
export const problems = {
  'invalid-input': { status: 400, title: 'The request does not match its schema' },
  'not-json': { status: 400, title: 'The body is not JSON' },
  'no-token': { status: 401, title: 'A valid bearer token is needed' },
  forbidden: { status: 403, title: 'Your role may not do this' },
  'own-copy': { status: 403, title: 'Nobody approves their own copy' },
  'not-found': { status: 404, title: 'There is no such thing here' },
  'wrong-state': { status: 409, title: 'The record is not at a step where this is allowed' },
  'changed-copy': { status: 409, title: 'The copy is not what was approved' },
  leased: { status: 409, title: 'Someone else is editing this' },
  'in-progress': { status: 409, title: 'The same request is already being worked on' },
  'invalid-token': { status: 410, title: 'The link is used up, expired or not ours' },
  stale: { status: 412, title: 'Someone else saved this record first' },
  'too-large': { status: 413, title: 'The request, or its answer, is larger than allowed' },
  'unsupported-type': { status: 415, title: 'The body is of a type that is not taken here' },
  'key-reused': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'no-mailbox': { status: 422, title: 'No mail can be sent to this address' },
  'too-many': { status: 429, title: 'That was too often: wait a little' },
  'no-if-match': { status: 428, title: 'Say which version you are changing, with If-Match' },
  'read-only': { status: 503, title: 'The newsroom can only be read for now' },
  busy: { status: 503, title: 'Not possible at the moment: try again' },
} as const;

export type ProblemCode = keyof typeof problems;

/** A field that was refused: a JSON pointer into the request, and what to do about it. */
export type FieldProblem = { pointer: string; detail: string; detailBn?: string };

/** Members a problem adds to the standard ones (RFC 9457, section 3.2). */
export type Extension = {
  errors?: FieldProblem[];
  version?: number;
  state?: string;
  lease?: { by: string; since: string; until: string };
  /** Who made the newsroom read-only, why and when. */
  readOnly?: { name: string; reason: string; since: string };
};

/** A foreseen error that ends a request. `detail` is for people and says what to do; clients match on `code`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly extension: Extension;

  constructor(code: ProblemCode, detail: string, extension: Extension = {}, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
    this.extension = extension;
  }

  /** The problem as an RFC 9457 document, with its HTTP status. */
  toJSON() {
    const { status, title } = problems[this.code];
    return {
      type: `/problems/${this.code}`,
      code: this.code,
      title,
      status,
      detail: this.message,
      ...this.extension,
    };
  }
}
