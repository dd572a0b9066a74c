import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { AwsError, type BulkStatus, region } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Call, meets } from '../../infra/local/permissions.ts';
import { siteBucket, tableName } from '../../infra/local/resources.ts';
import { type Grant, grants } from '../../infra/topology/grants.ts';
import { parkedOf } from '../../infra/topology/inbox.ts';
import { type FunctionName, functions } from '../../infra/topology.ts';
import { keys } from '../../shared/keys.ts';
import { aFiling, type Reply } from '../a-cloud.ts';
import { anArticleOf } from '../media/a-library.ts';
import { aReadyPicture } from '../media/a-ready-picture.ts';
import { aRebuild } from './a-rebuild.ts';
import { anAdDesk, anImage } from './an-ad-desk.ts';
import { browser } from './an-ad-office.ts';
import { queuesOf } from './as-operator.ts';

const [minute, hour, day] = [61_000, 3_600_000, 86_400_000];

/** Rights that cannot be made to be used at will, and why functions have them nevertheless. */
const exceptions: readonly { may: Grant; of?: RegExp; actions?: string; because: string }[] = [
  {
    may: 'query articles',
    of: /^articles\//,
    because:
      'tombstones of earlier versions lack corrections, which every step after them reads from the facts',
  },
  { may: 'put pepper', because: 'only the first call of a new stage makes it, whichever function that is' },
  { may: 'get notices done', because: 'a message may be delivered twice' },
  { may: 'get alerts done', because: 'a message may be delivered twice' },
  { may: 'get confirmations done', because: 'a message may be delivered twice' },
  { may: 'get releases done', because: 'two clocks may announce a release at once' },
  {
    may: 'publish mailings',
    of: /^audience\/mail-/,
    because: 'a mailing may take longer than a function may run',
  },
  {
    may: 'get mailings',
    of: /^audience\/resume-mailings$/,
    because: 'the call that ended the last part may die before it says so of the whole',
  },
  {
    may: 'put mailings',
    of: /^audience\/process-mail-events$/,
    because: 'an answer of SES may be lost, of which its events tell',
  },
  { may: 'park facts', because: 'the topic may refuse a fact' },
  {
    may: 'write most read',
    of: /^site\/count-views$/,
    actions: 's3:ListBucket',
    because: 'its file is missing only where somebody emptied the bucket',
  },
  {
    may: 'check uploads',
    actions: 's3:GetObject',
    because: 'two uploads of one asset may be checked at once',
  },
  {
    may: 'check uploads',
    actions: 's3:DeleteObject',
    because: 'a check that came second deletes what it made',
  },
  {
    may: 'check assets',
    of: /^media\/remove-unused$/,
    because: 'the facts of a picture that was described ninety times are deleted before its record',
  },
  { may: 'write slots', actions: 's3:ListBucket', because: 'the file may not be there yet' },
  {
    may: 'write site',
    of: /^site\/refresh-arranged$/,
    actions: 's3:ListBucket',
    because: 'fronts are there from the first deploy on, or are missed',
  },
  {
    may: 'list live',
    of: /^site\/refresh-arranged$/,
    because: 'a section that lost articles is filled from its list by whoever folds next',
  },
  {
    may: 'write site',
    of: /^site\/refresh-list-pages-again$/,
    because: 'it writes only what the index was late for, or another call put back',
  },
  {
    may: 'get articles',
    of: /^site\/rebuild$/,
    because: 'a page that others change meanwhile is read by itself',
  },
  {
    may: 'write article pages',
    actions: 's3:ListBucket',
    because: 'a page may be asked for before its notice is there',
  },
  {
    may: 'write articles with pictures',
    actions: 's3:ListBucket',
    because: 'a page may be asked for before its notice is there',
  },
  {
    may: 'read copies',
    of: /^site\/(refresh-list-pages|refresh-authors|new-hour|new-day)/,
    because: 'a newsroom may set `fullTextFeeds`',
  },
  {
    may: 'get many articles',
    of: /^site\/(refresh-authors|new-hour)$/,
    because: 'a newsroom may set `fullTextFeeds`',
  },
];

