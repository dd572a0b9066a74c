import { useEffect, useState } from 'preact/hooks';
import type { LineItem } from '../../../../shared/ads/line-item.ts';
import { measuresOf } from '../../../../shared/ads/measures.ts';
import type { Report } from '../../../../shared/ads/report.ts';
import type { Size } from '../../../../shared/ads/slots.ts';
import { type StepName, steps } from '../../../../shared/ads/workflow.ts';
import { newsroom, type Section } from '../../../../shared/newsroom.ts';
import { Refused, request } from '../../api/request.ts';
import type { Seen } from '../../media/upload.ts';
import { Facts } from '../../parts/facts.tsx';
import { Failure } from '../../parts/failure.tsx';
import { nameOf } from '../../parts/people.ts';
import { useResource } from '../../parts/use-resource.ts';
import { momentOf, numberOf, words } from '../../words/words.ts';
import { slotCalled } from './booking.ts';
import { BookingForm } from './booking-form.tsx';
import { overlapsOf } from './calendar.ts';
import { useStanding } from './use-standing.ts';
import { adWords } from './words.ts';

const offered = ['clear', 'resume', 'pause', 'end'] as const satisfies StepName[];
type Offered = (typeof offered)[number];

const stepsFrom = (state: LineItem['state']): Offered[] =>
  offered.filter((name) => (steps[name].from as readonly LineItem['state'][]).includes(state));

