import type { Author } from '../../../shared/authors/author.ts';
import type { Api } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import { command } from '../command.ts';
import type { Out } from '../terminal/out.ts';

export const authors = command(
  {
    summary: 'the authors that bylines may refer to; one of them; or says who one is',
    about:
      'A byline refers to an author by the slug: রহিম উদ্দিন @rahim-uddin. What is not given stays as it is; an empty text removes it.',
    parameters: ['[SLUG]'],
    options: {
      name: { type: 'string', placeholder: 'TEXT', description: 'the name on the author’s page' },
      role: { type: 'string', placeholder: 'TEXT', description: 'what they do at the paper' },
      bio: { type: 'string', placeholder: 'TEXT', description: 'a few sentences, at most 500 characters' },
      'same-as': {
        type: 'string',
        multiple: true,
        placeholder: 'URL',
        description: 'a page of theirs elsewhere; may be given more than once',
      },
    },
  },
  async ({ args: [slug], options: { 'same-as': sameAs, ...texts }, api, out }) => {
    if (slug === undefined) return showList(api, out);
    const path = `/api/authors/${encodeURIComponent(slug)}`;
    const changes = { ...texts, ...(sameAs === undefined ? {} : { sameAs }) };
    if (Object.keys(changes).length === 0) return answer(await api.get<Author>(path), out);
    const before = await findAuthor(path, api);
    const { name, role, bio, sameAs: known } = before ?? {};
    const fields = { name, role, bio, sameAs: known, ...changes };
    const kept = Object.entries(fields).filter(([, value]) => value !== undefined && !isEmpty(value));
    answer(await api.put<Author>(path, Object.fromEntries(kept), before?.version), out);
  },
);

const isEmpty = (value: unknown) =>
  value === '' || (Array.isArray(value) && value.every((one) => one === ''));

const answer = (author: Author, out: Out) => out.answer(author, () => authorText(author));

const authorText = ({ slug, name, role, bio, sameAs, version }: Author) =>
  [`${name} @${slug} · version ${version}`, role, bio, ...sameAs]
    .filter((line) => line !== undefined)
    .join('\n');

async function showList(api: Api, out: Out) {
  const found: Author[] = [];
  let page: { authors: Author[]; cursor?: string } | undefined;
  do {
    page = await api.get<{ authors: Author[]; cursor?: string }>('/api/authors', { cursor: page?.cursor });
    found.push(...page.authors);
  } while (page.cursor !== undefined);
  const line = ({ name, slug, role }: Author) => `${name} @${slug}${role ? `  ${role}` : ''}`;
  out.answer({ authors: found }, () =>
    found.length === 0 ? 'There are no authors with a record' : found.map(line).join('\n'),
  );
}

async function findAuthor(path: string, api: Api): Promise<Author | undefined> {
  try {
    return await api.get<Author>(path);
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 404) return undefined;
    throw error;
  }
}
