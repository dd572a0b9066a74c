import { describe, expect, it } from 'vitest';
import { confirm, end, request, type Subscription } from '../../shared/audience/subscription.ts';

const at = '2026-01-01T06:00:00.000Z';
const minutesOn = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const tokens = { confirmToken: 'confirm-2', endToken: 'end-2' };
const wish = { id: 'sub_1', address: 'a@pathok.example', sections: ['law' as const] };

const aSubscription = (differences: Partial<Subscription> = {}): Subscription => ({
  ...{
    id: 'sub_1',
    state: 'requested',
    version: 1,
    address: 'a@pathok.example',
    sections: [],
    wanted: ['law'],
  },
  ...{ confirmToken: 'confirm-1', endToken: 'end-1', requestedAt: at, mailedAt: [at] },
  ...differences,
});
const confirmed = (differences: Partial<Subscription> = {}) =>
  aSubscription({ state: 'confirmed', sections: ['law'], confirmedAt: at, ...differences });

const refused = expect.objectContaining({ code: 'invalid-token' });

describe('a wish', () => {
  it('waits for its confirmation', () => {
    const { subscription, facts } = request(undefined, wish, tokens, at);
    expect(subscription).toMatchObject({ state: 'requested', sections: [], wanted: ['law'], version: 1 });
    expect(facts).toHaveLength(1);
  });

  it('that is repeated within ten minutes sends no second mail, and later does', () => {
    expect(request(aSubscription(), wish, tokens, minutesOn(9)).facts).toEqual([]);
    expect(request(aSubscription(), wish, tokens, minutesOn(10)).facts).toHaveLength(1);
  });

  it('for what is confirmed already changes nothing, ever', () => {
    expect(request(confirmed(), wish, tokens, minutesOn(100_000)).facts).toEqual([]);
  });

  it('for something else keeps what is sent now, and the link that ends it', () => {
    const { subscription } = request(confirmed(), { ...wish, sections: ['sport'] }, tokens, minutesOn(1));
    expect(subscription).toMatchObject({
      ...{
        state: 'confirmed',
        sections: ['law'],
        wanted: ['sport'],
        confirmToken: 'confirm-2',
        endToken: 'end-1',
      },
    });
  });
});

describe('an address that somebody else types', () => {
  const wishes = ['sport', 'jobs', 'crime', 'women', 'other', 'photos'] as const;

  it('gets three mails a day, however many wishes come', () => {
    let subscription: Subscription | undefined;
    let mails = 0;
    for (const [n, section] of [...wishes, ...wishes, ...wishes].entries()) {
      const outcome = request(subscription, { ...wish, sections: [section] }, tokens, minutesOn(n));
      subscription = outcome.subscription;
      mails += outcome.facts.filter(({ type }) => type === 'subscription.requested').length;
    }
    expect(mails).toBe(3);
    const tomorrow = request(subscription, { ...wish, sections: ['religion'] }, tokens, minutesOn(24 * 60));
    expect(tomorrow.facts[0]?.type).toBe('subscription.requested');
  });

  it('keeps the link that was mailed to it and not used', () => {
    const { subscription } = request(aSubscription(), { ...wish, sections: ['sport'] }, tokens, minutesOn(1));
    expect(confirm(subscription, 'confirm-1', minutesOn(2)).subscription.sections).toEqual(['sport']);
  });
});

describe('confirming', () => {
  it('takes the newest link only', () => {
    expect(() => confirm(aSubscription(), 'confirm-0', at)).toThrow(refused);
    expect(confirm(aSubscription(), 'confirm-1', at).subscription).toMatchObject({
      state: 'confirmed',
      sections: ['law'],
    });
  });

  it('takes it for seven days', () => {
    expect(confirm(aSubscription(), 'confirm-1', minutesOn(7 * 24 * 60)).facts).toHaveLength(1);
    expect(() => confirm(aSubscription(), 'confirm-1', minutesOn(7 * 24 * 60 + 1))).toThrow(refused);
  });

  it('twice is once', () => {
    expect(confirm(confirmed(), 'confirm-1', minutesOn(100_000))).toEqual({
      subscription: confirmed(),
      facts: [],
    });
  });

  it('cannot bring back what was ended', () => {
    expect(() => confirm(aSubscription({ state: 'ended' }), 'confirm-1', at)).toThrow(refused);
  });
});

describe('ending', () => {
  it('takes the link of any mail, at any time, and once', () => {
    const { subscription, facts } = end(confirmed(), 'end-1');
    expect(subscription).toMatchObject({ state: 'ended', sections: [], wanted: [] });
    expect(facts).toHaveLength(1);
    expect(end(subscription, 'end-1').facts).toEqual([]);
  });

  it('does not take the link that confirms', () => {
    expect(() => end(confirmed(), 'confirm-1')).toThrow(refused);
  });
});
