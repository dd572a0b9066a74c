import { announce } from '../../shared/aws/topic.ts';
import { factStream } from '../../shared/lambda/stream.ts';

export const handler = factStream(announce, async (what) =>
  (await import('../../shared/aws/parked.ts')).park(what),
);
