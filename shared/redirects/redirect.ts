import * as z from 'zod';
import { type Actor, requireRole } from '../actor.ts';
import { oneNameIn } from '../articles/looked-up-at.ts';
import { withoutSlug } from '../articles/slug.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { isSystemPath, ownPage } from '../own-paths.ts';
import { Problem } from '../problem.ts';

/** Signs that nobody sees, or that turn the direction of writing: an address would be read as another one. */
const unseen = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/u;

/**
 * A path of this site, in the one spelling in which it is stored and looked up: readable text in NFC, without a slash at
 * its end, as the edge asks the bucket for it (`infra/edge/viewer-request.js`). It may be given as an address bar, a link
 * or an old permalink has it: percent-encoded or not, composed or decomposed, with slashes at the end. Host, query and
 * fragment are refused. Reading it again changes nothing.
 */
export const Path = z
  .string()
  .max(1_000)
  .superRefine((raw, { addIssue }) => {
    const message = faultIn(raw);
    if (message) addIssue({ code: 'custom', message, input: raw, continue: false });
  })
  .overwrite((raw) => oneNameIn(withoutSlash((decoded(raw) ?? raw).normalize('NFC'))))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  .refine((path) => !/[\u0000-\u001F\u007F\\]|\/\.\.?(\/|$)|^\/\/|\uFFFD/.test(path), {
    error: 'is not a path',
  })
  .refine((path) => !/[^\S ]|^\s|\s$/.test(path), {
    error: 'begins or ends with white space, or has some other than single spaces',
  })
  .superRefine((path, { addIssue }) => {
    const [sign] = unseen.exec(path) ?? [];
    const code = sign?.codePointAt(0)?.toString(16).toUpperCase();
    const message = `has a sign that nobody sees (U+${code}): type that place again`;
    if (sign) addIssue({ code: 'custom', message, input: path });
  })
  .refine((path) => !/[?#%]/.test(path), {
    error: 'has an encoded ?, # or % (%3F, %23, %25), which no path here has',
  })
  .refine((path) => Buffer.byteLength(path.normalize('NFD')) <= 1_000, {
    error: 'is longer than 1,000 bytes',
  })
  .meta({ examples: ['/2019/05/12/a-story/', '/news/123', '/national'] });

/**
 * Where a redirect leads stands in the metadata of its object, percent-encoded: S3 takes 2 KB of it. To an article it leads
 * without the words of its address: they change, and when the article is killed they are to be nowhere.
 */
export const Destination = Path.overwrite(withoutSlug).refine((path) => encodeURI(path).length <= 1_900, {
  error: 'is longer than 1,900 signs as an address',
});

function faultIn(raw: string): string | undefined {
  const isPath = /^\/(?!\/)[^\\]*$/u.test(raw) && raw.isWellFormed();
  if (!isPath) return 'must be a path of this site such as /news/123, without the host';
  const query = /\?[^#]*/.exec(raw)?.[0];
  if (query) return `has a query (${query}): pages are looked up by the path alone, so give that alone`;
  if (raw.includes('#')) return 'has a part after #, which browsers keep to themselves: leave it out';
  return decoded(raw) === undefined ? 'has a % that encodes nothing' : undefined;
}

const withoutSlash = (path: string) => path.replace(/\/+$/, '') || '/';

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
  /** When it was removed: the record stays, so that its version goes on counting. */
  removedAt: instant.optional(),
});
export type Redirect = z.infer<typeof Redirect>;

export type Redirected = { redirect: Redirect; facts: Fact[] };

/** The most redirects from an old path to the page at the end: more is a mistake, or without end. */
export const mostSteps = 10;

const editors = ['editor', 'publisher'] as const;

type Wanted = { from: string; to: string; way: readonly Redirect[]; isUnpublished?: boolean };

/**
 * Redirects an old path to a new one. `way` are the redirects that the new path goes on by, in order; `isUnpublished`: it is that of
 * an article that readers never had. Only editors and publishers may. Throws `invalid-input` for that, from a path that the site
 * itself has, and for a way that leads back.
 */
export function redirect(
  before: Redirect | undefined,
  { from, to, way, isUnpublished = false }: Wanted,
  actor: Actor,
): Redirected {
  requireRole(actor, editors, 'set a redirect');
  const own = ownPage(from);
  const leadsBack = [to, ...way.map((step) => step.to)].includes(from);
  const by = way.map((step) => step.from).join(', ');
  const errors = [
    ...(own
      ? [{ pointer: '/from', detail: `is ${own}: only an address of a former site leads elsewhere` }]
      : []),
    ...(isSystemPath(to)
      ? [{ pointer: '/to', detail: 'is a path of the system itself: give the address of a page' }]
      : []),
    ...(isUnpublished
      ? [{ pointer: '/to', detail: 'is of an article that readers do not have: publish it first' }]
      : []),
    ...(leadsBack
      ? [
          {
            pointer: '/to',
            detail: `leads back to ${from}${by ? ` by ${by}` : ''}; give the page it is to end at`,
          },
        ]
      : way.length >= mostSteps
        ? [{ pointer: '/to', detail: `leads on by ${mostSteps} redirects; give the page at their end` }]
        : []),
  ];
  if (errors.length > 0) throw new Problem('invalid-input', 'Choose another path', { errors });
  const version = (before?.version ?? 0) + 1;
  return {
    redirect: { from, to, version, by: actor.by, at: actor.at },
    facts: [{ type: 'redirect.set', data: { from, to } }],
  };
}

/** Removes a redirect: its path is not found any more. Only editors and publishers may. */
export function remove({ from, to, version }: Redirect, actor: Actor): Redirected {
  requireRole(actor, editors, 'remove a redirect');
  const { by, at } = actor;
  return {
    redirect: { from, to, version: version + 1, by, at, removedAt: at },
    facts: [{ type: 'redirect.removed', data: { from } }],
  };
}
