import { AwsError, type Intercept } from 'embedded-aws';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleOf } from '../sample-of.ts';
import { aMailRoom, type MessageFate, messageFates } from './a-mail-room.ts';

/**
 * Every effect of an alert, from its plan to the last event of SES, with everything that may go wrong at it. A few by default;
 * `MAIL_FAULTS=all` takes all of them.
 */
const wish = process.env.MAIL_FAULTS ?? '10';

const callFaults = ['crash before', 'crash after', 'lost answer', 'error', 'delay'] as const;
type CallFault = (typeof callFaults)[number];
const eventFaults = ['double', 'drop', 'hold'] as const;
type EventFault = (typeof eventFaults)[number];

type Call = Parameters<Intercept>[0];

/** A call by what it does to what: its action, and the kinds of items that it names. */
function effectOf({ service, action, body }: Call): string {
  if (service !== 'dynamodb') return `${service} ${action}`;
  const kinds = [...String(body).matchAll(/"(?:pk|sk|:pk|:prefix|:list)":\{"S":"([A-Z ]+)/g)].map(
    ([, kind]) => kind,
  );
  return [action, ...new Set(kinds)].join(' ');
}

/** Who a run is for: readers of three topics, 1,137 when all is run. */
const readers =
  wish === 'all'
    ? { both: 500, breaking: 337, sport: 200, others: 100 }
    : { both: 120, breaking: 60, sport: 40, others: 20 };
const wanted = readers.both + readers.breaking + readers.sport;

type Faulty = {
  /** The effect, and which of its calls, counted from the first. */
  at?: { effect: string; nth: number; fault: CallFault };
  message?: { nth: number; fate: MessageFate };
  events?: EventFault;
};

let room: Awaited<ReturnType<typeof aMailRoom>>;
const opened: (typeof room)[] = [];
const endRoom = async () => {
  for (const one of opened.splice(0)) await one.close();
};
afterEach(endRoom);

/**
 * Alerts readers while something goes wrong. In each run one answer of SES is lost as well, so that readers are unknown, the
 * mailing stands still, the clock has it go on, and events settle. Returns how often each effect was called.
 */
async function run({ at, message, events }: Faulty): Promise<Map<string, number>> {
  const calls = new Map<string, number>();
  const world = { isOn: false, isDead: false, bulk: 0, errors: 0 };
  const fail = async (fault: CallFault, pass: Parameters<Intercept>[1]) => {
    if (fault === 'delay') {
      // For so long that others are given its message, and work at it meanwhile.
      room.turnBy(400_000);
      await room.work();
      return pass();
    }
    if (fault === 'error') throw new AwsError('InternalFailure', 'ours', 500);
    if (fault !== 'crash before') await pass();
    world.isDead = fault !== 'lost answer';
    return 'cut';
  };
  const intercept: Intercept = async (call, pass) => {
    if (!world.isOn) return pass();
    if (world.isDead) return 'cut';
    const effect = effectOf(call);
    const nth = calls.get(effect) ?? 0;
    calls.set(effect, nth + 1);
    // The SDK tries three times: an error stays for as long.
    const tries = at?.fault === 'error' ? 3 : 1;
    if (at?.effect === effect && nth >= at.nth && nth < at.nth + tries) return fail(at.fault, pass);
    if (call.action !== 'SendBulkEmail' || ++world.bulk !== 6) return pass();
    await pass();
    throw new AwsError('InternalFailure', 'lost', 500);
  };
  room = await aMailRoom({
    intercept,
    fateOf: (delivered) => (world.isOn && message?.nth === delivered ? message.fate : undefined),
    mail: { handlingOf: () => events },
  });
  opened.push(room);
  await room.readers(readers.both, ['sport', 'breaking']);
  await room.readers(readers.breaking, ['breaking'], readers.both);
  await room.readers(readers.sport, ['sport'], 1_000);
  await room.readers(readers.others, ['law'], 2_000);
  await room.publish();
  world.isOn = true;
  const alive = () => {
    world.isDead = false;
  };
  const id = await told(alive);
  await room.work(alive);
  /** Looks without a fault: what nobody's function calls does not go wrong. */
  const isOpen = async () => {
    world.isOn = false;
    const found = await room.find(id);
    world.isOn = true;
    return found.isOpen;
  };
  for (let i = 0; i < 40 && (i < 12 || (await isOpen())); i++) {
    alive();
    await room.minute();
    alive();
    await room.tellEvents();
    await room.work(alive);
  }
  world.isOn = false;
  if (events === 'hold') await room.aws.ses.releaseEvents(() => 0.37);
  for (let i = 0; i < 3; i++) {
    room.turnBy(10 * 60_000);
    await room.tellEvents();
  }
  return calls;
}

/** Tells it as the inbox of `audience/notify` does: again, until it is done. */
async function told(alive: () => void): Promise<string> {
  for (let tries = 0; ; tries++) {
    alive();
    try {
      return await room.tell('breaking');
    } catch (error) {
      if (tries === 5) throw error;
      room.turnBy(60_000);
    }
  }
}

/** Everybody was mailed once, or it is known of whom nobody knows: and each is counted in one place. */
async function expectBalance(areEventsTold = true) {
  const [found] = await Promise.all([room.find('alert-art_7k2m9x4q1w5p')]);
  const { mailing, counts, noted, batches } = found;
  const mails = room.mails();
  expect(Math.max(...mails.values())).toBe(1);
  expect(mailing.state).toBe('done');
  const ids = batches.flatMap(({ members }) => Object.values(members).flat());
  expect([ids.length, new Set(ids).size]).toEqual([wanted, wanted]);
  expect(noted).toEqual(counts);
  const { sent = 0, unknown = 0, ...others } = counts;
  expect([sent + unknown, others]).toEqual([wanted, {}]);
  const isMailed = (reader: string) => mails.has(`${reader}@pathok.example`);
  const inState = (state: 'sent' | 'unknown') => batches.flatMap(({ members }) => members[state] ?? []);
  expect(inState('sent').every(isMailed)).toBe(true);
  // What SES has told is known.
  if (areEventsTold) expect(inState('unknown').some(isMailed)).toBe(false);
}

const healthy = await run({});
await endRoom();

const places = [...healthy].flatMap(([effect, count]) =>
  [...new Set([0, Math.floor(count / 2), count - 1])].flatMap((nth) =>
    callFaults.map((fault) => ({ effect, nth, fault })),
  ),
);
const messages = [0, 7, 15].flatMap((nth) => messageFates.map((fate) => ({ nth, fate })));
const some = <T>(all: readonly T[]) => sampleOf(all, wish === 'all' ? all.length : Number(wish));

describe('an alert of which nothing goes wrong but one answer of SES', () => {
  it('has the effects that are made to go wrong', () => {
    const kinds = [...healthy.keys()].map((effect) => effect.replace(/ .*/, ''));
    expect(new Set(kinds)).toEqual(
      new Set([
        'ses',
        'sns',
        'PutItem',
        'TransactWriteItems',
        'UpdateItem',
        'GetItem',
        'BatchGetItem',
        'Query',
      ]),
    );
    expect(healthy.size).toBeGreaterThan(20);
  });
});

describe('whatever goes wrong at any call', () => {
  it.each(some(places))(
    'nobody is mailed twice, and all are counted ($fault, $effect, call $nth)',
    async (at) => {
      await run({ at });
      await expectBalance();
    },
  );
});

describe('whatever becomes of a message', () => {
  it.each(some(messages))(
    'nobody is mailed twice, and all are counted ($fate, message $nth)',
    async (message) => {
      await run({ message });
      await expectBalance();
    },
  );
});

describe('events of SES that are not told as they should be', () => {
  it.each(eventFaults)('leave everybody counted once (%s)', async (events) => {
    await run({ events });
    await expectBalance(events !== 'drop');
  });
});
