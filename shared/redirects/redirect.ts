import * as z from 'zod';
import { type Actor, requireRole } from '../actor.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { Problem } from '../problem.ts';

/** Paths that are the system's own, whatever an old site had there. */
const reserved = /^\/(api|assets|media|frames|go|ads|desk|__local)(\/|$)/;

/**
 * A path of this site, as an address bar or a link has it: percent-encoded or not, its letters composed or not. Kept as
 * readable text in NFC, without host, query or fragment.
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
  .refine((path) => !/[\u0000-\u001F\u007F]|\/\.\.?(\/|$)|^\/\/|\uFFFD/.test(path), { error: 'is no path' })
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

/** Where an old address leads: what a site that moved in, or a section that changed, leaves behind. */
export const Redirect = z.object({
  from: z.string(),
  to: z.string(),
  version: z.int().positive(),
  by: z.string(),
  at: instant,
});
export type Redirect = z.infer<typeof Redirect>;

export type Redirected = { redirect: Redirect; facts: Fact[] };

/** Makes an old path lead to a new one. Editors and publishers do. */
export function redirect(
  before: Redirect | undefined,
  { from, to }: { from: string; to: string },
  actor: Actor,
): Redirected {
  requireRole(actor, ['editor', 'publisher'], 'set a redirect');
  const detail = reserved.test(from)
    ? 'is a path of the system itself'
    : from === '/' || from === to
      ? 'cannot lead away from where it leads'
      : undefined;
  if (detail)
    throw new Problem('invalid-input', 'Choose another path', { errors: [{ pointer: '/from', detail }] });
  const version = (before?.version ?? 0) + 1;
  return {
    redirect: { from, to, version, by: actor.by, at: actor.at },
    facts: [{ type: 'redirect.set', data: { from, to } }],
  };
}
