import type { Intercept } from 'embedded-aws';
import { hasInbox } from '../../infra/topology/inbox.ts';
import { functions } from '../../infra/topology.ts';
import type { ACloud } from '../a-cloud.ts';
import { chance } from '../simulation/chance.ts';
import { faultsOf } from './faults.ts';

/** How often, of a hundred calls of functions: a bad answer, one that lasts, a crash before the call or after it. */
const calls = { bad: 4, lasting: 0.4, 'crash before': 0.2, 'crash after': 0.2 };
/** How often, of a hundred deliveries to a function: never begun, done and not noted so, to two copies at once. */
const deliveries = { late: 4, 'done again': 5, 'twice at once': 5 };

/** So much more often comes trouble to the first calls or deliveries of a kind: some kinds have no more than those. */
const [atFirst, times] = [8, 4];

/** How many calls of a kind in a row get a bad answer that lasts: longer than the SDK and every loop of ours tries. */
const lasts = 9;

const behind = new Set<string>(
  functions.flatMap(([name, spec]) => (hasInbox(spec) || 'stream' in spec.on ? [name] : [])),
);

/**
 * Bad weather over a newsroom while `isBad`: throttles and other bad answers of AWS, lost answers, crashes of functions, and
 * messages that come late, again, or to two copies at once. The n-th call or delivery of each kind meets the same in every
 * run of a seed. `met` counts what came.
 */
export function aWeather(seed: number) {
  const weather = { isBad: false, met: {} as Record<string, number>, intercept, over };
  const draws = new Map<string, () => number>();
  const counts = new Map<string, number>();
  const storms = new Map<string, { left: number; turn: number }>();
  let crash: (name: string) => void = () => {};

  const draw = (kind: string): number => {
    const seedOf = [...kind].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), seed);
    const next = draws.get(kind) ?? chance(seedOf);
    draws.set(kind, next);
    return next();
  };
  /** One of the troubles, each as often as it says, or none. */
  const drawn = <K extends string>(kind: string, troubles: Record<K, number>): K | undefined => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    let dice = (draw(kind) * 100) / (count <= atFirst ? times : 1);
    for (const [name, percent] of Object.entries(troubles) as [K, number][]) {
      if (dice < percent) {
        weather.met[name] = (weather.met[name] ?? 0) + 1;
        return name;
      }
      dice -= percent;
    }
    return undefined;
  };

  async function intercept(...[call, pass]: Parameters<Intercept>): ReturnType<Intercept> {
    if (!weather.isBad || call.principal === 'operator') return pass();
    const service = `${call.service} ${call.action}`;
    const kind = `${call.principal} ${service}`;
    const faults = faultsOf(service);
    const trouble = drawn(kind, calls);
    if (trouble === 'lasting') storms.set(kind, { left: lasts, turn: draw(kind) });
    if (trouble === 'crash before' || trouble === 'crash after') {
      if (trouble === 'crash after') await pass();
      crash(call.principal);
      return 'cut';
    }
    const storm = storms.get(kind);
    const isStorm = storm !== undefined && storm.left-- > 0;
    if (trouble === undefined && !isStorm) return pass();
    const turn = isStorm ? storm.turn : draw(kind);
    return faults[Math.floor(turn * faults.length)]?.play(call, pass) ?? pass();
  }

  /** Lets it be over a newsroom. */
  function over({ lambda }: Pick<ACloud, 'lambda'>) {
    crash = lambda.crash;
    const { invoke } = lambda;
    lambda.invoke = async (name, event) => {
      const trouble = weather.isBad && behind.has(name) ? drawn(name, deliveries) : undefined;
      if (trouble === 'late') throw new Error('the delivery came to nothing, as in a drill');
      if (trouble === 'twice at once')
        return (await Promise.all([invoke(name, event), invoke(name, event)]))[0];
      const answer = await invoke(name, event);
      if (trouble === 'done again') throw new Error('it was done and could not be noted, as in a drill');
      return answer;
    };
  }
  return weather;
}
