import { newsFrom } from '../../shared/articles/lists-store.ts';
import { pinnedIds } from '../../shared/curation/arrangement-store.ts';
import { digest } from '../../shared/lambda/subscriber.ts';
import { arrangedFronts } from '../../shared/site/fronts.ts';
import { refreshFronts } from '../../shared/site/site-store.ts';

export const handler = digest(['front.arranged'], (facts, at) =>
  refreshFronts(
    facts.map(({ data }) => arrangedFronts(data.fronts)),
    newsFrom(pinnedIds),
    at,
    ['home', 'sections'],
  ),
);
