import { articleIdOf } from '../api/article-id.ts';
import type { Api } from '../api/client.ts';
import { command } from '../command.ts';
import { instantOf } from '../terminal/instants.ts';
import { UsageError } from '../usage-error.ts';

type Replayed = { replayed: number; refused: { fact: string; reason: string }[]; cursor?: string };

export const facts = command(
  {
    summary: 'announce saved facts once more, for whoever has not heard of them',
    about: `For a publisher, after facts were lost or could not be read. What was done already is not done again: no mail goes
twice, and no alert that is older than a day.`,
    parameters: ['replay'],
    options: {
      since: { type: 'string', required: true, placeholder: 'INSTANT', description: 'from then on' },
      until: { type: 'string', placeholder: 'INSTANT', description: 'until then; default: now' },
      type: {
        type: 'string',
        multiple: true,
        placeholder: 'TYPE',
        description: 'only facts such as article.released; may be given more than once',
      },
      article: { type: 'string', placeholder: 'ID', description: 'only those of this article' },
    },
  },
  async ({ args: [what], options: { since = '', until, type: types, article }, api, out }) => {
    if (what !== 'replay') throw new UsageError(`There is no khobor facts ${what}; say khobor facts replay`);
    const { replayed, refused } = await replayAll(api, {
      since: instantOf(since),
      until: until === undefined ? new Date().toISOString() : instantOf(until),
      ...(types ? { types } : {}),
      ...(article === undefined ? {} : { articleId: articleIdOf(article) }),
    });
    const lines = refused.map(({ fact, reason }) => `refused: ${fact}: ${reason}`);
    out.answer({ replayed, refused }, () => [`${replayed} facts were announced again`, ...lines].join('\n'));
  },
);

/** All batches, one after the other. */
async function replayAll(api: Api, sought: object): Promise<Replayed> {
  const all: Replayed = { replayed: 0, refused: [] };
  let cursor: string | undefined;
  do {
    const some: Replayed = await api.post<Replayed>('/api/facts/replay', {
      ...sought,
      ...(cursor === undefined ? {} : { cursor }),
    });
    all.replayed += some.replayed;
    all.refused.push(...some.refused);
    cursor = some.cursor;
  } while (cursor !== undefined);
  return all;
}
