import type { Fuzzed } from './requests.ts';

const aStep: Fuzzed = {
  route: 'POST /api/articles/{id}/submit',
  path: '/api/articles/{id}/submit',
  who: 'rumana',
  article: 0,
  ifMatch: 'current',
  key: undefined,
  type: 'application/json',
  body: '{}',
};

/** Requests that were once answered wrongly, each with what it was. */
export const regressions: Fuzzed[] = [
  // An instant that leaves the four-digit years once it is in UTC: 500.
  aStep,
  ...['9999-12-31T23:59:59-12:00', '0000-01-01T00:00:00+14:00'].map((publishAt) => ({
    ...aStep,
    route: 'POST /api/articles/{id}/approve',
    path: '/api/articles/{id}/approve',
    who: 'kamal',
    body: JSON.stringify({ publishAt }),
  })),
  // Something else in place of an instant: 500.
  {
    ...aStep,
    route: 'GET /api/activity',
    path: '/api/activity?since=javascript%3Aalert(1)',
    body: undefined,
  },
];
