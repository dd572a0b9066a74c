import * as z from 'zod';
import { type Actor, requireRole } from '../actor.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { Problem } from '../problem.ts';

/** Paths of the system itself, which no redirect may replace. */
const reserved = /^\/(api|assets|media|frames|go|ads|desk|__local)(\/|$)/;

/**
 * A path of this site as an address bar or a link has it: percent-encoded or not, composed or decomposed. Normalised to
 * readable text in NFC; host, query and fragment are refused.
 */
export const Path = z
  .string()
  .max(1_000)
  .refine((raw) => /^\/(?!\/)[^?#\\\s]*$/u.test(raw) && raw.isWellFormed(), {
    error: 'must be a path of this site such as /news/123, without host, query and spaces',
    abort: true,
  })
  .refine((raw) => decoded(raw) !== undefined, { error: 'has a % that encodes nothing', abort: true })
  .overwrite((raw) => (decoded(raw) ?? raw).normalize('NFC'))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  .refine((path) => !/[\u0000-\u001F\u007F]|\/\.\.?(\/|$)|^\/\/|\uFFFD/.test(path), {
    error: 'is not a path',
  })
  .refine((path) => Buffer.byteLength(path.normalize('NFD')) <= 1_000, {
    error: 'is longer than 1,000 bytes',
  });

function decoded(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}

/** The new path of an old address, from a former site or a renamed section. */
export const Redirect = z.object({
  from: z.string(),
  to: z.string(),
  version: z.int().positive(),
  by: z.string(),
  at: instant,
});
export type Redirect = z.infer<typeof Redirect>;

export type Redirected = { redirect: Redirect; facts: Fact[] };

/** Redirects an old path to a new one. Only editors and publishers may. */
export function redirect(
  before: Redirect | undefined,
  { from, to }: { from: string; to: string },
  actor: Actor,
): Redirected {
  requireRole(actor, ['editor', 'publisher'], 'set a redirect');
  const detail = reserved.test(from)
    ? 'is a path of the system itself'
    : from === '/' || from === to
      ? 'cannot be redirected: it is the home page, or the target itself'
      : undefined;
  if (detail)
    throw new Problem('invalid-input', 'Choose another path', { errors: [{ pointer: '/from', detail }] });
  const version = (before?.version ?? 0) + 1;
  return {
    redirect: { from, to, version, by: actor.by, at: actor.at },
    facts: [{ type: 'redirect.set', data: { from, to } }],
  };
}
