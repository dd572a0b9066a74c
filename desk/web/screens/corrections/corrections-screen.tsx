import { useEffect, useState } from 'preact/hooks';
import type { Article } from '../../../../shared/articles/article.ts';
import type { Live } from '../../../../shared/articles/live.ts';
import { newsroom, type Section, sections } from '../../../../shared/newsroom.ts';
import { pulse } from '../../api/activity.ts';
import { get } from '../../api/request.ts';
import { Batches } from '../../parts/batches.tsx';
import { Failure } from '../../parts/failure.tsx';
import { nameOf } from '../../parts/people.ts';
import { useBatches } from '../../parts/use-batches.ts';
import { momentOf, words } from '../../words/words.ts';
import { readOpenChanges } from './open-changes.ts';
import { correctionWords } from './words.ts';

/** Corrections and updates: those in work, and the notes that readers were given. */
export function CorrectionsScreen() {
  const w = correctionWords.value;
  const [section, setSection] = useState<Section | ''>('');
  return (
    <>
      <h1>{words.value.place.corrections}</h1>
      <p class="soft">{w.start}</p>
      <section aria-labelledby="open">
        <h2 id="open">{w.open}</h2>
        <Open />
      </section>
      <section aria-labelledby="told">
        <div class="head">
          <h2 id="told">{w.published}</h2>
          <label>
            <span class="soft">{words.value.section} </span>
            <select
              value={section}
              onChange={({ currentTarget }) => setSection(currentTarget.value as Section | '')}
            >
              <option value="">{words.value.allSections}</option>
              {sections.map((one) => (
                <option key={one} value={one}>
                  {newsroom.sections[one]}
                </option>
              ))}
            </select>
          </label>
        </div>
        {section === '' ? <TellingsOfAll /> : <TellingsOf key={section} section={section} />}
      </section>
    </>
  );
}

function Open() {
  const w = correctionWords.value;
  const [changes, setChanges] = useState<Article[]>();
  const [failure, setFailure] = useState<Error>();
  const news = pulse.value;
  useEffect(() => {
    readOpenChanges().then(setChanges, setFailure);
  }, [news]);
  if (!changes) return failure ? <Failure error={failure} /> : <p>{words.value.loading}</p>;
  if (changes.length === 0) return <p class="soft">{w.openNone}</p>;
  return (
    <ul class="rows">
      {changes.map(({ id, headline, section, state, correction, update }) => {
        const opened = correction ?? update;
        return (
          <li key={id} class="row">
            <a href={`/desk/articles/${id}`}>{headline ?? words.value.untitled}</a>
            {correction && <p class="note">{correction.note}</p>}
            <p class="soft">
              {[
                correction ? w.correction : w.update,
                words.value.state[state],
                newsroom.sections[section],
                ...(opened ? [w.openedBy(nameOf(opened.by), momentOf(opened.at))] : []),
              ].join(' · ')}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

/** The notes of all sections, from the newest articles of each. */
function TellingsOfAll() {
  const w = correctionWords.value;
  const [lives, setLives] = useState<Live[]>();
  const [failure, setFailure] = useState<Error>();
  const news = pulse.value;
  useEffect(() => {
    Promise.all(sections.map((section) => get<{ items: Live[] }>(`/api/lists/${section}/published`))).then(
      (lists) => setLives(lists.flatMap(({ items }) => items)),
      setFailure,
    );
  }, [news]);
  if (!lives) return failure ? <Failure error={failure} /> : <p>{words.value.loading}</p>;
  return (
    <>
      <p class="soft">{w.latestOf}</p>
      <Tellings lives={lives} />
    </>
  );
}

function TellingsOf({ section }: { section: Section }) {
  const lives = useBatches<Live>(`/api/lists/${section}/published`);
  return <Batches of={lives}>{lives.items && <Tellings lives={lives.items} />}</Batches>;
}

function Tellings({ lives }: { lives: readonly Live[] }) {
  const w = correctionWords.value;
  const told = lives
    .flatMap((live) => live.corrections.map((correction) => ({ live, ...correction })))
    .sort((a, b) => (a.at > b.at ? -1 : 1));
  if (told.length === 0) return <p class="soft">{w.publishedNone}</p>;
  return (
    <ul class="rows">
      {told.map(({ live, at, revision, note }) => (
        <li key={`${live.id}-${revision}`} class="row">
          <a href={`/desk/articles/${live.id}`}>{live.headline}</a>
          <p class="note">{note}</p>
          <p class="soft">
            {[newsroom.sections[live.section], momentOf(at)].join(' · ')}
            {' · '}
            <a href={live.path} target="_blank" rel="noreferrer">
              {words.value.readPage}
            </a>
          </p>
        </li>
      ))}
    </ul>
  );
}
