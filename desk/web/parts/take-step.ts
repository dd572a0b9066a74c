import type { Article } from '../../../shared/articles/article.ts';
import { means } from '../api/means.ts';
import { openWriteQueue } from '../api/write-queue.ts';

/** Takes a step on an article as it stands in a list: on the version that was shown there. */
export async function takeStep({ id, version }: Article, name: string, body: object): Promise<void> {
  const queue = openWriteQueue(id, means());
  queue.startFrom(`"${version}"`);
  await queue.send({ method: 'POST', path: `/api/articles/${id}/${name}`, body });
}
