import { activity } from '../api/activity.ts';
import { nameOf } from '../parts/people.ts';
import { momentOf, words } from '../words/words.ts';

/** What happened in the newsroom, the newest first. */
export function ActivityScreen() {
  const w = words.value;
  const facts = activity.value.filter(({ type }) => type.startsWith('article.')).reverse();
  return (
    <>
      <h1>{w.activity}</h1>
      {facts.length === 0 && <p class="soft">{w.quiet}</p>}
      <ol class="rows">
        {facts.map(({ id, at, by, type, data }) => {
          const article = 'articleId' in data ? String(data.articleId) : undefined;
          return (
            <li key={id} class="row">
              <strong>{nameOf(by)}</strong> {w.fact[type] ?? type}{' '}
              {article && <a href={`/desk/articles/${article}`}>{article}</a>}
              <p class="soft">{momentOf(at)}</p>
            </li>
          );
        })}
      </ol>
    </>
  );
}
