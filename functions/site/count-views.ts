import { countViews } from '../../shared/articles/count-views.ts';
import { batchArrival } from '../../shared/lambda/arrival.ts';
import { putMostRead } from '../../shared/site/put-most-read.ts';

export const handler = batchArrival(async (logs, at) => {
  const outcomes = await countViews(
    logs.map(({ key }) => key),
    at,
  );
  await putMostRead(at);
  return outcomes;
});
