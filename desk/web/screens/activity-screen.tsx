import { useState } from 'preact/hooks';
import { activity } from '../api/activity.ts';
import { headlineOf } from '../parts/headlines.ts';
import { nameOf } from '../parts/people.ts';
import { momentOf, words } from '../words/words.ts';
import { readOnlyWords } from './read-only/words.ts';

/** How many rows are shown at a time: of each article the headline is asked for. */
const atOnce = 50;

/** What happened in the newsroom, the newest first. */
export function ActivityScreen() {
  const w = words.value;
  const [most, setMost] = useState(atOnce);
  const facts = activity.value.filter(({ type }) => /^(article|newsroom)\./.test(type)).reverse();
  return (
    <>
      <h1>{w.activity}</h1>
      {facts.length === 0 && <p class="soft">{w.quiet}</p>}
      <ol class="rows">
        {facts.slice(0, most).map(({ id, at, by, type, data }) => {
          const article = 'articleId' in data ? String(data.articleId) : undefined;
          return (
            <li key={id} class="row">
              {article && <a href={`/desk/articles/${article}`}>{headlineOf(article)}</a>}
              <p class="soft">
                {nameOf(by)} {w.fact[type] ?? readOnlyWords.value.fact[type] ?? type}
                {type === 'newsroom.made-read-only' && 'reason' in data && `: ${data.reason}`} ·{' '}
                {momentOf(at)}
              </p>
            </li>
          );
        })}
      </ol>
      {facts.length > most && (
        <button type="button" onClick={() => setMost(most + atOnce)}>
          {w.more}
        </button>
      )}
    </>
  );
}
