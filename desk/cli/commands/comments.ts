import type { Comment } from '../../../shared/articles/comment.ts';
import { expectedVersion, getArticle, pathOf, take } from '../api/article-api.ts';
import { articleIdOf } from '../api/article-id.ts';
import type { Api } from '../api/client.ts';
import { command, ifVersion } from '../command.ts';
import { localTime } from '../terminal/instants.ts';
import type { Out } from '../terminal/out.ts';

export const comments = command(
  { summary: 'the internal comments on an article', parameters: ['ID'] },
  ({ args: [id = ''], api, out }) => showComments(articleIdOf(id), api, out),
);

export const comment = command(
  {
    summary: 'comment on an article for the newsroom; readers never see it',
    parameters: ['ID', 'TEXT'],
    options: ifVersion,
  },
  async ({ args: [word, text], options, api, out }) => {
    const { id } = await take(api, 'comment', expectedVersion(await getArticle(api, word), options), {
      text,
    });
    await showComments(id, api, out);
  },
);

export const resolve = command(
  {
    summary: 'mark a comment as resolved',
    about: 'COMMENT is its number, as comments shows it.',
    parameters: ['ID', 'COMMENT'],
    options: ifVersion,
  },
  async ({ args: [word, number = ''], options, api, out }) => {
    const at = expectedVersion(await getArticle(api, word), options);
    const path = `${pathOf(at.id)}/comments/${encodeURIComponent(number.padStart(8, '0'))}/resolve`;
    await api.post(path, {}, at.version);
    await showComments(at.id, api, out);
  },
);

async function showComments(id: string, api: Api, out: Out) {
  const answer = await api.get<{ comments: Comment[] }>(`${pathOf(id)}/comments`);
  out.answer(answer, () =>
    answer.comments.length === 0 ? 'Nobody has commented' : answer.comments.map(lineOf).join('\n'),
  );
}

const lineOf = ({ id, text, by, at, resolved }: Comment) =>
  `${Number(id)}  ${localTime(at)}  ${by}: ${text}${resolved ? `  (resolved by ${resolved.by})` : ''}`;
