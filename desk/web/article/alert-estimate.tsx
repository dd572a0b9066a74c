import type { Estimate } from '../../../shared/audience/estimate.ts';
import { digits, grouped } from '../../../shared/bangla/digits.ts';
import { useResource } from '../parts/use-resource.ts';
import { bilingual } from '../words/bilingual.ts';

const estimateWords = bilingual(
  {
    readers: (n: number) => `সতর্কবার্তা পাবেন ${grouped(n)} জন পাঠক`,
    takes: (minutes: number) => `প্রায় ${digits(minutes)} মিনিট লাগবে`,
    waits: (n: number) => `দিনের বরাদ্দ শেষ হওয়ায় ${grouped(n)} জনেরটা পরে যাবে`,
    costs: (dollars: string) => `খরচ বড়জোর ${digits(dollars)} ডলার`,
  },
  {
    readers: (n) => `The alert goes to ${n} ${n === 1 ? 'reader' : 'readers'}`,
    takes: (minutes) => `takes about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
    waits: (n) => `${n} of them later, since the day’s quota is used up`,
    costs: (dollars) => `costs $${dollars} at most`,
  },
);

/** What the alert of an article (`rest`) would be, for whoever is about to approve it: readers, time, quota and price. */
export function AlertEstimate({ rest: id }: { rest: string }) {
  const w = estimateWords.value;
  const { value } = useResource<Estimate>(`/api/articles/${encodeURIComponent(id)}/alert`);
  const of = value.value;
  if (!of) return null;
  return (
    <p class="soft" role="status">
      {[
        w.readers(of.mails),
        ...(of.perSecond === undefined ? [] : [w.takes(Math.max(1, Math.round(of.seconds / 60)))]),
        ...(of.waiting > 0 ? [w.waits(of.waiting)] : []),
        w.costs(of.dollars.most.toFixed(2)),
      ].join(' · ')}
    </p>
  );
}
