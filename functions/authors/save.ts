import { newsroomRoles } from '../../shared/actor.ts';
import { Author, AuthorWish, describe, Slug } from '../../shared/authors/author.ts';
import { findAuthor, saveAuthor } from '../../shared/authors/author-store.ts';
import { checkIfMatch } from '../../shared/lambda/caller.ts';
import { retryOnConflict } from '../../shared/lambda/retry-on-conflict.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary:
      'Say who an author is: name, role, bio, pages elsewhere; an existing one is changed on its version',
    input: AuthorWish.extend({ slug: Slug }),
    output: Author,
    requestHeaders: ['If-Match'],
    who: ['editor', 'publisher'],
  },
  ({ slug, ...wish }, caller) =>
    retryOnConflict(caller, async () => {
      const before = await findAuthor(slug);
      if (before) checkIfMatch(before, caller, 'required');
      return saveAuthor(describe(before, slug, wish, caller), caller);
    }),
);
