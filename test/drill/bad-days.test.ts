import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { type FunctionName, functions } from '../../infra/topology.ts';
import { aFiling, aStillCloud } from '../a-cloud.ts';
import { aRebuild } from '../journeys/a-rebuild.ts';
import { chance } from '../simulation/chance.ts';
import { aClient, type Who } from './a-client.ts';
import { anOperator } from './an-operator.ts';
import { aWeather } from './weather.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** How many bad days are played, and the seed of the first. */
const days = Number(process.env.BAD_DAYS ?? 1);
const first = Number(process.env.FUZZ_SEED ?? 1);
/** What is done on a day, and the readers it has. */
const [deedsOfADay, readersOfADay] = [14, 5];

const withdrawals = ['killed', 'retracted', 'unpublished', 'expired'];
/** Ways to withdraw an article, and the state that each leads to. */
const ways = { kill: 'killed', retract: 'retracted', unpublish: 'unpublished' } as const;

/** An article, with the words that only it has: each copy has its own. */
type Known = { id: string; section: string; words: string[]; headlines: string[]; promised?: string };

let words = 0;
const aWord = () => `word${String(++words).padStart(6, '0')}z`;

/** Fields that say words nobody else says. */
function aCopy(section: string) {
  const [headline, standfirst, body, tag, author] = [aWord(), aWord(), aWord(), aWord(), aWord()];
  const fields = { section, standfirst, body, headline: `খবর ${headline}`, tags: [tag], bylines: [author] };
  return { headline, words: [standfirst, body, tag, author], fields: aFiling(fields) };
}

/** What no version of Khobor can read, wherever a newsroom may come upon it. */
const poison = (n: number, at: string) => {
  const pk = `ARTICLE#art_poison${n}`;
  return [
    { pk, sk: 'FACT#00000002', record: 'no fact' },
    { pk, sk: 'FACT#00000003', record: { type: 7 } },
    { pk, sk: 'LIVE', list: 'LIVE#crime', at, record: { state: 'published', words: 'of nobody' } },
    { pk: 'READERS#law#03', sk: `sub_${n}`, record: { address: 7 } },
  ];
};

/** Messages that no version can read. */
const messages = ['{', '{"type":"article.published"}', '[]'];

/** Who takes them. */
const takers = functions.flatMap(([name, { on }]) =>
  'facts' in on && on.facts.includes('article.published') ? [name] : [],
);

