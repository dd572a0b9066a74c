import type { Report } from '../../ads/report.ts';
import { daysOf, justBefore, slotsOf } from '../../ads/report-days.ts';
import { slots } from '../../ads/slots.ts';
import { gregorianDate, moment } from '../../bangla/dates.ts';
import { grouped } from '../../bangla/digits.ts';
import type { Site } from '../site.ts';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';
import { Chart, dayMonth } from './chart.tsx';
import { Figure, percent } from './figures.tsx';
import { Pace } from './pace.tsx';
import { ReportTable } from './table.tsx';

/** The page of an advertiser's report, for phones as well. */
export const reportPage = (report: Report, site: Site): string => {
  const { advertiser, slot, flight, pacing, totals } = report;
  return html(
    <Layout site={site} title={`${advertiser}: বিজ্ঞাপনের প্রতিবেদন`} kind="notice">
      <article class="report">
        <header>
          <p class="kicker">বিজ্ঞাপনের প্রতিবেদন</p>
          <h1>{advertiser}</h1>
          <p class="when">
            {gregorianDate(flight.from)} থেকে {gregorianDate(justBefore(flight.until))} · {placeOf(slot)}
          </p>
        </header>
        <dl class="figures">
          <Figure name="দেখা হয়েছে" value={grouped(totals.impressions)} unit="বার" />
          <Figure name="ক্লিক" value={grouped(totals.clicks)} />
          <Figure name="ক্লিকের হার" value={percent(totals.clickRate)} />
        </dl>
        {pacing && <Pace {...pacing} />}
        {report.days.length > 0 && <Days report={report} />}
        {slotsOf(report).length > 1 && <Places report={report} />}
        <Sources report={report} />
      </article>
    </Layout>,
  );
};

function Days({ report }: { report: Report }) {
  const { days, isAll } = daysOf(report);
  return (
    <section aria-labelledby="days">
      <h2 id="days">{isAll ? 'দিনে দিনে' : 'দিনে দিনে, শেষ এক বছর'}</h2>
      <Chart id="seen" name="দেখা" what="impressions" days={days} />
      <Chart id="clicked" name="ক্লিক" what="clicks" days={days} />
      <ReportTable of="দিন" rows={days.map(({ day, ...count }) => ({ name: dayMonth(day), ...count }))} />
    </section>
  );
}

const Places = ({ report }: { report: Report }) => (
  <section aria-labelledby="places">
    <h2 id="places">কোথায় কত</h2>
    <ReportTable
      of="স্থান"
      rows={slotsOf(report).map(({ slot, ...count }) => ({ name: placeOf(slot), ...count }))}
    />
  </section>
);

/** How the numbers were counted, and what they leave out. */
const Sources = ({ report: { totals, asOf } }: { report: Report }) => (
  <footer class="when">
    <p>
      ওয়েবসাইটের লগ থেকে গোনা। লগ সাধারণত কয়েক মিনিট পরে আসে, কখনো এক দিন পর্যন্ত দেরিতে; শেষ দিনের সংখ্যা তাই পরে বাড়তে
      পারে। {totals.bots > 0 && `যন্ত্রের ${grouped(totals.bots)}টি অনুরোধ হিসাবে ধরা হয়নি।`}
    </p>
    <p>{moment(asOf)}</p>
  </footer>
);

/** The name of a slot for advertisers; the key of one that is no longer sold. */
const placeOf = (slot: string) => new Map(Object.entries(slots)).get(slot)?.called ?? slot;
