import type { Article } from '../../../shared/articles/article.ts';
import type { Estimate } from '../../../shared/audience/estimate.ts';
import { useResource } from '../parts/use-resource.ts';
import { words } from '../words/words.ts';

/** What the alert of an article would be, for whoever is about to approve it: readers, time, quota and price. */
export function AlertEstimate({ article: { id } }: { article: Article }) {
  const w = words.value;
  const { value } = useResource<Estimate>(`/api/articles/${encodeURIComponent(id)}/alert`);
  const of = value.value;
  if (!of) return null;
  return (
    <p class="soft" role="status">
      {[
        w.alertReaders(of.mails),
        ...(of.perSecond === undefined ? [] : [w.alertTakes(Math.max(1, Math.round(of.seconds / 60)))]),
        ...(of.waiting > 0 ? [w.alertWaits(of.waiting)] : []),
        w.alertCosts(of.dollars.most.toFixed(2)),
      ].join(' · ')}
    </p>
  );
}
