import { expect, it } from 'vitest';
import { Mailing, pausedByHand, resumed, sickness, stopped } from '../../shared/audience/mailing.ts';

const at = '2026-11-24T06:00:00.000Z';
const mailing = Mailing.parse({
  ...{
    id: 'alert-art_1',
    version: 1,
    state: 'sending',
    kind: 'section',
    articleId: 'art_1',
    section: 'sport',
    at,
  },
  audience: { lists: ['sport'] },
});
const by = { by: 'kamal', at };
const health = (delivered: number, bounced: number, complained: number) => ({
  delivered,
  bounced,
  complained,
});

it.each([
  [health(1_000, 0, 1), undefined],
  [health(1_000, 0, 4), undefined],
  [health(1_000, 0, 5), 'complaints'],
  [health(5_001, 0, 5), undefined],
  [health(19, 19, 0), undefined],
  [health(380, 20, 0), 'bounces'],
  [health(381, 20, 0), undefined],
] as const)('a mailing with %j must not go on for %s', (said, reason) => {
  expect(sickness(said, mailing)).toBe(reason);
});

it('is excused nothing by a pause before anything was said', () => {
  const again = resumed(pausedByHand(mailing, by), by);
  expect(sickness(health(100, 0, 5), again)).toBe('complaints');
});

it('is excused what was said when somebody resumed it, and no more', () => {
  const sick = stopped(mailing, 'complaints', { health: health(100, 0, 5) }, Date.parse(at));
  const again = resumed(sick, by);
  expect(sickness(health(110, 0, 9), again)).toBeUndefined();
  expect(sickness(health(110, 0, 10), again)).toBe('complaints');
});
