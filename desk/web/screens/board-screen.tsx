import { useEffect, useState } from 'preact/hooks';
import type { Article } from '../../../shared/articles/article.ts';
import type { Board } from '../../../shared/articles/board.ts';
import { steps } from '../../../shared/articles/workflow.ts';
import { newsroom, type Section, sections } from '../../../shared/newsroom.ts';
import { pulse } from '../api/activity.ts';
import { resource } from '../api/resource.ts';
import { type Offer, stepsFor } from '../article/offered-steps.ts';
import { StepForm } from '../article/step-form.tsx';
import { Failure } from '../parts/failure.tsx';
import { nameOf } from '../parts/people.ts';
import { takeStep } from '../parts/take-step.ts';
import { who } from '../sign-in/session.ts';
import { momentOf, words } from '../words/words.ts';

type State = Board['piles'][number]['state'];
const columns: readonly State[] = ['draft', 'submitted', 'approved'];

/** The steps that bring an article to another column of the board, each with that column. */
const movesOf = (article: Article) =>
  stepsFor(article, who.value ?? { by: '', name: '', roles: [] })
    .filter(({ whyNot }) => whyNot === undefined)
    .map((offer) => ({ offer, to: steps[offer.name].to as State }))
    .filter(({ to }) => columns.includes(to) && to !== article.state);

/** What stands where. A card is moved by a step, which asks what it needs to know: by its button, or by dragging it. */
export function BoardScreen() {
  const w = words.value;
  const board = resource<Board>('/api/board');
  const news = pulse.value;
  useEffect(() => void board.refresh(), [board, news]);
  const [section, setSection] = useState<Section | ''>('');
  const [dragged, setDragged] = useState<Article | undefined>();
  const [taking, setTaking] = useState<{ article: Article; offer: Offer } | undefined>();
  const [said, setSaid] = useState('');
  const found = board.value.value;

  const drop = (article: Article | undefined, state: State) => {
    setDragged(undefined);
    const move = article && movesOf(article).find(({ to }) => to === state);
    if (move) setTaking({ article, offer: move.offer });
  };
  const take = async ({ article, offer }: { article: Article; offer: Offer }, body: object) => {
    try {
      await takeStep(article, offer.name, body);
      setSaid(`${article.headline ?? w.untitled}: ${w.stepDone(w.step[offer.name])}`);
    } finally {
      await board.refresh();
    }
  };
  const targets = dragged ? movesOf(dragged).map(({ to }) => to) : [];

  return (
    <>
      <div class="head">
        <h1>{w.board}</h1>
        <label>
          <span class="soft">{w.section} </span>
          <select
            value={section}
            onChange={({ currentTarget }) => setSection(currentTarget.value as Section | '')}
          >
            <option value="">{w.allSections}</option>
            {sections.map((one) => (
              <option key={one} value={one}>
                {newsroom.sections[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p role="status" class="soft">
        {said}
      </p>
      {board.failure.value && <Failure error={board.failure.value} again={() => void board.refresh()} />}
      {!found && !board.failure.value && <p>{w.loading}</p>}
      <div class="columns">
        {found &&
          columns.map((state) => {
            const piles = found.piles.filter(
              (pile) => pile.state === state && [pile.section, ''].includes(section),
            );
            const dims = dragged && !targets.includes(state) && dragged.state !== state;
            return (
              <section
                key={state}
                class={`column ${dims ? 'dimmed' : ''} ${targets.includes(state) ? 'target' : ''}`}
                aria-labelledby={`column-${state}`}
                onDragOver={(event) => {
                  if (targets.includes(state)) event.preventDefault();
                }}
                onDrop={(event) => {
                  event.preventDefault();
                  drop(dragged, state);
                }}
              >
                <h2 id={`column-${state}`}>
                  {w.state[state]}{' '}
                  <span class="soft">{w.count(piles.reduce((sum, { items }) => sum + items.length, 0))}</span>
                </h2>
                {piles.length === 0 && <p class="soft">{w.nothingHere}</p>}
                {piles.map((pile) => (
                  <div key={pile.section}>
                    <h3>{newsroom.sections[pile.section]}</h3>
                    <ul class="rows">
                      {pile.items.map((article) => (
                        <Card
                          key={article.id}
                          article={article}
                          onDrag={setDragged}
                          onMove={(offer) => setTaking({ article, offer })}
                        />
                      ))}
                    </ul>
                    {pile.hasMore && <p class="soft">{w.andMore(pile.items.length)}</p>}
                  </div>
                ))}
              </section>
            );
          })}
      </div>
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

type CardProps = {
  article: Article;
  onDrag: (article: Article | undefined) => void;
  onMove: (offer: Offer) => void;
};

function Card({ article, onDrag, onMove }: CardProps) {
  const w = words.value;
  const moves = movesOf(article);
  const { headline, reporter, alert, publishAt, since, openComments } = article;
  return (
    <li
      class="card"
      draggable={moves.length > 0}
      onDragStart={() => onDrag(article)}
      onDragEnd={() => onDrag(undefined)}
    >
      <a href={`/desk/articles/${article.id}`}>{headline ?? w.untitled}</a>
      <p class="soft">
        {alert === 'breaking' && <strong class="breaking">{w.breaking} </strong>}
        {[
          nameOf(reporter),
          ...(publishAt ? [w.embargoed(momentOf(publishAt))] : since ? [momentOf(since)] : []),
          ...(openComments ? [w.openComments(openComments)] : []),
        ].join(' · ')}
      </p>
      {moves.length > 0 && (
        <div class="acts">
          {moves.map(({ offer }) => (
            <button
              key={offer.name}
              type="button"
              aria-label={`${w.step[offer.name]}: ${headline ?? w.untitled}`}
              onClick={() => onMove(offer)}
            >
              {w.step[offer.name]}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}
