import { useEffect } from 'preact/hooks';
import type { Article } from '../../../shared/articles/article.ts';
import { pulse } from '../api/activity.ts';
import { resource } from '../api/resource.ts';
import { ArticleRow } from '../parts/article-row.tsx';
import { Failure } from '../parts/failure.tsx';
import { who } from '../sign-in/session.ts';
import { words } from '../words/words.ts';

type Waiting = Record<'toApprove' | 'toFinish' | 'scheduled', Article[]>;
type Queue = { items: Article[] };

/** What waits for whoever is signed in: to approve, to finish, what is scheduled, and what they filed. */
export function MyWorkScreen() {
  const w = words.value;
  const [waiting, mine] = [resource<Waiting>('/api/lists'), resource<Queue>('/api/lists/mine')];
  const news = pulse.value;
  useEffect(() => {
    void waiting.refresh();
    void mine.refresh();
  }, [waiting, mine, news]);
  const roles = who.value?.roles ?? [];
  const found = waiting.value.value;
  return (
    <>
      <div class="head">
        <h1>{w.myWork}</h1>
        {roles.includes('reporter') && (
          <a class="button main" href="/desk/new">
            {w.newArticle}
          </a>
        )}
      </div>
      {waiting.failure.value && (
        <Failure error={waiting.failure.value} again={() => void waiting.refresh()} />
      )}
      {!found && !waiting.failure.value && <p>{w.loading}</p>}
      {found && (
        <>
          {roles.includes('editor') && <Group title={w.toApprove} articles={found.toApprove} />}
          <Group title={w.toFinish} articles={found.toFinish} />
          {roles.includes('editor') && <Group title={w.scheduled} articles={found.scheduled} />}
        </>
      )}
      {roles.includes('reporter') && mine.value.value && (
        <Group title={w.mine} articles={mine.value.value.items} withState />
      )}
    </>
  );
}

type Props = { title: string; articles: readonly Article[]; withState?: boolean };

function Group({ title, articles, withState = false }: Props) {
  const w = words.value;
  return (
    <section class="group">
      <h2>
        {title} <span class="soft">{w.count(articles.length)}</span>
      </h2>
      {articles.length === 0 ? (
        <p class="soft">{w.nothingHere}</p>
      ) : (
        <ul class="rows">
          {articles.map((article) => (
            <ArticleRow key={article.id} article={article} withState={withState} />
          ))}
        </ul>
      )}
    </section>
  );
}
