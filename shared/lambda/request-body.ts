import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { type FieldProblem, Problem } from '../problem.ts';

/** Bytes of a request body: 2 MB of text, and what blocks need around it. A function takes 6 MB in all. */
export const maxBody = 3_000_000;

type Event = Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded' | 'headers'>;

/** The JSON object a request carries, `{}` without a body. Throws a problem that says what to mend. */
export function jsonOf(event: Event): Record<string, unknown> {
  const raw = textOf(event);
  if (raw.trim() === '') return {};
  const json = parse(raw);
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Problem('not-json', 'The body must be a JSON object');
  return json as Record<string, unknown>;
}

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];
const typeOf = ({ headers }: Event) => headers['content-type']?.toLowerCase() ?? '';

export const isForm = (event: Event) => formTypes.some((type) => typeOf(event).startsWith(type));

/** The fields of a form; files in it are left out. */
export async function formOf(event: Event): Promise<Record<string, unknown>> {
  try {
    const headers = { 'content-type': event.headers['content-type'] ?? '' };
    const form = await new Response(bytesOf(event), { headers }).formData();
    return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('invalid-input', 'The form cannot be read', {}, { cause });
  }
}

/** The body as text. Throws `too-large` above the limit. */
function textOf(event: Event): string {
  const bytes = bytesOf(event);
  return event.isBase64Encoded ? bytes.toString() : (event.body ?? '');
}

function bytesOf({ body = '', isBase64Encoded }: Event) {
  const bytes = isBase64Encoded ? Buffer.from(body, 'base64') : Buffer.from(body);
  if (bytes.length > maxBody)
    throw new Problem('too-large', `The body has ${bytes.length} bytes; at most ${maxBody} are taken`);
  return bytes;
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch (cause) {
    throw new Problem('not-json', 'The body cannot be read as JSON', {}, { cause });
  }
}

/** Checks input against its schema; every field that is wrong is named in the problem, beside `more` that is. */
export async function checked<In extends z.ZodType>(
  schema: In,
  input: Record<string, unknown>,
  more: () => Promise<FieldProblem[]> = async () => [],
): Promise<z.infer<In>> {
  const odd = Object.hasOwn(input, '__proto__') ? [{ pointer: '/__proto__', detail: 'is not a field' }] : [];
  const result = schema.safeParse(input);
  if (result.success && odd.length === 0) return result.data;
  const wrong = result.success ? [] : result.error.issues.flatMap(fieldProblems);
  return refuse([...odd, ...wrong, ...(await more())]);
}

/** Refuses a request for its fields. */
export function refuse(errors: readonly FieldProblem[]): never {
  throw new Problem(
    'invalid-input',
    `Mend ${errors.length === 1 ? 'this field' : 'these fields'} and send it again`,
    {
      errors: errors.slice(0, 100),
    },
  );
}

function fieldProblems(issue: z.core.$ZodIssue): FieldProblem[] {
  const pointer = pointerTo(issue.path);
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find(
      (branch) => !branch.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
    );
    if (meant) return meant.flatMap((one) => fieldProblems({ ...one, path: [...issue.path, ...one.path] }));
    if ('discriminator' in issue) return [{ pointer, detail: `has no known ${issue.discriminator}` }];
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: 'is not a field' }));
  return [{ pointer, detail: issue.message }];
}

/** A JSON pointer (RFC 6901). */
const pointerTo = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
