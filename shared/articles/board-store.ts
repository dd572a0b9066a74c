import { readable, readList } from '../aws/table.ts';
import { lists } from '../keys.ts';
import { type Section, sections } from '../newsroom.ts';
import { Article } from './article.ts';
import { type Board, boardStates, type Pile } from './board.ts';
import { endOfPlaces } from './queue-place.ts';

/** How many articles a pile shows. */
const most = 20;
/** How many scheduled articles of all sections together, soonest first, the board looks at. */
const mostScheduled = 200;

/** Reads the board, for the same cost however long its queues are: a batch of each, and one of what is scheduled. */
export async function readBoard(): Promise<Board> {
  const [due, ...queues] = await Promise.all([
    readList(lists.due({}), { limit: mostScheduled, newestFirst: false }),
    ...boardStates
      .filter((state) => state !== 'approved')
      .flatMap((state) => sections.map((section) => queueOf(section, state))),
  ]);
  const scheduled = Map.groupBy(readable(due.items, Article), ({ section }) => section);
  const approved = [...scheduled].map(([section, items]) =>
    pile(section, 'approved', items, due.next !== undefined),
  );
  return { piles: [...queues, ...approved].filter(({ items }) => items.length > 0) };
}

async function queueOf(section: Section, state: 'draft' | 'submitted') {
  const { items } = await readList(lists.desk({ section, state }), {
    limit: most + 1,
    newestFirst: true,
    until: endOfPlaces('~'),
  });
  return pile(section, state, readable(items, Article), items.length > most);
}

const pile = (section: Section, state: Pile['state'], items: readonly Article[], hasMore: boolean): Pile => ({
  section,
  state,
  items: items.slice(0, most),
  hasMore: hasMore || items.length > most,
});
