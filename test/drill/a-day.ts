import type { Intercept } from 'embedded-aws';
import { expect } from 'vitest';
import { aFiling, aStillCloud } from '../a-cloud.ts';
import { aBooking } from '../ads/a-line-item.ts';
import { aRebuild } from '../journeys/a-rebuild.ts';
import { anImage } from '../journeys/an-ad-desk.ts';
import { aClient, type Who } from './a-client.ts';
import { anOperator } from './an-operator.ts';

/** A word that the bucket takes no page with, until it is told to: of an article that cannot be rendered. */
const brokenWord = 'ভাঙাশব্দ';
/** A word of an article that is killed: no reader may ever get it afterwards. */
const killedWord = 'গোপনকথা';

const minute = 60_000;
const hour = 60 * minute;

/**
 * A day of a newsroom on which every function is woken, and every call that it makes is seen by `intercept`. All who work
 * in it send again what was answered with 503, as clients do; nobody is ever answered with 500. `play` is the day,
 * `settle` the hours after it, and what the runbook says of parked messages; `check` is what must be true then.
 */
export async function aDay(intercept: Intercept, options: Parameters<typeof aStillCloud>[0] = {}) {
  const world = { isBroken: false, round: 0 };
  const cloud = await aStillCloud({
    maxPause: 2,
    ...options,
    intercept: async (call, pass) => {
      const isPage = call.principal === 'site/publish-article' && call.action === 'PutObject';
      if (world.isBroken && isPage && call.body.includes(`${brokenWord}${world.round}`)) return 'cut';
      return intercept(call, pass);
    },
  });
  const operator = anOperator(cloud);
  const woken = new Set<string>();
  const { invoke } = cloud.lambda;
  cloud.lambda.invoke = (name, event) => {
    woken.add(name);
    return invoke(name, event);
  };

  const parked: string[] = [];
  const ask = aClient(cloud);
  const get = (who: Who, path: string) => ask(who, 'GET', path);
  const post = (who: Who, path: string, body?: object) => ask(who, 'POST', path, body);
  const step = (who: Who, id: string, name: string, body?: object) =>
    post(who, `/api/articles/${id}/${name}`, body);
  const file = async (differences = {}) =>
    String((await post('rumana', '/api/articles', aFiling(differences))).body.id);
  const approved = async (differences = {}, clearance = {}) => {
    const id = await file(differences);
    await step('rumana', id, 'submit');
    await step('kamal', id, 'approve', clearance);
    return id;
  };
  const instant = (milliseconds: number) => new Date(cloud.clock.now() + milliseconds).toISOString();
  const turn = async (milliseconds: number, times = 1) => {
    for (let n = 0; n < times; n++) await cloud.turnBy(milliseconds);
  };
  /** Lets time go until no message is left in any inbox, then sends back what was parked, until nothing is. */
  const settle = async () => {
    for (let rounds = 0; rounds < 20; rounds++) {
      await operator.untilRest();
      const back = operator.withParkedMessages();
      parked.push(...back);
      if (back.length === 0) return;
      for (const name of back) await operator.sendBack(name);
    }
    throw new Error('what is sent back is parked again and again');
  };

  const ids: Record<string, string> = {};
  let round = 0;
  let [leaving, readers]: [string, string[]] = ['', []];
  const old = (n: number) => `/news/${round}-${n}`;
  const tokenIn = (text = '') => /#token=([^\s"<]+)/.exec(text)?.[1] ?? '';
  const mailsTo = (address: string) => cloud.mailbox().filter(({ to }) => to.includes(address));

  /** Readers subscribe, confirm, and one of them leaves. */
  const subscribe = async () => {
    for (const address of [...readers, leaving])
      await post('nobody', '/api/subscriptions', { address, sections: ['national'] });
    await settle();
    for (const address of [...readers, leaving])
      await post('nobody', '/api/subscriptions/confirm', { token: tokenIn(mailsTo(address)[0]?.text) });
    await settle();
  };

  const editArticles = async () => {
    await ask('kamal', 'PUT', '/api/authors/rumana-haque', { name: 'রুমানা হক' });
    for (const who of ['rumana', 'kamal'] as const) await ask(who, 'PUT', '/api/people/me');
    const a = await approved({ alert: 'section', bylines: ['রুমানা হক @rumana-haque'], tags: ['শিক্ষা'] });
    const b = await approved({ headline: 'দ্বিতীয় খবর' });
    const killed = await approved({ headline: `${killedWord} এক`, body: `${killedWord} দুই` });
    Object.assign(ids, { a, b, killed });
    // Two megabytes lie in the private bucket.
    const long = await file({ body: 'পদ্মার চর '.repeat(8_000) });
    await ask('rumana', 'PUT', `/api/articles/${long}`, aFiling({ body: 'পদ্মার তীর '.repeat(8_000) }));
    await step('rumana', long, 'restore', { revision: 'v1' });
    for (const path of [
      '',
      '/lint',
      '/comments',
      '/history',
      '/revisions',
      '/revisions/v1',
      '/revisions/v2/diff',
    ])
      await get('kamal', `/api/articles/${long}${path}`);
    await step('rumana', long, 'submit');
    await step('kamal', long, 'return', { note: 'ছোট করুন' });
    await step('kamal', long, 'assign', { to: 'rumana' });
    await step('kamal', long, 'lease');
    await step('kamal', long, 'comment', { text: 'দেখুন' });
    const { comments = [] } = (await get('kamal', `/api/articles/${long}/comments`)).body as unknown as {
      comments?: { id: string }[];
    };
    await step('kamal', long, `comments/${comments[0]?.id}/resolve`);
    await step('parveen', long, 'backdate', { publishedAt: instant(-48 * hour) });
    const { path } = (await step('kamal', long, 'preview')).body;
    expect((await ask('nobody', 'GET', String(path))).status).toBe(200);
    await ask('kamal', 'DELETE', `/api/articles/${long}/preview`);
    await step('rumana', long, 'submit');
    await step('kamal', long, 'approve');
    ids.long = long;
    const spiked = await file();
    await step('rumana', spiked, 'spike');
    await step('rumana', spiked, 'unspike');
    await settle();
    const wayOut = /unsubscribe\S+/.exec(mailsTo(leaving)[0]?.text ?? '')?.[0];
    if (wayOut) {
      const token = tokenIn(wayOut);
      // An old mail program opens the address in a browser.
      const oneClick = `/api/subscriptions/unsubscribe?token=${token}`;
      await cloud.page(oneClick);
      await fetch(cloud.url + oneClick, { method: 'HEAD', redirect: 'manual' });
      await post('nobody', '/api/subscriptions/unsubscribe', { token });
    }
  };

  const scheduled = async () => {
    const later = await approved({ headline: 'পরে' }, { publishAt: instant(hour) });
    await step('kamal', later, 'reschedule', { publishAt: instant(2 * hour) });
    await step('kamal', later, 'unschedule');
    await step('kamal', later, 'approve', { publishAt: instant(2 * hour) });
    const ending = await approved({ headline: 'শেষ হবে' }, { expireAt: instant(3 * hour) });
    Object.assign(ids, { later, ending });
    await settle();
    await turn(2 * hour, 3);
    await settle();
  };

  const change = async () => {
    const { a, b, killed } = ids as Record<'a' | 'b' | 'killed', string>;
    await step('rumana', a, 'correct', { note: 'নাম ঠিক করা হলো' });
    await step('rumana', a, 'reword', { note: 'নামটি ঠিক করা হলো' });
    await ask(
      'rumana',
      'PUT',
      `/api/articles/${a}`,
      aFiling({ section: 'law', headline: 'ঠিক শিরোনাম', alert: 'section' }),
    );
    await step('rumana', a, 'submit');
    await step('kamal', a, 'approve', { sendAlert: false });
    await step('rumana', b, 'update');
    await step('kamal', b, 'spike');
    await step('kamal', b, 'unpublish');
    await settle();
    await step('kamal', b, 'reinstate', { reason: 'ভুল করে' });
    await settle();
    await step('parveen', b, 'retract', { reason: 'ভুল' });
    await step('parveen', killed, 'kill', { reason: 'আদেশ' });
    await settle();
    // An article of which no page can be made is said to be so, and tried again.
    world.isBroken = true;
    const broken = await approved({ headline: `${brokenWord}${round}` });
    ids.broken = broken;
    await turn(13 * minute, 6);
    world.isBroken = false;
    await ask('kamal', 'POST', `/api/articles/${broken}/render`, {}, [200, 409]);
    await settle();
  };

  const arrange = async () => {
    await ask('kamal', 'PUT', '/api/fronts/national', {
      pins: [{ articleId: ids.long, until: instant(hour) }],
    });
    await ask('kamal', 'PUT', '/api/redirects', { from: old(1), to: `/national/${ids.long}` });
    await ask('kamal', 'PUT', '/api/redirects', { from: old(2), to: `/national/${ids.long}` });
    await settle();
    await post('kamal', '/api/redirects/remove', { from: old(2) });
    await settle();
    await turn(2 * hour);
  };

  const uploaded = async (who: Who, wish: object, [width, height, colour]: Parameters<typeof anImage>) => {
    const media = await post(who, '/api/media', { contentType: 'image/png', ...wish });
    const { id, upload } = media.body as unknown as {
      id: string;
      upload: { url: string; fields: Record<string, string> };
    };
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(await anImage(width, height, colour))]));
    expect((await fetch(upload.url, { method: 'POST', body: form })).status).toBeLessThan(300);
    await settle();
    expect((await get(who, `/api/media/${id}`)).body.state).toBe('ready');
    return id;
  };

  /** Two pictures go out with an article; one is cut anew, the other is withdrawn. */
  const illustrate = async () => {
    const told = { alt: 'নৌকায় কয়েকজন', credit: 'রুমানা হক' };
    const sides = (hue: number) => [640, 480, `#${(0x123456 + round * 16 + hue).toString(16)}`] as const;
    const picture = (hue: number) =>
      uploaded('rumana', { kind: 'picture', description: told }, [...sides(hue)]);
    const [kept, gone] = [await picture(1), await picture(2)];
    const body = `চরের মাঠে আজ খেলা।\n\n![](${gone})`;
    const id = await approved({ headline: 'চরের মাঠ', lead: { asset: kept }, body });
    await settle();
    await ask('kamal', 'PUT', `/api/articles/${id}/weight`, { weight: 'large' });
    await ask('rumana', 'PUT', `/api/media/${kept}`, { ...told, focal: { x: 0, y: 0.5 } });
    await ask('parveen', 'POST', `/api/media/${gone}/withdraw`, { reason: 'অন্যের ছবি' });
    await settle();
    await turn(2 * minute);
    await settle();
    Object.assign(ids, { pictured: id, kept, gone });
  };

  /** At the web desk: what is not saved is kept, and a strip of breaking news is raised and lowered. */
  const work = async () => {
    const working = `/api/articles/${await file()}/working`;
    await ask('rumana', 'PUT', working, { from: 1, fields: { headline: 'এখনো লিখছি' } });
    expect((await get('rumana', working)).body).toMatchObject({ fields: { headline: 'এখনো লিখছি' } });
    await ask('rumana', 'DELETE', working);
    const strip = { text: 'এইমাত্র জানা গেল', articleId: ids.pictured };
    await ask('kamal', 'PUT', '/api/strip', { strip });
    await settle();
    await ask('kamal', 'PUT', '/api/strip', { strip: null });
    await settle();
    for (const path of ['/api/strip', '/api/board', '/api/newsroom', '/api/media']) await get('kamal', path);
    await ask('parveen', 'PUT', '/api/newsroom/read-only', { on: true, reason: 'মহড়া' });
    await get('kamal', '/api/newsroom/read-only');
    await ask('parveen', 'PUT', '/api/newsroom/read-only', { on: false });
  };

  const advertise = async () => {
    const id = await uploaded('salma', { kind: 'image' }, [300, 250]);
    const booking = (until: number) => ({
      ...aBooking({ flight: { from: instant(-hour), until: instant(until) } }),
      creative: { asset: id, alt: 'ভর্তি চলছে', url: 'https://university.example/admission' },
    });
    const book = async (until: number) =>
      String((await post('salma', '/api/line-items', booking(until))).body.id);
    const [running, over, ended] = [
      await book(30 * 24 * hour),
      await book(8 * hour),
      await book(9 * 24 * hour),
    ];
    const stepOf = (item: string, name: string) => post('salma', `/api/line-items/${item}/${name}`);
    await ask('salma', 'PUT', `/api/line-items/${ended}`, booking(10 * 24 * hour));
    for (const item of [running, over, ended]) await stepOf(item, 'clear');
    await stepOf(running, 'pause');
    await stepOf(running, 'resume');
    await stepOf(ended, 'end');
    await settle();
    for (const path of [`/ads/seen/${running}/text`, `/go/${running}/text`])
      await expect
        .poll(async () => (await fetch(`${cloud.url}${path}`, { redirect: 'manual' })).status)
        .not.toBe(503);
    await cloud.deliverLogs();
    await settle();
    const link = (await stepOf(running, 'report-link')).body.path;
    await ask('nobody', 'GET', String(link));
    for (const path of ['', `/${running}`, `/${running}/report`, `/${running}/report.csv`])
      await get('salma', `/api/line-items${path}`);
    await get('salma', '/api/ad-slots');
    Object.assign(ids, { running, over, ended });
    await turn(9 * hour);
    await ask('parveen', 'POST', `/api/media/${id}/withdraw`, { reason: 'ভুল ছবি' });
    await settle();
    await turn(2 * minute);
    await settle();
  };

  const look = async () => {
    for (const path of ['/api/health', '/api/openapi.json', '/api/docs']) await ask('nobody', 'GET', path);
    await ask('nobody', 'GET', '/api/nowhere', undefined, [404]);
    for (const path of [
      '/api/lists',
      '/api/lists/mine',
      '/api/lists/national/published',
      `/api/activity?since=${encodeURIComponent(instant(-48 * hour))}`,
      `/api/articles?q=${encodeURIComponent(old(1))}`,
      '/api/fronts/national',
      '/api/authors',
      '/api/authors/rumana-haque',
      '/api/people',
      `/api/redirects?from=${old(1)}`,
      '/api/redirects/list',
    ])
      await get('kamal', path);
  };

  /** A reader looks at what they get, and editors at what goes out. Where a mail is missing, its link is none. */
  const correspond = async () => {
    const address = `e${round}@pathok.example`;
    const of = (name: string, token: string, body = {}, method = 'POST') =>
      ask('nobody', method, `/api/subscriptions/${name}`, { token, ...body }, [200, 202, 410, 429]);
    const linkTo = (page: string) => {
      const texts = mailsTo(address).map(({ text = '' }) => text);
      return tokenIn(texts.flatMap((text) => new RegExp(`/${page}#token=\\S+`).exec(text) ?? [])[0]);
    };
    await post('nobody', '/api/subscriptions', { address, sections: ['sport'] });
    await settle();
    for (const name of ['wish', 'confirm']) await of(name, linkTo('confirm'));
    await settle();
    const id = await approved({ section: 'sport', alert: 'breaking', headline: 'মাঠের খবর' });
    await settle();
    const mailing = `/api/mailings/alert-${id}`;
    for (const state of ['open', 'over']) await get('kamal', `/api/mailings?state=${state}`);
    await get('kamal', mailing);
    for (const name of ['pause', 'resume']) await ask('kamal', 'POST', `${mailing}/${name}`, {}, [200, 409]);
    await ask('parveen', 'POST', `${mailing}/resend`, {}, [201, 409]);
    await ask('kamal', 'POST', `${mailing}/cancel`, {}, [200, 409]);
    await get('kamal', `/api/articles/${id}/alert`);
    await get('kamal', '/api/readers/counts');
    const agreed = {
      address: `i${round}@pathok.example`,
      sections: ['law'],
      confirmedAt: instant(-24 * hour),
    };
    await post('parveen', '/api/readers/import', { readers: [agreed], source: 'x' });
    const token = await cloud.idToken('kamal', 'editor');
    await expect
      .poll(
        async () => (await cloud.send('POST', `/api/articles/${id}/alert/test`, { token, body: {} })).status,
      )
      .toBeLessThan(500);
    await step('kamal', id, 'alert', { kind: 'section' });
    await settle();
    const own = linkTo('preferences');
    await of('preferences', own);
    await of('preferences', own, { sections: ['sport'], pauseDays: 7 }, 'PUT');
    for (const name of ['export', 'erase']) {
      await turn(16 * minute);
      await of('data', own);
      await settle();
      if (name === 'erase') await of('renew-link', own);
      await of(`data/${name}`, linkTo('my-data'));
    }
    await ask('parveen', 'POST', '/api/readers/lift', { address }, [200, 404]);
    await settle();
  };

  const operate = async () => {
    await operator.putItem({ pk: 'ARTICLE#art_poison', sk: 'FACT#00000002', record: 'no fact' });
    await cloud.rest();
    await aRebuild(cloud);
    await settle();
    await post('parveen', '/api/readers/export', { address: readers[0] });
    await post('parveen', '/api/readers/erase', { address: readers[1] });
    await post('parveen', '/api/facts/replay', { since: instant(-20 * hour) });
    await settle();
  };

  /** One more day. */
  const play = async () => {
    round++;
    [leaving, ...readers] = ['d', 'a', 'b', 'c'].map((name) => `${name}${round}@pathok.example`) as [
      string,
      ...string[],
    ];
    world.round = round;
    await subscribe();
    await editArticles();
    await scheduled();
    await arrange();
    await change();
    await illustrate();
    await work();
    await advertise();
    await look();
    await correspond();
    await operate();
    await turn(hour);
    await settle();
  };

  const check = async () => {
    const article = async (id = '') => (await get('kamal', `/api/articles/${id}`)).body;
    const expected = {
      published: ['a', 'long', 'later', 'broken', 'pictured'],
      expired: ['ending'],
      retracted: ['b'],
      killed: ['killed'],
    };
    for (const [state, names] of Object.entries(expected))
      for (const name of names) {
        const { path, state: there } = await article(ids[name]);
        expect([name, there]).toEqual([name, state]);
        const { status, text } = await cloud.page(String(path));
        expect([name, status], text.slice(0, 200)).toEqual([
          name,
          state === 'published' || state === 'retracted' ? 200 : 410,
        ]);
        const { facts } = (await get('kamal', `/api/articles/${ids[name]}/history`)).body as unknown as {
          facts: { version: number }[];
        };
        expect(new Set(facts.map(({ version }) => version)).size).toBe(facts.length);
      }
    expect((await cloud.page(`/national/${ids.a}`)).text).toContain('ঠিক শিরোনাম');
    const objects = cloud.store
      .sql("SELECT key, body FROM s3_object WHERE bucket = 'khobor-site'")
      .all()
      .map(({ key, body }) => [
        Buffer.from(key as Uint8Array).toString(),
        Buffer.from(body as Uint8Array).toString(),
      ]);
    expect(objects.filter(([, body]) => body?.includes(killedWord)).map(([key]) => key)).toEqual([]);
    const pictured = (await cloud.page(`/national/${ids.pictured}`)).text;
    expect(pictured).toContain(`/media/${ids.kept}/`);
    expect(objects.filter(([, body]) => body?.includes(String(ids.gone))).map(([key]) => key)).toEqual([]);
    const front = (await cloud.page('/national')).text;
    expect(front).not.toContain('এইমাত্র জানা গেল');
    expect(front).toContain(String(ids.later));
    for (const name of ['b', 'killed', 'ending']) expect(front).not.toContain(String(ids[name]));
    const moved = await fetch(`${cloud.url}${old(1)}`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([301, `/national/${ids.long}`]);
    expect((await cloud.page(old(2))).status).toBe(404);
    const slots = JSON.parse((await cloud.page('/ads/slots.json')).text) as { items: { id: string }[] };
    const shown = slots.items.map(({ id }) => id);
    // The creative of the one that still ran was withdrawn.
    expect(['running', 'over', 'ended'].filter((name) => shown.includes(ids[name] ?? ''))).toEqual([]);
    for (const name of ['over', 'ended'])
      expect((await get('salma', `/api/line-items/${ids[name]}`)).body.state).toBe('ended');
    const { totals } = (await get('salma', `/api/line-items/${ids.running}/report`)).body as unknown as {
      totals?: { impressions: number; clicks: number };
    };
    const alerts = readers.map(
      (address) => mailsTo(address).filter(({ text }) => text?.includes(String(ids.a))).length,
    );
    return { alerts, totals, bugs: cloud.printed.filter((line) => line.includes('"bug"')) };
  };

  const close = async () => {
    operator.close();
    await cloud.close();
  };
  return { cloud, play, settle, check, close, woken, parked, ids };
}
