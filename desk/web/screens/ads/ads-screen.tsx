import { useState } from 'preact/hooks';
import type { LineItem } from '../../../../shared/ads/line-item.ts';
import { slotNames } from '../../../../shared/ads/slots.ts';
import type { LineItemState } from '../../../../shared/ads/workflow.ts';
import { dayOf, startOfDay } from '../../../../shared/bangla/dates.ts';
import { Batches } from '../../parts/batches.tsx';
import { Failure } from '../../parts/failure.tsx';
import { may, OnlyFor } from '../../parts/roles.tsx';
import { useBatches } from '../../parts/use-batches.ts';
import { go } from '../../router.ts';
import { dateOf, numberOf, words } from '../../words/words.ts';
import { AdScreen } from './ad-screen.tsx';
import { slotCalled } from './booking.ts';
import { BookingForm } from './booking-form.tsx';
import { barsOf } from './calendar.ts';
import { useStanding } from './use-standing.ts';
import { adWords } from './words.ts';

/** Line items: what runs where and when, each by its state; one of them, by its path. */
export function AdsScreen({ rest }: { rest: string }) {
  const w = adWords.value;
  if (!may('ad-manager'))
    return (
      <>
        <h1>{words.value.place.ads}</h1>
        <OnlyFor roles={['ad-manager']} what={w.working} />
      </>
    );
  return rest === '' ? <Ads /> : <AdScreen key={rest} id={rest} />;
}

const states: readonly LineItemState[] = ['cleared', 'draft', 'paused', 'ended'];

function Ads() {
  const w = adWords.value;
  const [isBooking, setBooking] = useState(false);
  const [state, setState] = useState<LineItemState>('cleared');
  const shown = useBatches<LineItem>(`/api/line-items?state=${state}`);
  return (
    <>
      <div class="head">
        <h1>{words.value.place.ads}</h1>
        <button type="button" class="main" onClick={() => setBooking(true)}>
          {w.book}
        </button>
      </div>
      <Calendar />
      <section aria-labelledby="ads">
        <h2 id="ads">{w.list}</h2>
        {/* biome-ignore lint/a11y/useSemanticElements: buttons in a row, not fields of a form */}
        <div class="acts" role="group" aria-labelledby="ads">
          {states.map((one) => (
            <button key={one} type="button" aria-pressed={one === state} onClick={() => setState(one)}>
              {w.state[one]}
            </button>
          ))}
        </div>
        <Batches of={shown}>
          <ul class="rows">
            {shown.items?.map((item) => (
              <li key={item.id} class="row">
                <a href={`/desk/ads/${item.id}`}>{item.advertiser}</a>
                <p class="soft">
                  {[
                    slotCalled(item.slot),
                    w.priorities[item.priority],
                    w.span(dateOf(item.flight.from), dateOf(item.flight.until)),
                    ...(item.size ? [numberOf(item.size)] : []),
                  ].join(' · ')}
                </p>
              </li>
            ))}
          </ul>
        </Batches>
      </section>
      {isBooking && (
        <BookingForm onSaved={({ id }) => go(`/desk/ads/${id}`)} onClose={() => setBooking(false)} />
      )}
    </>
  );
}

/** Days that the calendar shows together. */
const days = 28;
const week = 7 * 86_400_000;

/** What stands in each slot in four weeks: line items at the same time are below each other. */
function Calendar() {
  const w = adWords.value;
  const [weeks, setWeeks] = useState(0);
  const { items, isRead, more, failure, again } = useStanding();
  const from = startOfDay(dayOf(new Date(Date.now() + weeks * week).toISOString()));
  const until = new Date(Date.parse(from) + days * 86_400_000 - 1).toISOString();
  return (
    <section aria-labelledby="calendar">
      <div class="head">
        <h2 id="calendar">{w.calendar}</h2>
        <div class="acts">
          <button type="button" onClick={() => setWeeks(weeks - 1)}>
            {w.earlier}
          </button>
          <span aria-live="polite">{w.span(dateOf(from), dateOf(until))}</span>
          <button type="button" onClick={() => setWeeks(weeks + 1)}>
            {w.later}
          </button>
        </div>
      </div>
      {failure && <Failure error={failure} again={again} />}
      {slotNames.map((slot) => {
        const bars = barsOf(items, slot, { from, days });
        const lanes = Math.max(0, ...bars.map(({ lane }) => lane + 1));
        return (
          <div key={slot} class="slot">
            <h3>
              {slotCalled(slot)} <span>{lanes > 1 ? w.shared(lanes) : ''}</span>
            </h3>
            {bars.length === 0 ? (
              <p class="soft">{isRead ? w.free : !failure && words.value.loading}</p>
            ) : (
              <ul class="bars">
                {bars.map(({ item, lane, first, last }) => (
                  <li
                    key={item.id}
                    class={`bar-of ${item.state}`}
                    style={{ gridColumn: `${first + 1} / ${last + 2}`, gridRow: lane + 1 }}
                  >
                    <a
                      href={`/desk/ads/${item.id}`}
                      title={`${item.advertiser}, ${w.state[item.state]}, ${w.span(dateOf(item.flight.from), dateOf(item.flight.until))}`}
                    >
                      {[item.advertiser, ...(item.size ? [numberOf(item.size)] : [])].join(' · ')}
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </div>
        );
      })}
      {more && (
        <button type="button" onClick={more}>
          {words.value.more}
        </button>
      )}
    </section>
  );
}
