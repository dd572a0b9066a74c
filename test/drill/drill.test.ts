import { expect, it } from 'vitest';
import { functions } from '../../infra/topology.ts';
import { chance } from '../simulation/chance.ts';
import { aDay } from './a-day.ts';
import { type Fault, faultsOf } from './faults.ts';

/** How often in a row a call gets a bad answer: once, and longer than the SDK and every loop of ours tries. */
const lengths = { once: 1, 'for a while': 9 };
type Length = keyof typeof lengths;

/**
 * Which bad days are played, of those on which each call gets its first bad answer, its second, and so on: `all`, or from
 * one to another, as `2-4`. None, unless asked: they take a minute of a core each; those of `bad-days.test.ts` are always.
 */
const [from, to] =
  process.env.DRILL === 'all'
    ? [0, Number.POSITIVE_INFINITY]
    : (process.env.DRILL ?? '').split('-').map(Number);

/** The bad answer number `turn` of those that a kind of call, such as `articles/get dynamodb GetItem`, may get. */
function faultFor(kind: string, turn: number): Fault {
  const faults = faultsOf(kind.slice(kind.indexOf(' ') + 1));
  return faults[turn % faults.length] as Fault;
}

it('of every bad answer of AWS to every call of every function nothing is lost, doubled or a bug', async () => {
  const kinds = new Set<string>();
  const plan = new Map<string, { fault: Fault; left: number; length: Length }>();
  const [expected, met] = [new Set<string>(), new Set<string>()];
  const said = (kind: string, { name }: Fault, length: Length) => `${kind}: ${name} ${length}`;
  const day = await aDay(
    async (call, pass) => {
      if (call.principal === 'operator') return pass();
      const kind = `${call.principal} ${call.service} ${call.action}`;
      kinds.add(kind);
      const bad = plan.get(kind);
      if (!bad || bad.left === 0) return pass();
      bad.left--;
      met.add(said(kind, bad.fault, bad.length));
      return bad.fault.play(call, pass);
    },
    { reading: { copies: 2, most: 2, disorder: chance(1) } },
  );
  // A day on which nothing goes wrong says what functions ask of AWS.
  await day.play();
  const { alerts, bugs } = await day.check();
  expect([alerts, bugs]).toEqual([[1, 1, 1], []]);
  expect(functions.map(([name]) => name as string).filter((name) => !day.woken.has(name))).toEqual([]);
  const learned = [...kinds];

  const most = Math.max(...learned.map((kind) => faultsOf(kind.slice(kind.indexOf(' ') + 1)).length));
  const turns = Array.from({ length: most }, (_, turn) => turn);
  const days: [turn: number, length: Length][] = turns
    .filter((turn) => to !== undefined && turn >= (from ?? 0) && turn <= to)
    .flatMap((turn) => [[turn, 'once'] as const, [turn, 'for a while'] as const]);
  for (const [turn, length] of days) {
    for (const kind of learned) {
      const fault = faultFor(kind, turn);
      plan.set(kind, { fault, left: lengths[length], length });
      expected.add(said(kind, fault, length));
    }
    await day.play();
    for (const bad of plan.values()) bad.left = 0;
    const outcome = await day.check();
    expect(outcome.bugs).toEqual([]);
    // Nobody is mailed twice; whoever is missed was in a mail of which nobody knows whether it went out.
    const isKnown = !plan.get('audience/mail-alerts ses SendBulkEmail')?.fault.isUnknown;
    for (const mails of outcome.alerts) expect(isKnown ? [1] : [0, 1]).toContain(mails);
  }
  console.log(`${learned.length} kinds of calls, ${met.size} bad answers in ${days.length} days`);
  expect([...expected].filter((one) => !met.has(one))).toEqual([]);
  await day.close();
});
