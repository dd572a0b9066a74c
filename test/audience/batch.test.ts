import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Batch, dueOf, settled } from '../../shared/audience/batch.ts';
import { mailStates } from '../../shared/aws/mail-state.ts';

const at = '2026-01-01T06:00:00.000Z';
const states = fc.constantFrom(...mailStates, 'gone' as const);
const batchOf = (due: string[], last: string, startedAt: string): Batch => ({
  ...{ state: 'waiting', startedAt, last, revision: 1 },
  members: due.length > 0 ? { due } : {},
});

describe('a batch', () => {
  it('has each of its readers in one state, and is done when nobody is due, however calls go', () => {
    const calls = fc.array(fc.array(states, { minLength: 50, maxLength: 50 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), calls, (count, outcomes) => {
        const ids = Array.from({ length: count }, (_, i) => `sub_${i}`);
        let batch: Batch = batchOf(ids, 'sub_z', at);
        const sent: string[] = [];
        for (const outcome of outcomes) {
          const due = dueOf(batch);
          const said = due.map((id, i) => ({ id, state: outcome[i] ?? 'due' }));
          sent.push(...said.filter(({ state }) => state === 'sent').map(({ id }) => id));
          batch = settled(batch, said);
          expect(Object.values(batch.members).flat().sort()).toEqual([...ids].sort());
          expect(batch.state === 'done').toBe(dueOf(batch).length === 0);
        }
        expect(new Set(sent).size).toBe(sent.length);
        expect(batch.members.sent ?? []).toEqual(sent);
      }),
    );
  });

  it('tries once more whom SES failed without a reason', () => {
    const once = settled(batchOf(['a', 'b'], 'b', at), [
      { id: 'a', state: 'failing' },
      { id: 'b', state: 'sent' },
    ]);
    expect([once.state, dueOf(once)]).toEqual(['waiting', ['a']]);
    const twice = settled(once, [{ id: 'a', state: 'failing' }]);
    expect([twice.state, twice.members]).toEqual(['done', { sent: ['b'], failed: ['a'] }]);
  });

  it('of 50 is stored in one write unit', () => {
    const ids = Array.from({ length: 50 }, (_, i) => `sub_${String(i).padStart(12, '0')}`);
    const size = JSON.stringify(
      settled(
        batchOf(ids, 'x'.repeat(16), at),
        ids.map((id) => ({ id, state: 'sent' })),
      ),
    ).length;
    expect(size).toBeLessThan(1_100);
  });
});
