import * as z from 'zod';
import { Id } from '../../shared/articles/id.ts';
import { cardOf } from '../../shared/articles/live.ts';
import { getPreview } from '../../shared/articles/preview-store.ts';
import { site } from '../../shared/aws/site.ts';
import { open } from '../../shared/lambda/api.ts';
import { articlePage } from '../../shared/site/pages/article.tsx';

export const handler = open(
  {
    summary: 'The copy in work as its page will look',
    input: Id.extend({ token: z.string().max(200) }),
    output: z.string(),
    problems: ['invalid-token', 'not-found'],
  },
  async ({ id, token }, at) => {
    const { story, latest } = await getPreview(id, token, at);
    return articlePage(story, { latest: latest.map(cardOf), withAds: false }, site());
  },
);
