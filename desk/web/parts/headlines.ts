import { signal } from '@preact/signals';
import type { Live } from '../../../shared/articles/live.ts';
import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { get } from '../api/request.ts';

const known = signal<ReadonlyMap<string, string>>(new Map());
const asked = new Set<string>();

const learn = (id: string, headline: string) => {
  if (known.peek().get(id) !== headline) known.value = new Map(known.peek()).set(id, headline);
};

/** Takes note of the headlines of a list that was read. */
export const learnFrom = (articles: readonly Pick<Live, 'id' | 'headline'>[]) => {
  for (const { id, headline } of articles) learn(id, headline);
};

/** The headline of a pinned article, which the pin does not have; its id until it is known. */
export function headlineOf(id: string): string {
  if (!known.value.has(id) && !asked.has(id)) {
    asked.add(id);
    get<ArticleRecord>(`/api/articles/${id}`).then(
      ({ headline }) => learn(id, headline ?? id),
      () => asked.delete(id),
    );
  }
  return known.value.get(id) ?? id;
}
