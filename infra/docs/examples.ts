import { sections } from '../../shared/newsroom.ts';
import type { FunctionName } from '../topology.ts';

/** A body that a route takes as it is, where one made up from the schema would be refused. */
export const examples: Partial<Record<FunctionName, object>> = {
  'articles/create': {
    section: sections[0],
    headline: 'পদ্মার চরে নতুন স্কুলের প্রথম ঘণ্টা',
    body: 'চরের **শিশুরা** আজ প্রথমবার নিজেদের স্কুলে গেছে।',
    bylines: ['রুমানা হক'],
  },
  'facts/replay': { since: '2026-11-24T00:00:00.000Z', types: ['article.released'] },
};
