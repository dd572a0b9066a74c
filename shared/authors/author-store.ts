import * as z from 'zod';
import type { Actor } from '../actor.ts';
import { commit } from '../aws/commit.ts';
import { readListing } from '../aws/listing.ts';
import { read, readable, readMany } from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { keys, lists } from '../keys.ts';
import { type FieldProblem, Problem } from '../problem.ts';
import { Author, type AuthorSaved, bylineOf } from './author.ts';

export async function findAuthor(slug: string): Promise<Author | undefined> {
  const item = await read(keys.author({ slug }));
  return item && Author.parse(item.record);
}

/** Throws `not-found`. */
export async function getAuthor(slug: string): Promise<Author> {
  const author = await findAuthor(slug);
  if (!author)
    throw new Problem('not-found', `There is no author ${slug}; PUT /api/authors/${slug} makes one`);
  return author;
}

/** Saves an author with its fact. Throws `stale` when somebody changed it in between. */
export async function saveAuthor({ author, facts }: AuthorSaved, { by, at }: Pick<Actor, 'by' | 'at'>) {
  const { version } = author;
  const key = keys.author(author);
  await commit({
    head: { ...key, version, list: lists.authors({}), at, record: author },
    expectedVersion: version - 1,
    facts: facts.map((fact) => parseEvent({ id: `${key.pk}@${version}`, at, by, ...fact })),
  });
  return author;
}

/** One batch of the authors, those saved last first; `cursor` is set when there are more. */
export const AuthorList = z.object({ authors: z.array(Author), cursor: z.string().optional() });

export async function listAuthors(cursor: string | undefined): Promise<z.infer<typeof AuthorList>> {
  const { items, ...more } = await readListing(lists.authors({}), cursor, { limit: 100 });
  return { authors: readable(items, Author), ...more };
}

/**
 * The bylines of a filing that refer to no author: one whom nobody has described, or what is no slug at all. The authors
 * are read in one request.
 */
export async function bylineFaults({ bylines }: Record<string, unknown>): Promise<FieldProblem[]> {
  const typed = (Array.isArray(bylines) ? bylines.slice(0, 10) : []).map((byline: unknown) =>
    typeof byline === 'string' && byline.length < 1_000 ? byline : '',
  );
  const slugs = typed.flatMap((byline) => bylineOf(byline).slug ?? []);
  const items =
    slugs.length > 0 ? await readMany([...new Set(slugs)].map((slug) => keys.author({ slug }))) : [];
  const known = readable(items, Author).map(({ slug }) => slug);
  return typed.flatMap((byline, i) => {
    const detail = faultIn(byline, known);
    return detail ? { pointer: `/bylines/${i}`, detail } : [];
  });
}

function faultIn(byline: string, known: readonly string[]): string | undefined {
  const { name, slug } = bylineOf(byline);
  if (slug && !known.includes(slug))
    return `refers to @${slug}, and there is no such author: PUT /api/authors/${slug} makes one`;
  const [, reference] = (!slug && /(?:^|\s)(@\S*)$/u.exec(byline)) || [];
  if (!reference && /(?:^|[^\p{L}\p{M}\p{N}._-])@|＠/u.test(name))
    return 'has an @ within: a byline is one name, and after it perhaps a slug such as @rahim-uddin';
  return reference
    ? `ends with ${reference}, which refers to no author: after a name give a slug such as @rahim-uddin, or nothing`
    : undefined;
}
