import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Interest } from '../../shared/audience/interest.ts';
import {
  askForData,
  choose,
  confirm,
  end,
  erase,
  isPaused,
  type Outcome,
  ownedBy,
  renew,
  request,
  type Subscription,
  type Wish,
} from '../../shared/audience/subscription.ts';
import { sections } from '../../shared/newsroom.ts';
import { Problem } from '../../shared/problem.ts';

const hour = 3_600_000;
const start = Date.parse('2026-01-01T06:00:00.000Z');
const wished = fc.uniqueArray(fc.constantFrom<Interest>('breaking', ...sections.slice(0, 4)), {
  minLength: 1,
  maxLength: 4,
});
/** The newest (0) or an older one, or one that there is not. */
const which = fc.constantFrom(0, 0, 0, 1, 2, 9);
const newest = <T>(all: readonly T[], which: number) => all[all.length - 1 - which];

/** What somebody does, some hours after the last: the reader, or a stranger with an address or a link of a mail. */
const step = fc.record({
  after: fc.constantFrom(0, 0, 0, 1, 1, 26, 100, 24 * 50),
  act: fc.oneof(
    { weight: 2, arbitrary: fc.record({ does: fc.constant('ask' as const), wished }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('confirm' as const), which }) },
    fc.record({
      does: fc.constant('choose' as const),
      which,
      wished,
      pauseDays: fc.constantFrom(undefined, 0, 7, 30),
    }),
    fc.record({ does: fc.constantFrom('end' as const, 'renew' as const, 'ask for data' as const), which }),
    fc.record({ does: fc.constant('erase' as const) }),
  ),
});

/** A reader in the plainest words: what is sent, until when it pauses, and what each link is good for. */
type Model = {
  state: 'none' | 'requested' | 'confirmed' | 'ended';
  gets: Set<Interest>;
  pausedUntil: number;
  wishes: { wished: Interest[]; at: number; isUsed: boolean }[];
  /** Links of mails, the newest last; how long each can end it. */
  links: { name: string; until: number }[];
};

it('1,000 histories of a mailbox go as a plain model of them does, whoever uses which link when', () => {
  let confirmations = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 25, size: 'max' }), (history) => {
      let life = 0;
      let now = start;
      let subscription: Subscription | undefined;
      let wishes: Wish[] = [];
      let links = ['link-0-0'];
      let model = aModel(life);
      for (const { after, act } of history) {
        now += after * hour;
        const at = new Date(now).toISOString();
        const before = subscription;
        const took = (outcome: Outcome) => {
          expect(outcome.facts.length > 0).toBe(outcome.subscription.version !== before?.version);
          subscription = outcome.subscription;
          return outcome.facts.length > 0;
        };
        const tried = (work: () => unknown) => {
          try {
            work();
            return true;
          } catch (error) {
            expect(error).toBeInstanceOf(Problem);
            expect((error as Problem).code).toBe('invalid-token');
            expect(subscription).toBe(before);
            return false;
          }
        };
        switch (act.does) {
          case 'ask': {
            const identity = { id: `sub_${life}`, mailbox: 'the-mailbox', endTokenHash: `link-${life}-0` };
            if (took(request(before, identity, act.wished, at))) {
              wishes.push({ address: 'a@pathok.example', sections: act.wished, at });
              model.wishes.push({ wished: act.wished, at: now, isUsed: false });
              if (model.state !== 'confirmed') model.state = 'requested';
            } else expect(act.wished.every((one) => model.gets.has(one))).toBe(true);
            break;
          }
          case 'confirm': {
            if (!before) break;
            const index = wishes.length - 1 - act.which;
            const wish = wishes[index];
            const meant = model.wishes[index];
            const isGood = meant !== undefined && (meant.isUsed || now - meant.at <= 7 * 24 * hour);
            const done = tried(() => {
              if (took(confirm(before, wish, at)) && wish) wishes[index] = { ...wish, confirmedAt: at };
            });
            expect(done).toBe(isGood);
            if (!meant || !isGood || meant.isUsed) break;
            meant.isUsed = true;
            confirmations++;
            model.state = 'confirmed';
            for (const one of meant.wished) model.gets.add(one);
            break;
          }
          case 'choose': {
            if (!before) break;
            const link = newest(links, act.which) ?? 'forged';
            const isGood = model.state === 'confirmed' && link === model.links.at(-1)?.name;
            const done = tried(() =>
              took(choose(ownedBy(before, link), { sections: act.wished, pauseDays: act.pauseDays }, at)),
            );
            expect(done).toBe(isGood);
            if (!isGood) break;
            model.gets = new Set(act.wished);
            if (act.pauseDays !== undefined)
              model.pausedUntil = act.pauseDays === 0 ? 0 : now + act.pauseDays * 24 * hour;
            break;
          }
          case 'renew': {
            if (!before) break;
            const link = newest(links, act.which) ?? 'forged';
            const isGood = model.state === 'confirmed' && link === model.links.at(-1)?.name;
            const name = `link-${life}-${links.length}`;
            expect(tried(() => took(renew(ownedBy(before, link), name, at)))).toBe(isGood);
            if (!isGood) break;
            links.push(name);
            for (const one of model.links) one.until = Math.min(one.until, now + 60 * 24 * hour);
            model.links.push({ name, until: Number.POSITIVE_INFINITY });
            break;
          }
          case 'ask for data': {
            if (!before) break;
            const link = newest(links, act.which) ?? 'forged';
            const isGood = model.state === 'confirmed' && link === model.links.at(-1)?.name;
            expect(tried(() => took(askForData(ownedBy(before, link))))).toBe(isGood);
            break;
          }
          case 'end': {
            if (!before) break;
            const link = newest(links, act.which) ?? 'forged';
            const isGood = model.links.some(({ name, until }) => name === link && now <= until);
            expect(tried(() => took(end(before, (hash) => hash === link, at)))).toBe(isGood);
            if (!isGood || model.state === 'ended') break;
            // Its wishes end with it, so that no older mail brings it back.
            wishes = [];
            model = { ...model, state: 'ended', gets: new Set(), pausedUntil: 0, wishes: [] };
            break;
          }
          case 'erase': {
            if (!before) break;
            const { subscription: erased } = erase(before);
            expect(JSON.stringify(erased)).not.toMatch(/pathok|the-mailbox/);
            life++;
            subscription = undefined;
            wishes = [];
            links = [`link-${life}-0`];
            model = aModel(life);
          }
        }
        expect(subscription?.state ?? 'none').toBe(model.state);
        expect(new Set(subscription?.sections ?? [])).toEqual(model.gets);
        expect(subscription !== undefined && isPaused(subscription, at)).toBe(now < model.pausedUntil);
        expect(subscription?.address !== undefined).toBe(model.state === 'confirmed');
      }
    }),
    { numRuns: 1_000 },
  );
  expect(confirmations).toBeGreaterThan(500);
});

const aModel = (life: number): Model => ({
  state: 'none',
  gets: new Set(),
  pausedUntil: 0,
  wishes: [],
  links: [{ name: `link-${life}-0`, until: Number.POSITIVE_INFINITY }],
});