const calls = new Map<string, Call>();
const world = { refusesPages: false };
let desk: Awaited<ReturnType<typeof anAdDesk>>;
beforeAll(async () => {
  desk = await anAdDesk({
    hear: ({ keys: asked, ...call }) => {
      for (const key of asked ?? [undefined])
        calls.set(`${call.principal} ${call.action} ${call.resource} ${key}`, {
          ...call,
          keys: key === undefined ? undefined : [key],
        });
    },
    intercept: async (call, go) => {
      if (world.refusesPages && call.principal === 'site/publish-article' && call.action === 'PutObject')
        throw new AwsError('InternalFailure', 'no page is taken', 500);
      return go();
    },
  });
});
afterAll(() => desk.cloud.close());

let requests = 0;
/** A header by which the answer to a request is stored. */
const once = () => ({ 'idempotency-key': `request-${requests++}`, 'if-match': '*' });
const fine = (reply: Reply) => {
  expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
  return reply.body;
};
type Who = keyof typeof desk.people;
const get = async (who: Who, path: string) => fine(await desk.people[who].get(path));
const post = async (who: Who, path: string, body: object = {}) =>
  fine(await desk.people[who].post(path, body, once()));
const put = async (who: Who, path: string, body: object) =>
  fine(await desk.people[who].put(path, body, once()));
const step = (who: Who, id: string, name: string, body: object = {}) =>
  post(who, `/api/articles/${id}/${name}`, body);
const turn = async (milliseconds: number) => {
  await desk.cloud.turnBy(milliseconds);
  await desk.signIn();
};
const from = (milliseconds: number) => new Date(desk.cloud.clock.now() + milliseconds).toISOString();

/** Too long for the table: it is kept in the private bucket, and every step reads it there. */
const long = (word: string) => `${word} ${'দীর্ঘ প্রতিবেদন। '.repeat(3_000)}`;
const filing = (differences: object = {}) =>
  aFiling({ body: long('চর'), tags: ['শিক্ষা', 'চর'], bylines: ['রহিম উদ্দিন @rahim-uddin'], ...differences });
const file = async (differences: object = {}) =>
  String((await post('rumana', '/api/articles', filing(differences))).id);
const submitted = async (differences: object = {}) => {
  const id = await file(differences);
  await step('rumana', id, 'submit');
  return id;
};
const published = async (differences: object = {}, times: object = {}) => {
  const id = await submitted(differences);
  await step('kamal', id, 'approve', times);
  await desk.cloud.rest();
  return id;
};

const config = () => ({ region, endpoint: desk.cloud.aws.url, credentials: desk.cloud.aws.operator });

/** Loses objects of the site. */
async function loseObjects(...Keys: string[]) {
  const s3 = new S3Client({ ...config(), forcePathStyle: true });
  for (const Key of Keys) await s3.send(new DeleteObjectCommand({ Bucket: siteBucket, Key }));
  s3.destroy();
}

/** Loses pages, and what fronts are made of: a rebuild makes them again. */
async function loseSome(id: string) {
  await loseObjects('index.html', `national/${id}`);
  const dynamodb = new DynamoDBClient(config());
  const Key = marshall(keys.latest({ section: 'national' }));
  await dynamodb.send(new DeleteItemCommand({ TableName: tableName, Key }));
  dynamodb.destroy();
}

