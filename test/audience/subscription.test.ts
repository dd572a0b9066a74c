import { describe, expect, it } from 'vitest';
import {
  confirm,
  end,
  erase,
  request,
  type Subscription,
  type Wish,
} from '../../shared/audience/subscription.ts';

/** A link with the secret of this hash. */
const by = (secret: string) => (hash: string) => hash === secret;

const at = '2026-01-01T06:00:00.000Z';
const minutesOn = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const identity = { id: 'sub_1', mailbox: 'hash', endTokenHash: 'end-1' };

const requested = (differences: Partial<Subscription> = {}): Subscription => ({
  ...identity,
  ...{ state: 'requested', version: 1, sections: [], requestedAt: at },
  ...differences,
});
const confirmed = (differences: Partial<Subscription> = {}) =>
  requested({
    state: 'confirmed',
    address: 'a@pathok.example',
    sections: ['law'],
    confirmedAt: at,
    ...differences,
  });
const aWish = (differences: Partial<Wish> = {}): Wish => ({
  address: 'a@pathok.example',
  sections: ['law'],
  at,
  ...differences,
});

const refused = expect.objectContaining({ code: 'invalid-token' });

describe('a request', () => {
  it('waits for its confirmation, and keeps no address until then', () => {
    const { subscription, facts } = request(undefined, identity, ['law'], at);
    expect(subscription).toEqual(requested());
    expect(facts).toEqual([{ type: 'subscription.requested', data: { subscriptionId: 'sub_1' } }]);
  });

  it('for what is confirmed already changes nothing, ever', () => {
    expect(request(confirmed(), identity, ['law'], minutesOn(100_000))).toEqual({
      subscription: confirmed(),
      facts: [],
    });
  });

  it('for something else keeps what is sent now, and the link that ends it', () => {
    const { subscription } = request(confirmed(), identity, ['sport'], minutesOn(1));
    expect(subscription).toEqual(confirmed({ version: 2, requestedAt: minutesOn(1) }));
  });

  it('after an end begins anew', () => {
    const ended = end(confirmed(), by('end-1'), at).subscription;
    expect(request(ended, identity, ['sport'], at).subscription).toMatchObject({
      state: 'requested',
      sections: [],
    });
  });
});

describe('confirming', () => {
  it('takes what the mail named, and its address', () => {
    expect(confirm(requested(), aWish(), at).subscription).toMatchObject({
      state: 'confirmed',
      sections: ['law'],
      address: 'a@pathok.example',
    });
  });

  it('adds to what was confirmed, and keeps the address as its reader wrote it first', () => {
    const wish = aWish({ address: 'A+x@pathok.example', sections: ['sport', 'law'] });
    expect(confirm(confirmed(), wish, at).subscription).toMatchObject({
      sections: ['law', 'sport'],
      address: 'a@pathok.example',
    });
  });

  it('works for seven days', () => {
    expect(confirm(requested(), aWish(), minutesOn(7 * 24 * 60)).facts).toHaveLength(1);
    expect(() => confirm(requested(), aWish(), minutesOn(7 * 24 * 60 + 1))).toThrow(refused);
  });

  it('twice is once', () => {
    const done = aWish({ confirmedAt: at });
    expect(confirm(confirmed(), done, minutesOn(100_000))).toEqual({ subscription: confirmed(), facts: [] });
  });

  it('needs a wish', () => {
    expect(() => confirm(requested(), undefined, at)).toThrow(refused);
  });
});

describe('ending', () => {
  it('takes the link of any mail, forgets the address, and is once', () => {
    const { subscription, facts } = end(confirmed(), by('end-1'), at);
    expect(subscription).toMatchObject({ state: 'ended', sections: [], mailbox: 'hash' });
    expect(subscription).not.toHaveProperty('address');
    expect(facts).toHaveLength(1);
    expect(end(subscription, by('end-1'), at).facts).toEqual([]);
  });

  it('does not take another link', () => {
    expect(() => end(confirmed(), by('end-2'), at)).toThrow(refused);
  });
});

it('erasing forgets the mailbox too', () => {
  const { subscription, facts } = erase(confirmed());
  expect(subscription).toMatchObject({ state: 'ended', sections: [] });
  expect(subscription).not.toHaveProperty('address');
  expect(subscription).not.toHaveProperty('mailbox');
  expect(facts).toEqual([{ type: 'subscription.erased', data: { subscriptionId: 'sub_1' } }]);
});
