import * as z from 'zod';
import { articles } from '../../shared/articles/article-store.ts';
import { restore } from '../../shared/articles/drafting.ts';
import { Note } from '../../shared/articles/note.ts';
import { contentOf, getRevision, RevisionName, writersOf } from '../../shared/articles/revisions-store.ts';
import { steps } from '../../shared/articles/workflow.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

const Input = Id.extend({
  revision: RevisionName,
  note: Note.optional(),
  update: z.boolean().optional(),
});

export const handler = step(
  articles,
  'restore',
  { summary: 'Save an earlier copy as a new draft; what is live stays', input: Input, who: steps.edit.who },
  async (article, { id, revision, ...telling }, actor) => {
    const earlier = await getRevision(id, revision, actor);
    const content = contentOf(earlier);
    const { copyHash, copyVersion } = earlier;
    const writers = await writersOf(id, copyVersion);
    return { ...restore(article, { content, copyHash, writers }, telling, actor), content };
  },
);
