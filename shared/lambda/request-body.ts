import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../problem.ts';

/** The largest request body in bytes: 2 MB of text, and the JSON of blocks around it. Lambda takes 6 MB in all. */
export const maxBody = 3_000_000;

type Event = Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded' | 'headers'>;

/** The JSON object in a request's body, `{}` without a body. Throws a problem that says what to correct. */
export function jsonOf(event: Event): Record<string, unknown> {
  const raw = textOf(event);
  if (raw.trim() === '') return {};
  const json = parse(raw);
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Problem('not-json', 'The body must be a JSON object');
  return json as Record<string, unknown>;
}

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];
const typeOf = ({ headers }: Pick<Event, 'headers'>) => headers['content-type']?.toLowerCase() ?? '';

export const isForm = (event: Pick<Event, 'headers'>) =>
  formTypes.some((type) => typeOf(event).startsWith(type));

/** The fields of a form; files in it are left out. Those in `lists` are lists, however often they occur. */
export async function formOf(event: Event, lists: readonly string[]): Promise<Record<string, unknown>> {
  try {
    const headers = { 'content-type': event.headers['content-type'] ?? '' };
    const form = await new Response(bytesOf(event), { headers }).formData();
    const texts = [...form].filter(([, value]) => typeof value === 'string');
    const listed = lists.map((name) => [name, texts.flatMap(([of, value]) => (of === name ? [value] : []))]);
    return Object.fromEntries([...texts, ...listed]);
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

/** Throws `too-large` for a body above the limit, also where nobody reads it. */
export const checkSize = (event: Event) => void bytesOf(event);

function bytesOf({ body = '', isBase64Encoded }: Event) {
  const bytes = isBase64Encoded ? Buffer.from(body, 'base64') : Buffer.from(body);
  if (bytes.length > maxBody)
    throw new Problem('too-large', `The body has ${bytes.length} bytes; at most ${maxBody} are allowed`);
  return bytes;
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch (cause) {
    throw new Problem('not-json', 'The body cannot be read as JSON', {}, { cause });
  }
}