async function aBadDay(seed: number) {
  const next = chance(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const weather = aWeather(seed);
  const cloud = await aStillCloud({
    intercept: weather.intercept,
    maxPause: 2,
    reading: { copies: 2, most: 3, disorder: chance(seed) },
  });
  weather.over(cloud);
  const [operator, ask] = [anOperator(cloud), aClient(cloud, { mayCrash: true })];
  const known: Known[] = [];
  const poisoned: string[] = [];
  const readers = Array.from({ length: readersOfADay }, (_, n) => `reader-${n}@pathok.example`);

  const items = () =>
    cloud.store
      .sql('SELECT item FROM dynamodb_item')
      .all()
      .map(
        ({ item }) => unmarshall(JSON.parse(String(item))) as { pk: string; sk: string; record?: unknown },
      );
  const objects = () =>
    cloud.store
      .sql("SELECT key, body FROM s3_object WHERE bucket = 'khobor-site'")
      .all()
      .map(({ key, body }) => [Buffer.from(key as Uint8Array), Buffer.from(body as Uint8Array)].map(String));
  /** All that can be read, by where: objects of the bucket, and copies that the CDN may still answer with. */
  const everything = (): [where: string, text: string][] => [
    ...objects().map(([key, body]) => [`bucket: ${key}`, String(body)] as [string, string]),
    ...[...cloud.copies()].map(([key, body]) => [`CDN: ${key}`, String(body)] as [string, string]),
  ];
  /** Readers read every page, so that the CDN has a copy of each. */
  const readAll = async () => {
    for (const [key = ''] of objects())
      if (!key.startsWith('assets/')) await cloud.page(key === 'index.html' ? '/' : `/${encodeURI(key)}`);
  };

  const step = (who: Who, { id }: Known, name: string, body: object = {}) =>
    ask(who, 'POST', `/api/articles/${id}/${name}`, body, [200, 201, 202, 409, 412]);
  const instant = (milliseconds: number) => new Date(cloud.clock.now() + milliseconds).toISOString();

  const publish = async (clearance = {}, alert = 'section') => {
    const section = pick(['law', 'law', 'sport']);
    const { headline, words, fields } = aCopy(section);
    const { id } = (await ask('rumana', 'POST', '/api/articles', { ...fields, alert })).body;
    const one = { id: String(id), section, words, headlines: [headline] };
    known.push(one);
    await step('rumana', one, 'submit');
    await step('kamal', one, 'approve', clearance);
    return one;
  };
  const withdraw = async (one: Known, way: keyof typeof ways) => {
    const { status } = await step('parveen', one, way, way === 'unpublish' ? {} : { reason: 'কারণ' });
    if (status === 200) one.promised = ways[way];
  };
  const correct = async (one: Known) => {
    const { headline, words, fields } = aCopy(pick(['law', 'sport']));
    // So comes back what was taken off.
    if (one.promised === 'unpublished') delete one.promised;
    if ((await step('rumana', one, 'correct', { note: 'ঠিক করা হলো' })).status !== 200) return;
    one.words.push(...words);
    one.headlines.push(headline);
    await ask('rumana', 'PUT', `/api/articles/${one.id}`, fields, [200, 409, 412]);
    await step('rumana', one, 'submit');
    await step('kamal', one, 'approve', { sendAlert: false });
  };
  const deeds: Record<string, () => Promise<unknown>> = {
    publish: () => publish(),
    'publish and withdraw': async () => withdraw(await publish(), pick(['kill', 'retract', 'unpublish'])),
    'publish later': () => publish({ publishAt: instant(hour) }),
    'publish for a while': () => publish({ expireAt: instant(2 * hour) }),
    correct: async () => known.length > 0 && correct(pick(known)),
    withdraw: async () => known.length > 0 && withdraw(pick(known), pick(['kill', 'retract', 'unpublish'])),
    'bring back': async () => {
      const [one] = known.filter(({ promised }) => promised === 'unpublished' || promised === 'retracted');
      if (!one) return;
      // Its answer may be lost.
      delete one.promised;
      await step('parveen', one, 'reinstate', { reason: 'ভুল করে' });
    },
    pin: async () => {
      const pins = known.length > 0 ? [{ articleId: pick(known).id }] : [];
      await ask('kamal', 'PUT', '/api/fronts/law', { pins }, [200, 400, 409, 412]);
    },
    poison: async () => {
      const n = words++;
      poisoned.push(`ARTICLE#art_poison${n}`);
      for (const one of poison(n, instant(0))) await operator.putItem(one);
      await operator.announce('article.published', pick(messages));
    },
    subscribe: () => {
      const address = `late-${words++}@pathok.example`;
      return ask('nobody', 'POST', '/api/subscriptions', { address, sections: ['law'] });
    },
    wait: () => cloud.turnBy(pick([second, 11 * second, minute, 3 * minute, hour])),
    read: readAll,
  };
  const usual = [
    'publish',
    'correct',
    'withdraw',
    'publish and withdraw',
    'wait',
    'read',
    'poison',
    'subscribe',
  ];

  /** Readers come before the weather does. */
  const subscribe = async () => {
    for (const address of readers)
      await ask('nobody', 'POST', '/api/subscriptions', { address, sections: ['law', 'sport'] });
    await operator.untilRest();
    for (const { text } of cloud.mailbox()) {
      const token = /#token=([^\s"<]+)/.exec(text ?? '')?.[1];
      await ask('nobody', 'POST', '/api/subscriptions/confirm', { token });
    }
    await operator.untilRest();
  };
  const play = async () => {
    await subscribe();
    const early = [await publish(), await publish()] as const;
    await operator.untilRest();
    await readAll();
    weather.isBad = true;
    await withdraw(early[0], 'kill');
    for (let n = 0; n < deedsOfADay; n++) {
      const deed = next() < 0.5 ? pick(usual) : pick(Object.keys(deeds));
      await deeds[deed]?.();
    }
    await withdraw(early[1], pick(['kill', 'retract', 'unpublish']));
    await cloud.turnBy(3 * hour);
    await operator.untilRest();
    weather.isBad = false;
    await cloud.turnBy(hour);
    await operator.untilRest();
  };

  const article = async (id: string) => (await ask('kamal', 'GET', `/api/articles/${id}`)).body;
  const isParked = (id: string) =>
    [...operator.parked().values()]
      .flat()
      .some((body) => body.includes(id) || body.includes('DDBStreamBatch'));

  /** Facts and messages that nobody can read and that are not parked. */
  const unparked = () => {
    const parked = operator.parked();
    const says = (name: FunctionName, what: string) => parked.get(name)?.some((body) => body.includes(what));
    return [
      ...poisoned.filter((pk) => !says('outbox/relay', pk)),
      ...(poisoned.length > 0 ? takers.filter((name) => !messages.some((body) => says(name, body))) : []),
    ];
  };
  /** Everything released is with readers as it was released last, or parked with an alarm. Returns what is parked. */
  const unpublished = async () => {
    const parked: string[] = [];
    const all = items();
    for (const { id, promised } of known) {
      const { state, path } = await article(id);
      expect(promised === undefined || state === promised, `${id} was ${promised}, and is ${state}`).toBe(
        true,
      );
      expect(
        ['draft', 'submitted', 'approved'],
        `${id} is ${state}: its clearance was acknowledged`,
      ).not.toContain(state);
      if (withdrawals.includes(String(state))) continue;
      const live = all.find(({ pk, sk }) => pk === `ARTICLE#${id}` && sk === 'LIVE')?.record as
        | { headline: string; state: string }
        | undefined;
      const { status, text } = await cloud.page(String(path));
      const isThere =
        state === 'published' && status === 200 && text.includes(live?.headline ?? 'no headline');
      if (!isThere) parked.push(id);
    }
    return parked;
  };
  /** Words of withdrawn articles that can be read, with where, by article. A notice may say what its headline was. */
  const readable = async () => {
    const found: Record<string, string[]> = {};
    await readAll();
    const all = everything();
    const sayingOf = (word: string) => all.flatMap(([where, text]) => (text.includes(word) ? [where] : []));
    for (const { id, words, headlines } of known) {
      const state = String((await article(id)).state);
      if (!withdrawals.includes(state)) continue;
      const ofNotice = (where: string) =>
        ['retracted', 'expired'].includes(state) && where.endsWith(`/${id}`);
      const places = [
        ...words.flatMap(sayingOf),
        ...headlines.flatMap(sayingOf).filter((where) => !ofNotice(where)),
      ];
      if (places.length > 0) found[id] = places;
    }
    return found;
  };
  /** Mails that a reader got twice, and how many are missing of whom nobody knows that they are. */
  const mails = async () => {
    const sent = cloud
      .mailbox()
      .map(({ to, text }) => `${to} ${/art_\w+/.exec(text ?? '')?.[0] ?? 'confirm'}`);
    const known = items().flatMap(({ pk, sk, record }) =>
      pk.startsWith('MAILING#') && sk.startsWith('BATCH#')
        ? Object.entries((record as { members: Record<string, string[]> }).members)
        : [],
    );
    const unknown = known.flatMap(([state, ids]) => (state === 'unknown' ? ids : [])).length;
    return { sent, twice: sent.filter((one, i) => sent.indexOf(one) !== i), unknown };
  };
  /** Articles that readers have and had all the time since their first publication: each reader got their alerts. */
  const owed = async () => {
    const all = await Promise.all(
      known.map(async ({ id }) => {
        const { facts } = (await ask('kamal', 'GET', `/api/articles/${id}/history`)).body as unknown as {
          facts: { type: string; version: number }[];
        };
        expect(new Set(facts.map(({ version }) => version)).size, id).toBe(facts.length);
        const types = facts.map(({ type }) => type.slice('article.'.length));
        const isQuiet = !types.some((type) => [...withdrawals, 'reinstated'].includes(type));
        return isQuiet && types.includes('published') ? readers.map((address) => `${address} ${id}`) : [];
      }),
    );
    return all.flat();
  };
  /** Throws away what nobody can read, sends back all else that was parked, as the runbook says, and replays the day. */
  const sendBack = async () => {
    operator.discard(messages);
    for (const name of operator.withParkedMessages()) await operator.sendBack(name);
    await operator.untilRest();
    await ask('parveen', 'POST', '/api/facts/replay', { since: instant(-20 * hour) });
    await aRebuild(cloud);
    await operator.untilRest();
  };
  const close = async () => {
    operator.close();
    await cloud.close();
  };
  return {
    cloud,
    weather,
    known,
    play,
    unparked,
    unpublished,
    readable,
    mails,
    owed,
    isParked,
    sendBack,
    close,
  };
}

it.each(Array.from({ length: days }, (_, n) => first + n))(
  'after a bad day everything released is published or parked, nothing withdrawn is readable, nobody is mailed twice (seed %i)',
  async (seed) => {
    const day = await aBadDay(seed);
    await day.play();

    expect(day.unparked(), 'unreadable, and not parked').toEqual([]);
    const left = await day.unpublished();
    expect(
      left.filter((id) => !day.isParked(id)),
      'released, and neither published nor parked',
    ).toEqual([]);
    const said = await day.readable();
    const unsaid = Object.entries(said).filter(([id]) => !day.isParked(id));
    expect(unsaid, 'withdrawn and readable, and nothing of it parked').toEqual([]);
    expect((await day.mails()).twice, 'mailed twice').toEqual([]);

    await day.sendBack();
    expect(await day.unpublished(), 'released and not published, though sent back').toEqual([]);
    expect(await day.readable(), 'withdrawn and readable, though sent back').toEqual({});
    const { sent, twice, unknown } = await day.mails();
    expect(twice, 'mailed twice, once sent back').toEqual([]);
    const missed = (await day.owed()).filter((one) => !sent.includes(one));
    expect(missed.length, `${missed}: missed, and of ${unknown} nobody knows`).toBeLessThanOrEqual(unknown);
    const bugs = day.cloud.printed.filter((line) => line.includes('"bug"'));
    expect(bugs).toEqual([]);
    console.log(
      `seed ${seed}: ${day.known.length} articles, ${left.length} parked, ${Object.keys(said).length} withdrawals parked, ${unknown} mails of unknown outcome; ${JSON.stringify(day.weather.met)}`,
    );
    await day.close();
  },
);
