import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Subscription } from '../../shared/audience/subscription.ts';
import {
  type Bounces,
  bouncesAfter,
  bouncesAfterDelivery,
  isDead,
  isEnding,
  isSuppressed,
  type Suppression,
  suppressedAfter,
} from '../../shared/audience/suppression.ts';

const day = 24 * 60 * 60_000;
const start = Date.parse('2026-01-01T06:00:00.000Z');
const on = (days: number) => new Date(start + days * day).toISOString();
const item = (record: Suppression) => ({ pk: 'SUPPRESSED#h', sk: 'HEAD', record });
const bounce = (at = on(0)) => ({ reason: 'bounce' as const, at });
const complaint = (at = on(0)) => ({ reason: 'complaint' as const, at });

describe('a suppression', () => {
  it('after a bounce ends by itself in ninety days, after a complaint never', () => {
    expect(isSuppressed(item(bounce()), on(90))).toBe(true);
    expect(isSuppressed(item(bounce()), on(90.01))).toBe(false);
    expect(isSuppressed(item(complaint()), on(9_000))).toBe(true);
    expect(isSuppressed(undefined, on(0))).toBe(false);
  });

  it('that was lifted is none, and events of before change nothing', () => {
    const lifted = { ...complaint(), liftedAt: on(2) };
    expect(isSuppressed(item(lifted), on(3))).toBe(false);
    expect(suppressedAfter(lifted, complaint(on(1)), on(3))).toBeUndefined();
    expect(suppressedAfter(lifted, bounce(on(3)), on(3))).toEqual({ ...bounce(on(3)), liftedAt: on(2) });
  });

  it('comes out the same in any order, however often events come', () => {
    const news = fc.record({
      reason: fc.constantFrom('bounce' as const, 'complaint' as const),
      at: fc.integer({ min: 0, max: 60 }).map(on),
    });
    const liftedAt = fc.option(fc.integer({ min: 0, max: 60 }).map(on), { nil: undefined });
    const comesOf = (all: Suppression[], lifted: string | undefined) =>
      all.reduce<Suppression | undefined>(
        (before, one) => suppressedAfter(before, one, on(70)) ?? before,
        lifted === undefined ? undefined : { ...complaint(on(-1)), liftedAt: lifted },
      );
    fc.assert(
      fc.property(
        fc.array(news, { minLength: 1, maxLength: 8 }),
        liftedAt,
        fc.infiniteStream(fc.nat()),
        (all, lifted, chance) => {
          const shuffled = [...all, ...all]
            .map((one) => ({ one, at: chance.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
          expect(comesOf(shuffled, lifted)).toEqual(comesOf(all, lifted));
        },
      ),
    );
  });
});

describe('the end of a subscription', () => {
  const subscription = (differences: Partial<Subscription>): Subscription => ({
    ...{ id: 'sub_1', version: 1, state: 'confirmed', sections: ['law'], endTokenHash: 'x' },
    requestedAt: on(0),
    confirmedAt: on(1),
    ...differences,
  });

  it('comes with a bounce, unless its reader has confirmed since', () => {
    expect(isEnding(subscription({}), bounce(on(2)))).toBe(true);
    expect(isEnding(subscription({}), bounce(on(0)))).toBe(false);
    expect(isEnding(subscription({ state: 'requested', requestedAt: on(3) }), bounce(on(2)))).toBe(true);
    expect(isEnding(subscription({ state: 'ended' }), bounce(on(2)))).toBe(false);
  });

  it('comes with a complaint whenever that was', () => {
    expect(isEnding(subscription({}), complaint(on(0)))).toBe(true);
  });
});

describe('a mailbox that does not take mails for now', () => {
  const mail = (days: number) => ({ messageId: `m${days}`, sentAt: on(days), at: on(days + 0.5) });
  const bouncesOf = (...days: number[]) =>
    days.reduce<Bounces | undefined>((before, one) => bouncesAfter(mail(one), before), undefined) as Bounces;

  it('is dead after five in fourteen days', () => {
    expect(isDead(bouncesOf(0, 4, 8, 12))).toBe(false);
    expect(isDead(bouncesOf(0, 4, 8, 10, 13.9))).toBe(false);
    expect(isDead(bouncesOf(0, 4, 8, 12, 14))).toBe(true);
    expect(isDead(bouncesOf(14, 8, 0, 12, 4))).toBe(true);
  });

  it('is not by one mail that is told five times', () => {
    expect(isDead(bouncesOf(0, 0, 0, 0, 14))).toBe(false);
  });

  it('begins anew when it took one', () => {
    const took = bouncesAfterDelivery(mail(9), bouncesOf(0, 4, 8, 12));
    expect(took.mails.map(({ messageId }) => messageId)).toEqual(['m12']);
    expect(bouncesAfter(mail(8), took)).toBe(took);
    expect(bouncesAfterDelivery(mail(3), took)).toBe(took);
  });

  it('keeps the first and the newest of very many', () => {
    const { mails } = bouncesOf(...Array.from({ length: 100 }, (_, i) => i / 10));
    expect(mails.map(({ messageId }) => messageId)).toEqual([
      'm0',
      ...Array.from({ length: 9 }, (_, i) => `m${(91 + i) / 10}`),
    ]);
  });
});