/** One line item: its booking, the steps from where it is, what readers see, and how it runs. */
export function AdScreen({ id }: { id: string }) {
  const w = adWords.value;
  const path = `/api/line-items/${encodeURIComponent(id)}`;
  const found = useResource<LineItem>(path);
  const [isOpen, setOpen] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const [isStale, setStale] = useState(false);
  const [isSending, setSending] = useState(false);
  const item = found.value.value;
  if (!item)
    return found.failure.value ? (
      <Failure error={found.failure.value} again={() => void found.refresh()} />
    ) : (
      <p>{words.value.loading}</p>
    );
  const { advertiser, state, slot, flight, creative, withdrawal } = item;
  const take = async (step: Offered) => {
    if (step === 'end' && !confirm(w.endSure)) return;
    setSending(true);
    setFailure(undefined);
    setStale(false);
    try {
      const key = crypto.randomUUID();
      await request('POST', `${path}/${step}`, { body: {}, ifMatch: `"${item.version}"`, key });
    } catch (error) {
      const someElse = error instanceof Refused && error.status === 412;
      setStale(someElse);
      if (!someElse) setFailure(error as Error);
    }
    await found.refresh();
    setSending(false);
  };
  const booked: [string, string | undefined][] = [
    [w.slot, slotCalled(slot)],
    [w.from, momentOf(flight.from)],
    [w.until, momentOf(flight.until)],
    [w.priority, w.priorities[item.priority]],
    [w.weight, numberOf(item.weight)],
    [w.url, creative.url],
    [w.label, creative.label],
    [w.sections, item.sections.map((one) => newsroom.sections[one as Section] ?? one).join(', ')],
    [w.capViews, item.cap && numberOf(item.cap.views)],
    [w.capHours, item.cap && numberOf(item.cap.hours)],
    [w.impressions, item.impressions === undefined ? undefined : numberOf(item.impressions)],
  ];
  return (
    <>
      <p>
        <a href="/desk/ads">{w.back}</a>
      </p>
      <h1>{advertiser}</h1>
      <p>
        <strong class={`state ${state}`}>{w.state[state]}</strong>
        <span class="soft">{[nameOf(item.savedBy), momentOf(item.savedAt)].join(' · ')}</span>
      </p>
      {withdrawal && state === 'draft' && (
        <p class="notice warns">{w.withdrawn(nameOf(withdrawal.by), withdrawal.reason)}</p>
      )}
      {isStale && (
        <p class="notice warns" role="alert">
          {w.changedMeanwhile}
        </p>
      )}
      {failure && <Failure error={failure} />}
      <div class="acts">
        {stepsFrom(state).map((step) => (
          <button
            key={step}
            type="button"
            class={step === 'clear' || step === 'resume' ? 'main' : undefined}
            disabled={isSending}
            onClick={() => void take(step)}
          >
            {w.step[step]}
          </button>
        ))}
        {state !== 'ended' && (
          <button type="button" onClick={() => setOpen(true)}>
            {w.change}
          </button>
        )}
      </div>
      <div class="sides">
        <section aria-label={w.change}>
          <Facts of={booked} />
          <Overlaps item={item} />
        </section>
        <section aria-labelledby="creative">
          <h2 id="creative">{w.preview}</h2>
          <Creative item={item} />
        </section>
      </div>
      <ReportOf item={item} />
      {isOpen && (
        <BookingForm item={item} onSaved={() => void found.refresh()} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

function Overlaps({ item }: { item: LineItem }) {
  const w = adWords.value;
  const { items, isRead, failure, again } = useStanding(item.slot);
  const others = overlapsOf(item, items);
  return (
    <>
      <h2>{w.overlaps}</h2>
      {failure && <Failure error={failure} again={again} />}
      {others.length === 0 && !failure && <p class="soft">{isRead ? w.noOverlap : words.value.loading}</p>}
      <ul class="rows">
        {others.map(({ id, advertiser, state, priority, flight }) => (
          <li key={id} class="row">
            <a href={`/desk/ads/${id}`}>{advertiser}</a>
            <p class="soft">
              {[
                w.state[state],
                w.priorities[priority],
                w.span(momentOf(flight.from), momentOf(flight.until)),
              ].join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Milliseconds until one looks again whether the file of a cleared ad is at its address. */
const lookAfter = 2_000;

/** What readers see. HTML of others runs in a frame without an origin, as on the paper's pages. */
function Creative({ item: { advertiser, creative, size, state } }: { item: LineItem }) {
  const w = adWords.value;
  const found = useResource<Seen>(`/api/media/${encodeURIComponent(creative.asset)}`);
  const asset = found.value.value;
  const isUnderWay = state === 'cleared' && asset?.state === 'ready' && asset.path === undefined;
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setInterval(() => void found.refresh(), lookAfter);
    return () => clearInterval(timer);
  }, [isUnderWay, found]);
  if (!asset)
    return found.failure.value ? (
      <Failure error={found.failure.value} again={() => void found.refresh()} />
    ) : (
      <p>{words.value.loading}</p>
    );
  if (asset.kind === 'image') {
    const address = asset.preview?.url ?? asset.path;
    const { width, height } = size ? measuresOf(size as Size) : { width: undefined, height: undefined };
    return address ? (
      <img class="ad" src={address} alt={creative.alt} width={width} height={height} />
    ) : (
      <p class="soft">{asset.reasonBn ?? asset.reason ?? w.checking}</p>
    );
  }
  if (asset.kind !== 'html' || asset.path === undefined || asset.state !== 'ready')
    return <p class="soft">{asset.reason ?? w.previewLater}</p>;
  return (
    <div class="preview">
      <iframe
        title={w.previewOf(advertiser)}
        src={asset.path}
        sandbox="allow-scripts"
        width={asset.width}
        height={asset.height}
      />
    </div>
  );
}

function ReportOf({ item: { id } }: { item: LineItem }) {
  const w = adWords.value;
  const path = `/api/line-items/${encodeURIComponent(id)}`;
  const found = useResource<Report>(`${path}/report`);
  const [link, setLink] = useState<{ path: string; expiresAt: string }>();
  const [failure, setFailure] = useState<Error>();
  const report = found.value.value;
  if (!report) return found.failure.value ? <Failure error={found.failure.value} /> : null;
  const { days, totals, pacing } = report;
  const share = async () => {
    try {
      setFailure(undefined);
      setLink(
        (await request<{ path: string; expiresAt: string }>('POST', `${path}/report-link`, { body: {} }))
          .body,
      );
    } catch (error) {
      setFailure(error as Error);
    }
  };
  const row = (count: Omit<Report['days'][number], 'day' | 'slot'>) => (
    <>
      <td>{numberOf(count.impressions)}</td>
      <td>{numberOf(count.clicks)}</td>
      <td>{w.percent(count.clickRate)}</td>
      <td>{numberOf(count.bots)}</td>
    </>
  );
  return (
    <section aria-labelledby="report">
      <h2 id="report">{w.report}</h2>
      {pacing && (
        <p>
          <progress max={pacing.sold} value={pacing.delivered} aria-label={w.report} />{' '}
          {w.pace(pacing.delivered, pacing.expectedByNow, pacing.sold)}
        </p>
      )}
      {days.length === 0 ? (
        <p class="soft">{w.noReport}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        <section class="wide" tabIndex={0} aria-label={w.report}>
          <table>
            <thead>
              <tr>
                {[w.day, w.slot, w.seen, w.clicks, w.rate, w.bots].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map(({ day, slot, ...count }) => (
                <tr key={`${day}${slot}`}>
                  <th scope="row">{numberOf(day)}</th>
                  <td>{slotCalled(slot)}</td>
                  {row(count)}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>
                  {w.total}
                </th>
                {row(totals)}
              </tr>
            </tfoot>
          </table>
        </section>
      )}
      <div class="acts">
        <button type="button" onClick={() => void share()}>
          {w.link}
        </button>
      </div>
      {link && (
        <p>
          {w.linkUntil(momentOf(link.expiresAt))}{' '}
          <a href={link.path} target="_blank" rel="noreferrer">
            {`${location.origin}${link.path}`.slice(0, 60)}…
          </a>
        </p>
      )}
      {failure && <Failure error={failure} />}
    </section>
  );
}
