import * as z from 'zod';
import type { Actor } from '../actor.ts';
import { commit } from '../aws/commit.ts';
import { readListing } from '../aws/listing.ts';
import { read, readMany } from '../aws/table.ts';
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
  return { authors: items.map(({ record }) => Author.parse(record)), ...more };
}

/** The bylines of a filing that refer to an author whom nobody has described. They are read in one request. */
export async function bylineFaults({ bylines }: Record<string, unknown>): Promise<FieldProblem[]> {
  const typed = Array.isArray(bylines) ? bylines.slice(0, 10) : [];
  const referring = typed.flatMap((byline, i) => {
    const { slug } = typeof byline === 'string' && byline.length < 1_000 ? bylineOf(byline) : {};
    return slug ? { slug, pointer: `/bylines/${i}` } : [];
  });
  if (referring.length === 0) return [];
  const items = await readMany(
    [...new Set(referring.map(({ slug }) => slug))].map((slug) => keys.author({ slug })),
  );
  const known = items.map(({ record }) => Author.parse(record).slug);
  return referring
    .filter(({ slug }) => !known.includes(slug))
    .map(({ slug, pointer }) => ({
      pointer,
      detail: `refers to @${slug}, and there is no such author: PUT /api/authors/${slug} makes one`,
    }));
}
