import { describe, expect, it } from 'vitest';
import { type Noted, queueMail, type Seen, watchQueues } from '../../shared/facts/queue-watch.ts';

const parked = (waiting: number, held = 0): Seen => ({
  queue: 'parked-site-publish-article',
  waiting,
  held,
});
const inbox = (waiting: number, held = 0): Seen => ({ queue: 'inbox-ads-tally-log', waiting, held });

const minute = 60_000;
const at = (minutes: number) => new Date(Date.parse('2026-11-28T00:00:00Z') + minutes * minute).toISOString();

/** Looks each five minutes at one queue, which is as `states` say; returns what each look tells. */
function look(states: readonly Seen[], every = 5) {
  let noted: Noted = {};
  const told = states.map((seen, i) => {
    const { tell, note } = watchQueues([seen], noted, at(i * every));
    noted = note;
    return tell.map(({ count, isOver }) => (isOver ? 'over' : count));
  });
  return { told, noted };
}

describe('watched queues', () => {
  it('tell of a parked message at once, once, and when it is gone', () => {
    const { told, noted } = look([parked(0), parked(2), parked(2), parked(3), parked(0), parked(0)]);
    expect(told).toEqual([[], [2], [], [], ['over'], []]);
    expect(noted).toEqual({});
  });

  it('tell again when ten times as many are parked', () => {
    expect(look([parked(1), parked(9), parked(10), parked(90), parked(3_000)]).told).toEqual([
      [1],
      [],
      [10],
      [],
      [3_000],
    ]);
  });

  it('let the messages of a mailing wait for their turn', () => {
    const shards: Seen = { queue: 'inbox-audience-mail-alerts', waiting: 14, held: 2 };
    expect(look(Array(9).fill(shards)).told.flat()).toEqual([]);
  });

  it('do not say it is over while somebody looks at what is parked', () => {
    expect(look([parked(2), parked(0, 2), parked(1, 1)]).told).toEqual([[2], [], []]);
  });

  it('tell of an inbox that has messages at three looks in a row, not of one that works', () => {
    expect(look([inbox(3), inbox(9), inbox(0), inbox(1), inbox(1)]).told.flat()).toEqual([]);
    expect(look([inbox(3), inbox(4), inbox(5), inbox(6), inbox(0)]).told).toEqual([
      [],
      [],
      [5],
      [],
      ['over'],
    ]);
    // What a function works on does not wait.
    expect(look(Array(9).fill(inbox(0, 10))).told.flat()).toEqual([]);
  });

  it('tell each day what still stands', () => {
    expect(
      look(Array(50).fill(parked(1)), 60).told.flatMap((one, hour) => (one.length > 0 ? [hour] : [])),
    ).toEqual([0, 24, 48]);
  });
});

describe('the mail', () => {
  const since = at(0);

  it('names functions, what to look at and what to do', () => {
    const { subject, text } = queueMail(
      [
        { queue: 'parked-site-publish-article', count: 1, since, isOver: false },
        { queue: 'inbox-ads-tally-log', count: 7, since, isOver: false },
        { queue: 'parked-outbox-relay', count: 2, since, isOver: true },
      ],
      'prod',
    );
    expect(subject).toBe('Khobor prod: site/publish-article and 1 more: parked');
    expect(text.split('\n\n')).toEqual([
      `site/publish-article: 1 message parked, the first seen at ${since}.
Look: npm run parked -- show site/publish-article --stage prod
What to do: docs/runbook.md#parked-messages`,
      `ads/tally-log: 7 messages in its inbox, which has not been empty since ${since}.
What to do: docs/runbook.md#an-inbox-waits-or-a-clock-stands`,
      `outbox/relay: nothing is parked any more. It was so since ${since}.`,
    ]);
  });

  it('has a subject that SNS takes, whatever a stage and a function are called', () => {
    const queue = `inbox-audience-${'x'.repeat(90)}`;
    const { subject } = queueMail([{ queue, count: 1, since, isOver: false }], 'a'.repeat(20));
    expect(subject).toMatch(/^[ -~]{1,100}$/);
    expect(queueMail([{ queue: 'parked-ads-go', count: 0, since, isOver: true }], undefined).subject).toBe(
      'Khobor: ads/go: in order again',
    );
  });
});
