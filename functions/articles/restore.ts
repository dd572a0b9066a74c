import { restore } from '../../shared/articles/article.ts';
import { Id } from '../../shared/articles/id.ts';
import { contentOf, getRevision, RevisionName } from '../../shared/articles/revisions-store.ts';
import { articleStep } from '../../shared/lambda/article-step.ts';
import { text } from '../../shared/text.ts';

const Input = Id.extend({ revision: RevisionName, note: text(1000).optional() });

export const handler = articleStep(
  'restore',
  { summary: 'Save an earlier copy as a new draft; what is live stays', input: Input },
  async (article, { id, revision, note }, actor) => {
    const earlier = await getRevision(id, revision, actor);
    const content = contentOf(earlier);
    return { ...restore(article, { content, copyHash: earlier.copyHash }, note, actor), content };
  },
);
