import type { Article } from '../../../shared/articles/article.ts';
import { newsroom } from '../../../shared/newsroom.ts';
import { momentOf, words } from '../words/words.ts';
import { nameOf } from './people.ts';

/** One article of a queue: what it is, whose, and what one should know before opening it. */
export function ArticleRow({ article, withState = false }: { article: Article; withState?: boolean }) {
  const w = words.value;
  const { headline, section, reporter, state, alert, publishAt, words: length, openComments } = article;
  return (
    <li class="row">
      <a href={`/desk/articles/${article.id}`}>{headline ?? w.untitled}</a>
      <p class="soft">
        {alert === 'breaking' && <strong class="breaking">{w.breaking} </strong>}
        {[
          ...(withState ? [w.state[state]] : []),
          ...(article.correction ? [w.correctionMark] : []),
          ...(article.update ? [w.updateMark] : []),
          newsroom.sections[section],
          nameOf(reporter),
          ...(article.since ? [momentOf(article.since)] : []),
          ...(length === undefined ? [] : [w.words(length)]),
          ...(publishAt === undefined ? [] : [w.embargoed(momentOf(publishAt))]),
          ...(openComments ? [w.openComments(openComments)] : []),
        ].join(' · ')}
      </p>
      {article.returned && (
        <p class="note">
          {w.returnedBy(nameOf(article.returned.by))}: {article.returned.note}
        </p>
      )}
    </li>
  );
}
