import type { Named } from '../../articles/terms.ts';
import { newsroom } from '../../newsroom.ts';
import { feedPath, mostReadPath, termPath } from './paths.ts';

/** What is read most. A script fills it: without one nothing of it is there. */
export const MostRead = () => (
  <div class="onto" data-from={mostReadPath}>
    <aside class="most-read" aria-labelledby="most-read" hidden>
      <h2 id="most-read">সর্বাধিক পঠিত</h2>
      {lists.map(([list, called]) => (
        <section key={list} hidden>
          <h3>{called}</h3>
          <ol data-list={list} />
        </section>
      ))}
    </aside>
  </div>
);

const lists = [
  ['today', 'আজ'],
  ['week', 'গত সাত দিনে'],
] as const;

/** Of an article's tags so many are asked for what else is about them: an editor's first ones say what it is about. */
const asked = 3;

/**
 * What else is published under an article's tags, by their feeds: these are written anyway, and lose at once what is
 * withdrawn. Not where feeds have the full text of all they list.
 */
export const Related = ({ tags }: { tags: readonly Named[] }) =>
  tags.length === 0 || newsroom.fullTextFeeds ? null : (
    <div
      class="onto"
      data-feeds={tags
        .slice(0, asked)
        .map((tag) => feedPath(termPath(tag)))
        .join(' ')}
      data-zone={newsroom.timeZone}
    >
      <aside class="more" aria-labelledby="related" hidden>
        <h2 id="related">এ বিষয়ে আরও</h2>
      </aside>
    </div>
  );
