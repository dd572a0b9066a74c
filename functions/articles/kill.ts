import { articles } from '../../shared/articles/article-store.ts';
import { kill } from '../../shared/articles/withdrawing.ts';
import { dropAllWorking } from '../../shared/articles/working-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { findLeftBy } from '../../shared/media/asset-store.ts';
import { text } from '../../shared/text.ts';

export const handler = step(
  articles,
  'kill',
  {
    summary:
      'Remove an article for law or safety: its text leaves every output. Answers which of its pictures nothing else uses',
    input: Id.extend({ reason: text(1000) }),
    finish: async (killed) => {
      await dropAllWorking(killed.id);
      const left = await findLeftBy(killed.id, killed.withdrawal?.pictures ?? []);
      return {
        ...killed,
        picturesLeft: left.map((asset) => ({ asset, withdraw: `/api/media/${asset}/withdraw` })),
      };
    },
  },
  (article, { reason }, actor) => kill(article, reason, actor),
);
