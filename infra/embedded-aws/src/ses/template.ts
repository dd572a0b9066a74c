import Handlebars from 'handlebars';
import { AwsError } from '../service.ts';

/** A template that cannot be filled. SES accepts such a mail and drops it, with an event of type "Rendering Failure". */
export class RenderingFailure extends Error {
  override readonly name = 'RenderingFailure';
}

const engine = Handlebars.create();

type Compiled = (data: object) => string;
const compiled = new Map<string, Compiled>();
const mostCompiled = 200;

/**
 * Fills a template as SES does, with Handlebars itself: nothing is escaped, values are never parsed again, and a value
 * that is missing fails it, as does a template that is none.
 */
export function render(template: string, data: object): string {
  try {
    return compile(template)(data);
  } catch (error) {
    throw new RenderingFailure(error instanceof Error ? error.message : String(error));
  }
}

function compile(template: string): Compiled {
  const known = compiled.get(template);
  if (known) return known;
  if (compiled.size >= mostCompiled) compiled.clear();
  const made = engine.compile(template, { strict: true, noEscape: true });
  compiled.set(template, made);
  return made;
}

/** Parses the values for a template, a JSON object. */
export function dataOf(json: string | undefined): Record<string, unknown> {
  if (!json) return bare('', {});
  if (json.length > 262_144) throw new AwsError('BadRequestException', 'The template data is too long');
  try {
    const data: unknown = JSON.parse(json, bare);
    if (typeof data === 'object' && data !== null && !Array.isArray(data))
      return data as Record<string, unknown>;
  } catch {
    throw new AwsError('BadRequestException', 'The template data is not JSON');
  }
  throw new AwsError('BadRequestException', 'The template data is not a JSON object');
}

/**
 * An object without what JavaScript gives every object, so that `{{constructor}}` is missing here too. Handlebars names
 * the object in its errors, for which it needs a text.
 */
const bare = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.assign(Object.create({ __proto__: null, [Symbol.toPrimitive]: () => 'the data' }), value)
    : value;
