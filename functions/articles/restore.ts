import { articles } from '../../shared/articles/article-store.ts';
import { restore } from '../../shared/articles/drafting.ts';
import { contentOf, getRevision, RevisionName } from '../../shared/articles/revisions-store.ts';
import { steps } from '../../shared/articles/workflow.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { text } from '../../shared/text.ts';

const Input = Id.extend({ revision: RevisionName, note: text(1000).optional() });

export const handler = step(
  articles,
  'restore',
  { summary: 'Save an earlier copy as a new draft; what is live stays', input: Input, who: steps.edit.who },
  async (article, { id, revision, note }, actor) => {
    const earlier = await getRevision(id, revision, actor);
    const content = contentOf(earlier);
    return { ...restore(article, { content, copyHash: earlier.copyHash }, note, actor), content };
  },
);
