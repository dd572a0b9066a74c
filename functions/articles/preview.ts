import * as z from 'zod';
import { cardOf } from '../../shared/articles/card.ts';
import { getPreviewed } from '../../shared/articles/preview-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { open } from '../../shared/lambda/route.ts';
import { articlePage } from '../../shared/site/pages/article.tsx';
import { readSite } from '../../shared/site/read-site.ts';
import { picturePathsOf } from '../../shared/site/story.ts';
import { getPreviewSource } from '../../shared/site/story-store.ts';

export const handler = open(
  {
    summary: 'The copy in work as its page will look',
    input: Id.extend({ token: z.string().max(200) }),
    output: z.string(),
    problems: ['invalid-token', 'not-found'],
  },
  async ({ id, token }, at) => {
    const { story, latest } = await getPreviewSource(await getPreviewed(id, token, at), at);
    const links = await linksTo(picturePathsOf(story));
    return articlePage({ ...story, links }, { latest: latest.map(cardOf), withAds: false }, readSite());
  },
);

/** Signing is loaded with copy that has pictures. */
const linksTo = async (paths: string[]) =>
  paths.length === 0 ? new Map() : (await import('../../shared/media/sign-pictures.ts')).signPictures(paths);
