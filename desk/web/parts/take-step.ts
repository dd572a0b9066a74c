import type { Article } from '../../../shared/articles/article.ts';
import { means } from '../api/means.ts';
import { stepOf } from '../api/step-of.ts';
import { openWriteQueue } from '../api/write-queue.ts';

/** Takes a step on an article as it stands in a list: on the version that was shown there, or a withdrawal on any. */
export async function takeStep({ id, version }: Article, name: string, body: object): Promise<void> {
  const queue = openWriteQueue(id, means());
  queue.startFrom(`"${version}"`);
  await queue.send(stepOf(id, name, body));
}
