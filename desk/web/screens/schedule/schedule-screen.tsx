import { useState } from 'preact/hooks';
import type { Article } from '../../../../shared/articles/article.ts';
import { dayAfter, dayOf, startOfDay } from '../../../../shared/bangla/dates.ts';
import { newsroom } from '../../../../shared/newsroom.ts';
import { type Offer, stepsFor } from '../../article/offered-steps.ts';
import { StepForm } from '../../article/step-form.tsx';
import { Batches } from '../../parts/batches.tsx';
import { may, OnlyFor } from '../../parts/roles.tsx';
import { takeStep } from '../../parts/take-step.ts';
import { useBatches } from '../../parts/use-batches.ts';
import { who } from '../../sign-in/session.ts';
import { dayOfWeekOf, timeOf, words } from '../../words/words.ts';
import { type Due, dueByDay } from './due.ts';
import { scheduleWords } from './words.ts';

type Taking = { article: Article; offer: Offer };

/** What the clock will do, by day: embargoes that lift, ends of what readers have. A time is moved by a step. */
export function ScheduleScreen() {
  const w = scheduleWords.value;
  if (!may('editor'))
    return (
      <>
        <h1>{words.value.place.schedule}</h1>
        <OnlyFor roles={['editor']} what={w.working} />
      </>
    );
  return <Schedule />;
}

function Schedule() {
  const w = scheduleWords.value;
  const scheduled = useBatches<Article>('/api/lists/scheduled');
  const expiring = useBatches<Article>('/api/lists/expiring');
  const [only, setOnly] = useState<Due['what'] | ''>('');
  const [taking, setTaking] = useState<Taking>();
  const [said, setSaid] = useState('');
  const refresh = () => Promise.all([scheduled.refresh(), expiring.refresh()]);
  const days = dueByDay(
    only === 'expireAt' ? [] : (scheduled.items ?? []),
    only === 'publishAt' ? [] : (expiring.items ?? []),
  )
    .map(([day, due]) => [day, due.filter(({ what }) => only === '' || what === only)] as const)
    .filter(([, due]) => due.length > 0);
  const take = async ({ article, offer }: Taking, body: object) => {
    try {
      await takeStep(article, offer.name, body);
      setSaid(
        `${article.headline ?? words.value.untitled}: ${words.value.stepDone(words.value.step[offer.name])}`,
      );
    } finally {
      await refresh();
    }
  };
  const isRead = scheduled.items !== undefined && expiring.items !== undefined;
  return (
    <>
      <div class="head">
        <h1>{words.value.place.schedule}</h1>
        <label>
          <span class="soft">{w.only} </span>
          <select
            value={only}
            onChange={({ currentTarget }) => setOnly(currentTarget.value as Due['what'] | '')}
          >
            <option value="">{w.both}</option>
            <option value="publishAt">{w.publishAt}</option>
            <option value="expireAt">{w.expireAt}</option>
          </select>
        </label>
      </div>
      <p role="status" class="soft">
        {said}
      </p>
      {isRead && days.length === 0 && <p class="soft">{w.none}</p>}
      {days.map(([day, due]) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`}>
            {nearName(day)} <span class="soft">{dayOfWeekOf(startOfDay(day))}</span>
          </h2>
          <ul class="rows">
            {due.map((one) => (
              <DueRow key={`${one.article.id}-${one.what}`} due={one} onTake={setTaking} />
            ))}
          </ul>
        </section>
      ))}
      <Batches of={{ ...scheduled, items: isRead ? [{}] : scheduled.items }}>{null}</Batches>
      {expiring.more && (
        <button type="button" onClick={expiring.more}>
          {words.value.more}
        </button>
      )}
      {taking && (
        <StepForm
          article={taking.article}
          offer={taking.offer}
          lint={[]}
          take={(body) => take(taking, body)}
          onClose={() => setTaking(undefined)}
        />
      )}
    </>
  );
}

function nearName(day: string): string {
  const w = scheduleWords.value;
  const today = dayOf(new Date().toISOString());
  if (day === today) return w.today;
  return day === dayAfter(today) ? w.tomorrow : '';
}

/** The steps of the schedule. */
const movesOf = (article: Article): Offer[] =>
  stepsFor(article, who.value ?? { by: '', name: '', roles: [] }).filter(
    ({ name, whyNot }) => whyNot === undefined && (name === 'reschedule' || name === 'unschedule'),
  );

function DueRow({ due, onTake }: { due: Due; onTake: (taking: Taking) => void }) {
  const w = scheduleWords.value;
  const { article, at, what } = due;
  const headline = article.headline ?? words.value.untitled;
  const isOver = Date.parse(at) <= Date.now();
  return (
    <li class="row">
      <strong class="time">{timeOf(at)}</strong> <a href={`/desk/articles/${article.id}`}>{headline}</a>
      <p class="soft">
        {[
          w[what],
          ...(what === 'expireAt' ? [w.expiryMeans] : []),
          newsroom.sections[article.section],
          words.value.state[article.state],
          ...(isOver ? [w.overdue] : []),
        ].join(' · ')}
      </p>
      <div class="acts">
        {movesOf(article)
          .filter(({ name }) => name === 'reschedule' || what === 'publishAt')
          .map((offer) => (
            <button
              key={offer.name}
              type="button"
              aria-label={offer.name === 'reschedule' ? w.move(headline) : w.unschedule(headline)}
              onClick={() => onTake({ article, offer })}
            >
              {words.value.step[offer.name]}
            </button>
          ))}
      </div>
    </li>
  );
}
