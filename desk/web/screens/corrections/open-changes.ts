import type { Article } from '../../../../shared/articles/article.ts';
import type { Board } from '../../../../shared/articles/board.ts';
import { get } from '../../api/request.ts';

type List = { items: Article[]; cursor?: string };

const isChange = ({ correction, update }: Article) => correction !== undefined || update !== undefined;

const openedAt = ({ correction, update }: Article) => (correction ?? update)?.at ?? '';

/** Every correction and update in work, the newest first: from the board, and from those piles that it shows a part of. */
export async function readOpenChanges(): Promise<Article[]> {
  const { piles } = await get<Board>('/api/board');
  const all = await Promise.all(
    piles.map(({ section, state, items, hasMore }) =>
      hasMore ? allOf(`/api/lists/${section}/${state}`) : items,
    ),
  );
  return all
    .flat()
    .filter(isChange)
    .sort((a, b) => (openedAt(a) > openedAt(b) ? -1 : 1));
}

async function allOf(path: string): Promise<Article[]> {
  const items: Article[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const list: List = await get(cursor === '' ? path : `${path}?cursor=${encodeURIComponent(cursor)}`);
    items.push(...list.items);
    cursor = list.cursor;
  }
  return items;
}
