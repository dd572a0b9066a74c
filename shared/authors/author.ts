import * as z from 'zod';
import { type Actor, requireRole } from '../actor.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { withoutInvisible } from '../signs.ts';
import { line, text } from '../text.ts';

/**
 * An author's name in addresses and bylines, `rahim-uddin`: lower-case ASCII letters and digits, with hyphens between, at
 * most 60 characters. Never changed: addresses are made of it.
 */
export const Slug = z
  .string()
  .max(60, { error: 'is longer than 60 characters' })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: 'must be a name such as rahim-uddin: a-z, 0-9, hyphens between',
  })
  .refine((slug) => !/^[0-9a-f]{12}$/.test(slug), {
    error: 'looks like the address of an author without a record; choose another',
  })
  .meta({ examples: ['rahim-uddin', 'selina-haque'] });

const Profile = z
  .url({ protocol: /^https$/, error: 'must be an address such as https://example.com/rahim' })
  .max(500)
  .refine((address) => isPlain(address), { error: 'must be an address such as https://example.com/rahim' })
  .meta({ examples: ['https://example.com/rahim'] });

/** Whole, without a password, and without signs that nobody sees: readers see it as it is typed. */
function isPlain(address: string): boolean {
  if (!address.startsWith('https://') || withoutInvisible(address) !== address) return false;
  return URL.canParse(address) && new URL(address).username === '';
}

const fields = {
  /** As its page shows it; a byline has the name as it is typed there. */
  name: line(80).refine((name) => !name.includes('@'), { error: 'may not have an @' }),
  /** What they do at the paper: `জ্যেষ্ঠ প্রতিবেদক`. */
  role: line(120).optional(),
  bio: text(500).optional(),
};

/** What is said of an author. The whole is sent each time; what is left out is removed. */
export const AuthorWish = z.strictObject({
  ...fields,
  /** Their own pages elsewhere. */
  sameAs: z.array(Profile).max(10, { error: 'has more than 10 addresses' }).default([]),
});
type AuthorWish = z.infer<typeof AuthorWish>;

/** Somebody who writes: what their page says, and by what their bylines tell them from others of the same name. */
export const Author = z
  .object({
    slug: z.string(),
    ...fields,
    sameAs: z.array(z.string()),
    version: z.int().positive(),
    by: z.string(),
    at: instant,
  })
  .meta({ id: 'Author' });
export type Author = z.infer<typeof Author>;

export type AuthorSaved = { author: Author; facts: Fact[] };

/** Saves what is said of an author. Only editors and publishers may. */
export function describe(
  before: Author | undefined,
  slug: string,
  { sameAs, ...wish }: AuthorWish,
  actor: Actor,
): AuthorSaved {
  requireRole(actor, ['editor', 'publisher'], 'change an author');
  const version = (before?.version ?? 0) + 1;
  return {
    author: { slug, ...wish, sameAs: [...new Set(sameAs)], version, by: actor.by, at: actor.at },
    facts: [{ type: 'author.saved', data: { slug } }],
  };
}

/**
 * A byline as it is typed: a name, and after an @ the author it refers to, if any: `রহিম উদ্দিন @rahim-uddin`. Readers see
 * the name.
 */
export function bylineOf(typed: string): { name: string; slug?: string } {
  const { name = '', slug = '' } = /^(?<name>.*?)\s*@(?<slug>[a-z0-9-]+)$/su.exec(typed)?.groups ?? {};
  return name !== '' && Slug.safeParse(slug).success ? { name, slug } : { name: typed };
}
