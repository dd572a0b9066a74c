import * as z from 'zod';
import type { Actor } from '../actor.ts';
import { type NewsEvent, versionOf } from '../events.ts';
import { instant } from '../instant.ts';
import { Problem } from '../problem.ts';
import type { Article } from './article.ts';
import { getArticle } from './article-store.ts';
import { Content } from './content.ts';
import { copyHashOf } from './copy-hash.ts';
import { getContent } from './copy-store.ts';
import { factsSeenBy, getFacts } from './history-store.ts';
import { releasesIn } from './releases.ts';
import { isWithheld } from './withheld.ts';

/** Every revision that was released, and every copy that was saved, each by the version that saved it. */
export const Revisions = z.object({
  revisions: z.array(
    z.object({
      revision: z.int(),
      /** The version of its copy. */
      copyVersion: z.int(),
      releasedAt: instant,
      /** What it was: the first, a correction, an update, or what readers had before, given back to them. */
      kind: z.enum(['publication', 'correction', 'update', 'reinstatement']),
      /** The correction's note to readers. */
      note: z.string().optional(),
    }),
  ),
  copies: z.array(z.object({ version: z.int(), by: z.string(), at: instant })),
});
export type Revisions = z.infer<typeof Revisions>;

export async function listRevisions(id: string): Promise<Revisions> {
  const facts = await getFacts(id);
  return { revisions: releasesIn(facts), copies: facts.flatMap(copyOf) };
}

/** The same as the caller may see them: of a killed article without the notes of its corrections. */
export async function revisionsSeenBy(roles: Actor['roles'], id: string): Promise<Revisions> {
  const facts = await factsSeenBy(roles, id);
  return { revisions: releasesIn(facts), copies: facts.flatMap(copyOf) };
}

function copyOf(fact: NewsEvent): Revisions['copies'] {
  const { type, by, at } = fact;
  return type === 'article.created' || type === 'article.edited'
    ? [{ version: versionOf(fact), by, at }]
    : [];
}

/** The name of an earlier text: `2` is the second released revision, `v7` the copy saved at version 7. */
export const RevisionName = z
  .string()
  .regex(/^v?[1-9]\d{0,8}$/, { error: 'must be a revision such as 2, or a saved copy such as v7' });

/** A revision, or a saved copy, with its text. */
export const Revision = Content.extend({
  id: z.string(),
  revision: z.int().optional(),
  copyVersion: z.int(),
  copyHash: z.string(),
});
export type Revision = z.infer<typeof Revision>;

/** Any earlier text of an article. Only publishers see that of a killed one. */
export async function getRevision(id: string, name: string, { roles }: Actor): Promise<Revision> {
  const article = await getArticle(id);
  if (isWithheld(article, roles))
    throw new Problem('forbidden', `${id} was killed: only a publisher sees its copies`);
  const revision = name.startsWith('v') ? {} : { revision: Number(name) };
  const copyVersion = name.startsWith('v')
    ? Number(name.slice(1))
    : await copyVersionOf(article, Number(name));
  const content = await getContent(id, copyVersion);
  return { id, ...revision, copyVersion, copyHash: copyHashOf(content), ...content };
}

/** The copy version of a released revision, or of the one in work. */
async function copyVersionOf(article: Article, revision: number) {
  const { revisions } = await listRevisions(article.id);
  const released = revisions.findLast((one) => one.revision === revision);
  if (released) return released.copyVersion;
  if (revision === article.revision && !article.withdrawal) return article.copyVersion;
  throw new Problem('not-found', `${article.id} has no revision ${revision}`);
}

/**
 * Who has a share in a saved copy that was never approved: everyone who saved a copy of the article until then. Of a copy
 * that readers got nobody: others approved it.
 */
export async function writersOf(id: string, copyVersion: number): Promise<string[]> {
  const { revisions, copies } = await listRevisions(id);
  if (revisions.some((one) => one.copyVersion === copyVersion)) return [];
  return [...new Set(copies.filter(({ version }) => version <= copyVersion).map(({ by }) => by))];
}

/** Who has a share in copy that was released and never reached readers: everyone who saved a copy since one that did. */
export async function writersOfUnrendered({
  id,
  revision,
}: Pick<Article, 'id' | 'revision'>): Promise<string[]> {
  const { revisions, copies } = await listRevisions(id);
  const { copyVersion: read = 0 } = revisions.findLast((one) => one.revision < revision) ?? {};
  return [...new Set(copies.filter(({ version }) => version > read).map(({ by }) => by))];
}

/** The content alone, ready to be saved again. */
export function contentOf(revision: Revision): Content {
  const { id: _id, revision: _revision, copyVersion: _version, copyHash: _hash, ...content } = revision;
  return content;
}

/** The revision or copy before this one: the default start of a diff. The first is compared with itself. */
export async function nameBefore(id: string, name: string): Promise<string> {
  const { revisions, copies } = await listRevisions(id);
  if (!name.startsWith('v'))
    return String(revisions.findLast(({ revision }) => revision < Number(name))?.revision ?? name);
  const before = copies.findLast(({ version }) => version < Number(name.slice(1)));
  return before ? `v${before.version}` : name;
}
