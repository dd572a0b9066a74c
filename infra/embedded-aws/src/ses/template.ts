import { AwsError } from '../service.ts';

/**
 * Fills `{{name}}` and `{{a.b}}` in a template. As in SES, nothing is escaped. A missing value is an error here; SES
 * accepts the call and drops the mail later with a rendering failure event.
 */
export const render = (template: string, data: Record<string, unknown>): string =>
  template.replace(/\{\{\{?([^{}]*)\}?\}\}/g, (_, inside: string) => {
    const path = inside.trim();
    if (!/^[\p{L}\p{M}\p{N}_.-]+$/u.test(path))
      throw new AwsError('BadRequestException', `embedded-aws does not support {{${inside}}} in a template`);
    const value = path
      .split('.')
      .reduce<unknown>(
        (from, step) => (Object.hasOwn(Object(from), step) ? Object(from)[step] : undefined),
        data,
      );
    if (value === undefined || value === null || typeof value === 'object')
      throw new AwsError('BadRequestException', `Attribute '${path}' is not present in the rendering data.`);
    return String(value);
  });

/** Parses the values for a template, a JSON object. */
export function dataOf(json: string | undefined): Record<string, unknown> {
  if (!json) return {};
  try {
    const data: unknown = JSON.parse(json);
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return { ...data };
  } catch {
    throw new AwsError('BadRequestException', 'The template data is not JSON');
  }
  throw new AwsError('BadRequestException', 'The template data is not a JSON object');
}
