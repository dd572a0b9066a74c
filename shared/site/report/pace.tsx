import type { Report } from '../../ads/report.ts';
import { grouped } from '../../bangla/digits.ts';
import { percent } from './figures.tsx';

/**
 * The pace of an ad: a bar of the impressions sold, filled as far as delivered, with a mark at what is expected by now.
 */
export const Pace = ({ sold, expectedByNow, delivered, pace }: NonNullable<Report['pacing']>) => {
  const along = (count: number) => Math.min(1_000, Math.round((count / sold) * 1_000));
  return (
    <section class="pace" aria-labelledby="pace">
      <h2 id="pace">লক্ষ্য ও অগ্রগতি</h2>
      <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" width="1000" height="10" />
        <rect width={along(delivered)} height="10" />
        {pace !== null && <path class="mark" d={`M${along(expectedByNow)} 0V10`} />}
      </svg>
      <p>
        মোট {grouped(sold)} বার দেখানোর কথা। {saying(expectedByNow, delivered, pace)}
      </p>
    </section>
  );
};

const saying = (expectedByNow: number, delivered: number, pace: number | null) =>
  pace === null
    ? 'প্রচার এখনো শুরু হয়নি।'
    : `এ পর্যন্ত হওয়ার কথা ${grouped(expectedByNow)} বার, হয়েছে ${grouped(delivered)} বার: নির্ধারিত গতির ${percent(pace, 0)}।`;