describe('the rights of functions', () => {
  it('are used by the newsroom', async () => {
    for (const who of ['rumana', 'kamal', 'mitu', 'parveen'] as const) await put(who, '/api/people/me', {});
    await get('kamal', '/api/people');
    await put('kamal', '/api/authors/rahim-uddin', { name: 'রহিম উদ্দিন' });
    await get('kamal', '/api/authors/rahim-uddin');
    await get('kamal', '/api/authors');

    const id = await file();
    const again = once();
    for (let n = 0; n < 2; n++) {
      fine(await desk.people.rumana.post('/api/articles', filing(), { 'idempotency-key': 'filed-twice' }));
      const edited = filing({ headline: 'নতুন শিরোনাম' });
      fine(await desk.people.rumana.put(`/api/articles/${id}`, edited, again));
    }
    await step('rumana', id, 'lease');
    for (const body of ['খসড়া', 'ক'.repeat(50_000)]) {
      await put('rumana', `/api/articles/${id}/working`, { from: 1, fields: { body } });
      await get('rumana', `/api/articles/${id}/working`);
    }
    const token = await desk.cloud.token('rumana', 'reporter');
    fine(await desk.cloud.send('DELETE', `/api/articles/${id}/working`, { token }));
    await put('rumana', `/api/articles/${id}/working`, { from: 1, fields: {} });
    for (const path of ['/api/board', '/api/newsroom', '/api/newsroom/read-only']) await get('kamal', path);
    await put('parveen', '/api/newsroom/read-only', { on: true, reason: 'মহড়া' });
    await put('parveen', '/api/newsroom/read-only', { on: false });
    await step('rumana', id, 'assign', { to: 'rumana' });
    await step('kamal', id, 'comment', { text: 'সূত্র কী?' });
    const { comments } = (await get('kamal', `/api/articles/${id}/comments`)) as unknown as {
      comments: { id: string }[];
    };
    await step('rumana', id, `comments/${comments[0]?.id}/resolve`);
    await step('parveen', id, 'backdate', { publishedAt: null });
    const { path } = await step('rumana', id, 'preview');
    expect((await desk.cloud.page(String(path))).status).toBe(200);
    fine(
      await desk.cloud.send('DELETE', `/api/articles/${id}/preview`, {
        token: await desk.cloud.token('kamal', 'editor'),
      }),
    );
    await step('rumana', id, 'spike');
    await step('rumana', id, 'unspike');
    await step('rumana', id, 'submit');
    await step('kamal', id, 'return', { note: 'সূত্র দিন' });
    await step('rumana', id, 'submit');
    await step('kamal', id, 'approve', { publishAt: from(hour) });
    await step('kamal', id, 'reschedule', { publishAt: from(2 * hour) });
    await step('kamal', id, 'unschedule');
    await step('kamal', id, 'approve', { publishAt: from(hour) });
    await get('kamal', '/api/lists');
    for (const queue of ['mine', 'scheduled', 'expiring', 'to-approve'])
      await get('kamal', `/api/lists/${queue}`);
    await get('rumana', '/api/lists/mine');
    for (const state of ['draft', 'approved', 'published'])
      await get('kamal', `/api/lists/national/${state}`);
    await turn(hour + minute);
    for (const what of ['', '/history', '/revisions', '/revisions/1', '/revisions/1/diff', '/lint'])
      await get('kamal', `/api/articles/${id}${what}`);
    await get('kamal', `/api/activity?since=${from(-3 * hour)}`);

    await published();
    await put('kamal', '/api/fronts/national', { pins: [{ articleId: id, until: from(hour) }] });
    await put('kamal', `/api/articles/${id}/weight`, { weight: 'large' });
    await put('kamal', '/api/strip', { strip: { text: 'জরুরি', articleId: id } });
    await get('kamal', '/api/strip');
    await desk.cloud.rest();
    await desk.cloud.rest();
    await get('kamal', '/api/fronts/national');
    await put('kamal', '/api/redirects', { from: '/old/a', to: `/national/${id}` });
    await put('kamal', '/api/redirects', { from: '/old/b', to: '/old/a' });
    await put('kamal', '/api/redirects', { from: '/old/b', to: '/law' });
    await get('kamal', '/api/redirects?from=/old/a');
    await get('kamal', '/api/redirects/list');
    await get('kamal', '/api/articles?q=/old/a');
    await post('kamal', '/api/redirects/remove', { from: '/old/a' });
    await desk.cloud.rest();
    await turn(hour + minute);
  });

  it('are used by what changes, ends and comes back', async () => {
    const id = await published({}, { expireAt: from(9 * hour) });
    await step('kamal', id, 'reschedule', { expireAt: null });
    await step('kamal', id, 'reschedule', { expireAt: from(9 * hour) });
    await step('rumana', id, 'correct', { note: 'নাম ঠিক করা হল' });
    await step('rumana', id, 'reword', { note: 'নাম সংশোধন করা হল' });
    await put('rumana', `/api/articles/${id}`, filing({ headline: 'সংশোধিত', tags: ['শিক্ষা'] }));
    await step('rumana', id, 'submit');
    await step('kamal', id, 'approve', { expireAt: null });
    await desk.cloud.rest();
    await step('rumana', id, 'update');
    await step('rumana', id, 'restore', { revision: '1' });
    await put('rumana', `/api/articles/${id}`, filing({ section: 'law' }));
    await step('rumana', id, 'submit');
    await step('kamal', id, 'approve', { expireAt: from(9 * hour) });
    await desk.cloud.rest();
    await step('parveen', id, 'unpublish', { note: 'আগে বেরিয়েছে' });
    await step('parveen', id, 'reinstate', { reason: 'ঠিক ছিল', expireAt: from(9 * hour) });
    await desk.cloud.rest();
    await step('parveen', id, 'retract', { reason: 'ভুল ছিল' });
    await desk.cloud.rest();
    const killed = await published({}, { expireAt: from(9 * hour) });
    await step('parveen', killed, 'kill', { reason: 'আদালতের আদেশ' });
    await desk.cloud.rest();
    await get('rumana', `/api/activity?since=${from(-3 * hour)}`);
    await published({}, { expireAt: from(minute) });
    const corrected = await published({}, { expireAt: from(2 * minute) });
    await step('rumana', corrected, 'correct', { note: 'নাম ঠিক করা হল' });
    await step('rumana', corrected, 'submit');
    await step('kamal', corrected, 'approve', { publishAt: from(minute), expireAt: null });
    await turn(minute);
    await turn(minute);

    world.refusesPages = true;
    const [again, back] = [await submitted(), await submitted()];
    for (const one of [again, back]) await step('kamal', one, 'approve');
    // What waits for ten minutes is announced once more, and after twenty-five the clock gives it up.
    await turn(11 * minute);
    for (let n = 0; n < 12; n++) await turn(2 * minute);
    await step('kamal', back, 'return', { note: 'শব্দ বদলান' });
    world.refusesPages = false;
    await step('kamal', again, 'render');
    await desk.cloud.rest();

    // Facts make again what was lost, of what is withdrawn as well.
    await loseObjects(`share/${id}.jpg`);
    await post('parveen', '/api/facts/replay', { since: from(-day) });
    await post('parveen', '/api/facts/replay', { since: from(-day), articleId: id });
    await desk.cloud.rest();
    await put('kamal', '/api/redirects', { from: '/old/c', to: '/law' });
    await loseSome(id);
    await aRebuild(desk.cloud);
    await turn(day);
    await turn(hour);
  });

  it('are used by articles with pictures', async () => {
    const told = { alt: 'চরের নৌকা', credit: 'রুমানা হক' };
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map((hue) => aReadyPicture(desk.cloud, { hue, width: 320, height: 240, description: told })),
    );
    const withPicture = (asset: string | undefined) => ({
      lead: { asset },
      body: `${long('চর')}\n\n![](${asset})`,
    });
    const id = await published(withPicture(one));
    await step('rumana', id, 'update');
    await put('rumana', `/api/articles/${id}`, filing(withPicture(two)));
    const { path } = await step('rumana', id, 'preview');
    const { text } = await desk.cloud.page(String(path));
    const picture = /src="(http[^"]+\/renditions\/[^"]+)"/.exec(text)?.[1] ?? '';
    expect((await fetch(picture.replaceAll('&amp;', '&'))).status).toBe(200);
    const again = async () => {
      await step('rumana', id, 'submit');
      await step('kamal', id, 'approve');
      await desk.cloud.rest();
    };
    await again();
    await step('rumana', id, 'update');
    await step('rumana', id, 'restore', { revision: '1' });
    await again();
    await step('parveen', id, 'unpublish', { note: 'আগে বেরিয়েছে' });
    await step('parveen', id, 'reinstate', { reason: 'ঠিক ছিল' });
    await desk.cloud.rest();
    const ending = await published(withPicture(one), { expireAt: from(minute) });
    const [retracted, killed] = [await published(withPicture(two)), await published(withPicture(three))];
    // Its page leads on to those before, and is rendered again when they go.
    await published(withPicture(three));
    await step('parveen', retracted, 'retract', { reason: 'ভুল ছিল' });
    await step('parveen', killed, 'kill', { reason: 'আদালতের আদেশ' });
    await desk.cloud.rest();
    await turn(2 * minute);
    expect((await get('kamal', `/api/articles/${ending}`)).state).toBe('expired');
    await aRebuild(desk.cloud);
    await post('parveen', `/api/media/${one}/withdraw`, { reason: 'ভুল ছবি' });
    await desk.cloud.rest();
  });

  it('are used by ads', async () => {
    const salma = async () => desk.salma();
    const booked = async (body: object) =>
      String(fine(await (await salma()).post('/api/line-items', body, once())).id);
    const take = async (id: string, name: string) => {
      fine(await (await salma()).post(`/api/line-items/${id}/${name}`, {}, once()));
      await desk.cloud.rest();
    };
    const look = async (path: string) => fine(await (await salma()).get(path));
    const asset = await desk.creative();
    await desk.upload({ kind: 'html', width: 300, height: 250 }, '<p>ভর্তি চলছে</p>');
    const key = once();
    for (let time = 0; time < 2; time++)
      fine(await (await salma()).post('/api/media', { kind: 'image' }, key));
    await look(`/api/media/${asset}`);
    const ad = await booked(desk.booking(asset));
    fine(await (await salma()).put(`/api/line-items/${ad}`, desk.booking(asset, { weight: 3 }), once()));
    for (const name of ['clear', 'pause', 'resume']) await take(ad, name);
    const click = { headers: { 'user-agent': browser }, redirect: 'manual' } as const;
    expect((await fetch(`${desk.cloud.url}/go/${ad}/text`, click)).status).toBe(302);
    fine(await (await salma()).put(`/api/line-items/${ad}`, desk.booking(asset, { weight: 4 }), once()));
    await look('/api/line-items');
    await look('/api/ad-slots');
    for (const what of ['', '/report', '/report.csv'])
      expect((await (await salma()).get(`/api/line-items/${ad}${what}`)).status).toBe(200);
    const { path } = fine(await (await salma()).post(`/api/line-items/${ad}/report-link`));
    expect((await desk.cloud.page(String(path))).status).toBe(200);
    // Fewer are no list of what is read most.
    for (const read of [await desk.published(), await desk.published(), await desk.published()])
      await fetch(`${desk.cloud.url}/national/${read}`, { headers: { 'user-agent': browser } });
    await desk.cloud.deliverLogs();
    await desk.cloud.rest();
    await desk.cleared(asset, { flight: desk.flight(-1, 2) });
    await turn(3 * hour);
    await take(await desk.cleared(asset), 'end');
    const html = await desk.upload({ kind: 'html', width: 300, height: 250 }, '<p>আরেকটি</p>');
    const inHtml = await desk.cleared(html);
    fine(await (await salma()).put(`/api/line-items/${inHtml}`, desk.booking(await desk.creative()), once()));
    await desk.cleared(html);
    await desk.cloud.rest();
    for (const one of [asset, html]) {
      await desk.signIn();
      await post('parveen', `/api/media/${one}/withdraw`, { reason: 'ভুল ছবি' });
    }
    await desk.cloud.rest();
    await turn(2 * minute);
    await turn(3 * day);
    await turn(31 * day);
    await turn(day);
    await desk.signIn();
  });

  it('are used by pictures', async () => {
    const article = await anArticleOf(desk.cloud);
    const wish = (description: object) => ({ kind: 'picture', description });
    const soon = { rights: { until: from(hour) } };
    const shown = await desk.upload(wish(soon), await anImage(700, 500, '#123'));
    const unused = await desk.upload(wish({ alt: 'x' }), await anImage(700, 500, '#456'));
    await desk.upload(wish({}), 'no picture');
    await article.use(shown);
    expect(await article.publish(shown)).toBe(true);
    for (const path of ['?unused=true', `/${unused}`])
      for (const url of linksIn(await get('kamal', `/api/media${path}`)))
        expect((await fetch(url)).status).toBe(200);
    await put('kamal', `/api/media/${shown}`, { ...soon, focal: { x: 0, y: 0 } });
    await desk.cloud.rest();
    await turn(hour + minute);
    await put('kamal', `/api/media/${shown}`, { alt: 'x' });
    await desk.cloud.rest();
    await post('parveen', `/api/media/${shown}/withdraw`, { reason: 'অন্যের ছবি' });
    await desk.cloud.rest();
    await turn(2 * minute);
    await turn(31 * day);
    expect((await desk.people.kamal.get(`/api/media/${unused}`)).status).toBe(404);
    article.close();
  });

  it('are used by readers', async () => {
    const ask = async (address: string, section: string) => {
      const body = { address, sections: [section] };
      expect((await desk.cloud.send('POST', '/api/subscriptions', { body })).status).toBe(202);
      await desk.cloud.rest();
      const [mail] = desk.cloud.mailbox().filter(({ to }) => to.includes(address));
      return /#token=([^\s"<]+)/.exec(mail?.text ?? '')?.[1] ?? '';
    };
    const send = (name: string, token: string) =>
      desk.cloud.send('POST', `/api/subscriptions/${name}`, { body: { token } });
    for (const address of ['a', 'b', 'c', 'd'].map((name) => `${name}@pathok.example`)) {
      const token = await ask(address, 'sport');
      fine(await send('wish', token));
      fine(await send('confirm', token));
    }
    // Over its budget: the third request at one moment comes to nothing.
    await ask('a@pathok.example', 'law');
    const paused = new Set<string>();
    desk.cloud.aws.ses.change({
      statusOf: (to) => {
        if (to.startsWith('b@')) return 'SOMETHING_NEW' as BulkStatus;
        return paused.has(to) ? undefined : paused.add(to) && 'ACCOUNT_SENDING_PAUSED';
      },
    });
    for (const alert of ['section', 'breaking']) {
      paused.clear();
      const id = await published({ section: 'sport', alert });
      const mailing = `/api/mailings/alert-${id}`;
      await get('kamal', '/api/mailings?state=open');
      await get('kamal', mailing);
      await post('kamal', `${mailing}/pause`);
      await post('kamal', `${mailing}/resume`);
      await get('kamal', `/api/articles/${id}/alert`);
      await desk.cloud.rest();
      // Each of three readers stops it once.
      const isOver = async () => (await get('kamal', mailing)).state === 'done';
      for (let n = 0; n < 12 && !(await isOver()); n++) await turn(2 * minute);
      for (const kind of ['section', 'breaking']) await step('kamal', id, 'alert', { kind });
      await desk.cloud.rest();
      await turn(2 * day);
      await desk.signIn();
      await post('parveen', `${mailing}/resend`);
      await desk.cloud.rest();
    }
    await beforePressing();
    const mails = desk.cloud.mailbox().filter(({ to }) => to.includes('a@pathok.example'));
    const end = mails.map(({ text }) => /unsubscribe#token=([^\s"<]+)/.exec(text)?.[1]).find(Boolean) ?? '';
    const hers = desk.cloud.mailbox().filter(({ to }) => to.includes('c@pathok.example'));
    await readersOwn(hers.map(({ text }) => text).join('\n'));
    fine(await send('unsubscribe', end));
    const [bounced] = desk.cloud.mailbox().filter(({ to }) => to.includes('d@pathok.example'));
    await desk.cloud.aws.ses.report(bounced?.id ?? '', 'bounced');
    await desk.cloud.rest();
    await post('parveen', '/api/readers/lift', { address: 'd@pathok.example' });
    await post('parveen', '/api/readers/export', { address: 'b@pathok.example' });
    await post('parveen', '/api/readers/erase', { address: 'b@pathok.example' });
  });

  /** An editor looks at an alert before readers get it, and ends it; a publisher brings readers. */
  async function beforePressing() {
    const readers = [{ address: 'e@pathok.example', sections: ['law'], confirmedAt: from(-day) }];
    // Then they are known.
    for (let i = 0; i < 2; i++) await post('parveen', '/api/readers/import', { readers, source: 'x' });
    await turn(11 * minute);
    await get('kamal', '/api/readers/counts');
    const id = await submitted({ section: 'law', alert: 'section' });
    await turn(2 * minute);
    await get('kamal', `/api/articles/${id}/alert`);
    const token = await desk.cloud.idToken('kamal', 'editor');
    fine(await desk.cloud.send('POST', `/api/articles/${id}/alert/test`, { token, body: {} }));
    desk.cloud.aws.ses.change({ statusOf: () => 'ACCOUNT_SENDING_PAUSED' });
    await step('kamal', id, 'approve');
    await desk.cloud.rest();
    await post('kamal', `/api/mailings/alert-${id}/cancel`);
    await desk.cloud.rest();
    desk.cloud.aws.ses.change({ statusOf: () => undefined });
  }

  /** A reader looks, changes, asks for what is stored, twice, takes the link back, and is forgotten. */
  async function readersOwn(mailed: string) {
    const token = /preferences#token=([^\s"<]+)/.exec(mailed)?.[1] ?? '';
    const own = (what: string, body: object) =>
      desk.cloud.send('POST', `/api/subscriptions/${what}`, { body });
    fine(await own('preferences', { token }));
    const body = { token, sections: ['law'], pauseDays: 7 };
    fine(await desk.cloud.send('PUT', '/api/subscriptions/preferences', { body }));
    // What was wrong reaches whoever had it, on whichever lists they are now.
    const [had = ''] = /art_\w+/.exec(mailed) ?? [];
    await step('parveen', had, 'retract', { reason: 'ভুল ছিল', mailRetraction: true });
    await desk.cloud.rest();
    for (const what of ['export', 'erase']) {
      await turn(hour);
      fine(await own('data', { token }));
      await desk.cloud.rest();
      const [mail] = desk.cloud.mailbox().filter(({ text }) => text.includes('/my-data#'));
      const link = /my-data#token=([^\s"<]+)/.exec(mail?.text ?? '')?.[1] ?? '';
      if (what === 'erase') fine(await own('renew-link', { token }));
      fine(await own(`data/${what}`, { token: link }));
    }
  }

  it('of who watches the queues', async () => {
    const QueueUrl = `${desk.cloud.aws.url}/000000000000/${parkedOf('site/invalidate')}`;
    const { sqs } = queuesOf(desk.cloud);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
    sqs.destroy();
    await turn(6 * minute);
  });

  it('are all used, but for those that wait for what cannot be arranged', () => {
    const made = Map.groupBy(calls.values(), ({ principal }) => principal);
    const unused = functions.flatMap(([name, { may }]) =>
      may.flatMap((grant) => unusedOf(name, grant, made.get(name) ?? [])),
    );
    expect(unused).toEqual([]);
    expect(made.size).toBeGreaterThan(90);
  });

  it('have exceptions only where somebody has the right', () => {
    for (const { may, of, because } of exceptions)
      expect(
        functions.some(([name, row]) => row.may.includes(may) && (of?.test(name) ?? true)),
        because,
      ).toBe(true);
  });
});

/** Signed links in an answer. */
const linksIn = (body: object) =>
  [...JSON.stringify(body).matchAll(/"url":"([^"]+)"/g)].map(([, url = '']) => url);

/** The actions of a grant that none of a function's calls used. */
function unusedOf(name: FunctionName, grant: Grant, made: readonly Call[]): string[] {
  const isExcepted = (action: string) =>
    exceptions.some(
      ({ may, of, actions = action }) => may === grant && (of?.test(name) ?? true) && actions === action,
    );
  return grants[grant].rights
    .filter(({ denied }) => !denied)
    .flatMap((right) => right.actions.map((action) => ({ ...right, actions: [action] })))
    .filter((right) => !made.some((call) => meets(right, call)) && !isExcepted(String(right.actions[0])))
    .map(({ actions, on }) => `${name}: ${grant} (${actions[0]} on ${on})`);
}
