import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { region } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arns } from '../../infra/local/resources.ts';
import { aFiling } from '../a-cloud.ts';
import { type ADesk, aDesk, problem } from './a-desk.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

describe('a version', () => {
  const steps = [
    'submit',
    'return',
    'approve',
    'unschedule',
    'correct',
    'spike',
    'retract',
    'kill',
    'restore',
  ];
  const bodies: Record<string, object> = {
    return: { note: 'না' },
    correct: { note: 'না' },
    retract: { reason: 'না' },
    kill: { reason: 'না' },
    restore: { revision: '1' },
  };
  const send = (id: string, step: string, headers: Record<string, string>, token: string) =>
    desk.cloud.send('POST', `/api/articles/${id}/${step}`, { token, body: bodies[step] ?? {}, headers });

  it.each(steps)('is needed to %s, and a stale one is refused with the one there is', async (step) => {
    const id = await desk.file();
    const token = await desk.cloud.token('anwar', 'reporter', 'editor', 'publisher');
    expect(problem(await send(id, step, {}, token))).toEqual([428, 'no-if-match']);
    const stale = await send(id, step, { 'if-match': '"7"' }, token);
    expect([...problem(stale), stale.body.version]).toEqual([412, 'stale', 1]);
    expect(await desk.facts(id)).toEqual(['created']);
  });

  it('that is any does not fail for someone who saves at the same moment', async () => {
    const id = await desk.file();
    const replies = await Promise.all([
      desk.edit(id, { headline: 'এক' }),
      desk.edit(id, { headline: 'দুই' }),
      desk.edit(id, { headline: 'তিন' }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await desk.get(id)).version).toBe(4);
  });
});

describe('an Idempotency-Key', () => {
  it('makes a repeated step one, with the same answer, though the version has moved on', async () => {
    const id = await desk.file();
    const headers = { 'idempotency-key': 'submit-once', 'if-match': '"1"' };
    const first = await desk.people.rumana.post(`/api/articles/${id}/submit`, {}, headers);
    await desk.step('kamal', id, 'return', { note: 'আরেকবার দেখুন' });
    const again = await desk.people.rumana.post(`/api/articles/${id}/submit`, {}, headers);
    expect(again.status).toBe(200);
    expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(await desk.facts(id)).toEqual(['created', 'submitted', 'returned']);
  });

  it('is refused with another body, another step or another article', async () => {
    const id = await desk.submitted();
    const headers = { 'idempotency-key': 'return-once' };
    await desk.people.kamal.post(`/api/articles/${id}/return`, { note: 'এক' }, headers);
    for (const [path, body] of [
      [`/api/articles/${id}/return`, { note: 'দুই' }],
      [`/api/articles/${id}/spike`, { note: 'এক' }],
      [`/api/articles/${await desk.submitted()}/return`, { note: 'এক' }],
    ] as const)
      expect(problem(await desk.people.kamal.post(path, body, headers)), path).toEqual([422, 'key-reused']);
  });

  it('answers ten at once with one step', async () => {
    const id = await desk.submitted();
    const approvals = await Promise.all(
      Array.from({ length: 10 }, () =>
        desk.people.kamal.post(`/api/articles/${id}/approve`, {}, { 'idempotency-key': 'approve-once' }),
      ),
    );
    await desk.cloud.rest();
    const done = approvals.filter(({ status }) => status === 200);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await desk.facts(id)).filter((type) => type === 'approved')).toHaveLength(1);
  });

  it('is forgotten after a day', async () => {
    const headers = { 'idempotency-key': 'for-a-day' };
    const first = await desk.people.rumana.post('/api/articles', aFiling(), headers);
    await desk.cloud.turnBy(24 * 60 * 60_000 + 1_000);
    await desk.signIn();
    const second = await desk.people.rumana.post('/api/articles', aFiling({ headline: 'পরদিন' }), headers);
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
  });
});

describe('a lease', () => {
  it('shows an editor that somebody is at the article, until five minutes after the last sign', async () => {
    const id = await desk.submitted();
    const { kamal, mitu } = desk.people;
    expect((await kamal.post(`/api/articles/${id}/lease`)).body).toMatchObject({ by: 'kamal' });
    expect((await mitu.get(`/api/articles/${id}`)).body.lease).toMatchObject({ by: 'kamal' });
    expect((await kamal.get(`/api/articles/${id}`)).body.lease).toBeUndefined();
    const refused = await mitu.post(`/api/articles/${id}/lease`);
    expect(problem(refused)).toEqual([409, 'leased']);
    expect(refused.body.lease).toMatchObject({ by: 'kamal', until: expect.any(String) });
    await desk.cloud.turnBy(5 * 60_000);
    expect((await mitu.post(`/api/articles/${id}/lease`)).status).toBe(200);
  });

  it('can be taken over, and given up', async () => {
    const id = await desk.submitted();
    const { kamal, mitu } = desk.people;
    await kamal.post(`/api/articles/${id}/lease`);
    expect((await mitu.post(`/api/articles/${id}/lease`, { takeOver: true })).body).toMatchObject({
      by: 'mitu',
    });
    expect(problem(await kamal.post(`/api/articles/${id}/lease`))).toEqual([409, 'leased']);
    expect((await mitu.post(`/api/articles/${id}/lease`, { done: true })).status).toBe(200);
    expect((await kamal.post(`/api/articles/${id}/lease`)).status).toBe(200);
  });

  it('goes to one of many who take it at once', async () => {
    const id = await desk.submitted();
    const people = await Promise.all(
      Array.from({ length: 8 }, (_, i) => desk.cloud.someone(`editor-${i}`, 'editor')),
    );
    const replies = await Promise.all(people.map((one) => one.post(`/api/articles/${id}/lease`)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ body }) => body.code === 'leased')).toHaveLength(7);
  });
});

describe('a preview', () => {
  const open = async (id: string) =>
    String((await desk.people.rumana.post(`/api/articles/${id}/preview`)).body.path);

  it('shows the page as it will look, to whoever holds the link, and to no cache or index', async () => {
    const id = await desk.file({ section: 'women', headline: 'আগে থেকে দেখা' });
    const path = await open(id);
    const { status, text, headers } = await desk.cloud.page(path);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    const published = (await desk.cloud.page(`/women/${id}`)).text;
    // But for the times, for ads, because nobody is to be counted in a preview, and for passing on, signing up and reading on.
    const ads =
      /<div class="onto".*?<\/aside><\/div>|<script src="[^"]*onward[^"]*" defer><\/script>|<form class="sign-up".*?<\/form>|<div class="tags share">.*?<\/div>|<script src="[^"]*sign-up[^"]*" defer><\/script>|<div class="ad .*?<div><\/div><\/div>|<script src="[^"]*ads[^"]*" defer><\/script>/g;
    const withoutTimes = (page: string) =>
      page.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T').replace(/প্রকাশ:.*?<\/time>/, '');
    expect(published).toMatch(ads);
    expect(text).not.toMatch(ads);
    expect(withoutTimes(text)).toBe(withoutTimes(published.replace(ads, '')));
    expect((await desk.cloud.page(path)).status).toBe(410);
  });

  it('is dead after two days, with another token, and for another article', async () => {
    const [id, other] = [await desk.file(), await desk.file()];
    const path = await open(id);
    expect((await desk.cloud.page(path.replace(id, other))).status).toBe(410);
    expect((await desk.cloud.page(`${path}x`)).status).toBe(410);
    expect((await desk.cloud.page(path.split('?')[0] ?? '')).status).toBe(400);
    await desk.cloud.turnBy(48 * 60 * 60_000);
    await desk.signIn();
    expect((await desk.cloud.page(path)).status).toBe(410);
  });

  it('ends for everybody when an editor or its reporter says so, and nobody makes links without end', async () => {
    const id = await desk.file();
    const selim = await desk.cloud.someone('selim', 'reporter');
    const make = async () => selim.post(`/api/articles/${id}/preview`);
    const end = async (name: string, role: 'reporter' | 'editor') =>
      desk.cloud.send('DELETE', `/api/articles/${id}/preview`, { token: await desk.cloud.token(name, role) });
    const links = [await open(id)];
    for (let n = 0; n < 20; n++) links.push(String((await make()).body.path));
    expect(problem(await make())).toEqual([429, 'too-many']);
    expect(problem(await end('selim', 'reporter'))).toEqual([403, 'forbidden']);
    expect((await desk.cloud.page(links[20] ?? '')).status).toBe(200);
    const ended = await end('mitu', 'editor');
    expect([ended.status, ended.body.ended]).toEqual([200, 21]);
    for (const link of links) expect((await desk.cloud.page(link)).status).toBe(410);
    // Ended ones count: ending is no way to make more.
    expect(problem(await make())).toEqual([429, 'too-many']);
    const again = await open(id);
    expect((await end('rumana', 'reporter')).body.ended).toBe(1);
    expect((await desk.cloud.page(again)).status).toBe(410);
  });

  it('of a correction shows the new text while readers have the old', async () => {
    const id = await desk.published({ headline: 'পুরোনো পাঠ' });
    expect(problem(await desk.people.rumana.post(`/api/articles/${id}/preview`))).toEqual([
      409,
      'wrong-state',
    ]);
    await desk.step('rumana', id, 'correct', { note: 'পাঠ ঠিক করা হলো' });
    await desk.edit(id, { headline: 'নতুন পাঠ' });
    const { text } = await desk.cloud.page(await open(id));
    for (const words of ['নতুন পাঠ', 'পাঠ ঠিক করা হলো']) expect(text).toContain(words);
    const path = await open(id);
    await desk.step('kamal', id, 'spike');
    expect((await desk.cloud.page(`/national/${id}`)).text).not.toContain('নতুন পাঠ');
    // The link was of a correction that is dropped: it does not show the next one.
    await desk.step('rumana', id, 'correct', { note: 'আরেকবার ঠিক করা হলো' });
    await desk.edit(id, { headline: 'গোপন পাঠ' });
    expect((await desk.cloud.page(path)).status).toBe(410);
    expect((await desk.cloud.page(await open(id))).text).toContain('গোপন পাঠ');
  });
});

describe('what waits', () => {
  it('is told to each: an editor’s to approve, a reporter’s own to finish, what is scheduled', async () => {
    const [draft, submitted, scheduled] = [await desk.file(), await desk.submitted(), await desk.submitted()];
    await desk.step('kamal', scheduled, 'approve', { publishAt: '2099-01-01T00:00:00Z' });
    const listed = async (who: 'rumana' | 'kamal') => {
      const { toApprove, toFinish, scheduled } = (await desk.people[who].get('/api/lists'))
        .body as unknown as Record<'toApprove' | 'toFinish' | 'scheduled', { id: string }[]>;
      const idsOf = (items: { id: string }[]) => items.map(({ id }) => id);
      return { toApprove: idsOf(toApprove), toFinish: idsOf(toFinish), scheduled: idsOf(scheduled) };
    };
    const [rumana, kamal] = [await listed('rumana'), await listed('kamal')];
    expect(rumana.toFinish).toContain(draft);
    expect(rumana.toApprove).toEqual([]);
    expect(kamal.toApprove).toContain(submitted);
    expect(kamal.toApprove).not.toContain(draft);
    expect(kamal.toFinish).toEqual([]);
    expect(kamal.scheduled).toContain(scheduled);
  });

  it('includes what no longer goes out: whoever approved is told, and nobody else', async () => {
    const config = { region, endpoint: desk.cloud.aws.url, credentials: desk.cloud.aws.operator };
    const [sqs, sns] = [new SQSClient(config), new SNSClient(config)];
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'kamal' }));
    await sns.send(
      new SubscribeCommand({
        TopicArn: arns['staff topic'],
        Protocol: 'sqs',
        Endpoint: `arn:aws:sqs:${region}:000000000000:kamal`,
        Attributes: { RawMessageDelivery: 'true', FilterPolicy: JSON.stringify({ to: ['kamal'] }) },
      }),
    );
    const [mended, moved] = [await desk.submitted({ headline: 'বানান ঠিক হবে' }), await desk.submitted()];
    for (const id of [mended, moved])
      await desk.step('kamal', id, 'approve', { publishAt: '2099-01-01T00:00:00Z' });
    await desk.edit(mended, { headline: 'বানান ঠিক হলো' });
    await desk.step('kamal', moved, 'unschedule');
    await desk.cloud.rest();
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    expect(Messages.map(({ Body }) => Body)).toEqual([expect.stringMatching(/বানান ঠিক হলো[\s\S]+খালি/)]);
    sqs.destroy();
    sns.destroy();
  });

  it('is told five times at most when one person submits the same again and again, and later once more', async () => {
    const config = { region, endpoint: desk.cloud.aws.url, credentials: desk.cloud.aws.operator };
    const [sqs, sns] = [new SQSClient(config), new SNSClient(config)];
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({ QueueName: 'patient-desk', Attributes: { VisibilityTimeout: '7200' } }),
    );
    await sns.send(
      new SubscribeCommand({
        TopicArn: arns['staff topic'],
        Protocol: 'sqs',
        Endpoint: `arn:aws:sqs:${region}:000000000000:patient-desk`,
        Attributes: { RawMessageDelivery: 'true', FilterPolicy: JSON.stringify({ section: ['jobs'] }) },
      }),
    );
    const told = async () => {
      await desk.cloud.rest();
      const types: (string | undefined)[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['type'] }),
        );
        types.push(...Messages.map(({ MessageAttributes }) => MessageAttributes?.type?.StringValue));
        if (Messages.length === 0) return types;
      }
    };
    const id = await desk.file({ section: 'jobs' });
    for (let n = 0; n < 9; n++) {
      await desk.step('rumana', id, 'submit');
      if (n < 8) await desk.edit(id, { section: 'jobs', headline: `খবর ${n}` });
    }
    // However much they change in between.
    for (let n = 0; n < 101; n++) await desk.edit(id, { section: 'jobs', headline: `খবর ${n}` });
    await desk.step('rumana', id, 'submit');
    const other = await desk.submitted({ section: 'jobs' });
    expect(await told()).toEqual(Array(6).fill('submitted'));
    const waiting = JSON.stringify((await desk.people.kamal.get('/api/lists')).body.toApprove);
    expect([waiting.includes(id), waiting.includes(other)]).toEqual([true, true]);
    for (const one of [desk.people.mitu, desk.people.rumana]) await one.put('/api/people/me', {});
    // Who is given the work is told each time, and so is whoever another person sends it back to.
    for (const to of ['mitu', 'rumana', 'mitu', 'rumana', 'mitu', 'rumana', 'mitu'])
      await desk.step('kamal', id, 'assign', { to });
    await desk.step('kamal', id, 'return', { note: 'আর নয়' });
    expect((await told()).sort()).toEqual([...Array(7).fill('assigned'), 'returned']);
    await desk.step('rumana', id, 'submit');
    expect(await told()).toEqual([]);
    await desk.step('kamal', id, 'return', { note: 'আর নয়' });
    await desk.cloud.turnBy(11 * 60_000);
    await desk.step('rumana', id, 'submit');
    expect((await told()).sort()).toEqual(['returned', 'submitted']);
    sqs.destroy();
    sns.destroy();
  });

  it('is told in a notice to staff, once, with what a subscription filters on', async () => {
    const config = {
      region,
      endpoint: desk.cloud.aws.url,
      credentials: desk.cloud.aws.operator,
    };
    const [sqs, sns] = [new SQSClient(config), new SNSClient(config)];
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'sport-desk' }));
    await sns.send(
      new SubscribeCommand({
        TopicArn: arns['staff topic'],
        Protocol: 'sqs',
        Endpoint: `arn:aws:sqs:${region}:000000000000:sport-desk`,
        Attributes: {
          RawMessageDelivery: 'true',
          FilterPolicy: JSON.stringify({ section: ['sport'], type: ['submitted', 'returned'] }),
        },
      }),
    );
    await desk.submitted({ section: 'law' });
    const id = await desk.submitted({ section: 'sport', headline: 'ফাইনালে রাজশাহী' });
    await desk.step('kamal', id, 'return', { note: 'স্কোর যোগ করুন' });
    await desk.cloud.rest();
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
    );
    expect(Messages.map(({ MessageAttributes }) => MessageAttributes?.type?.StringValue).sort()).toEqual([
      'returned',
      'submitted',
    ]);
    expect(Messages.map(({ Body }) => Body).join()).toMatch(/ফাইনালে রাজশাহী[\s\S]*স্কোর যোগ করুন|স্কোর যোগ করুন/);
    sqs.destroy();
    sns.destroy();
  });
});

describe('activity', () => {
  it('tells what happened across articles since an instant, in order, from version to version', async () => {
    const since = new Date(desk.cloud.clock.now()).toISOString();
    const [a, b] = [await desk.submitted(), await desk.file()];
    await desk.step('kamal', a, 'return', { note: 'আরও লিখুন' });
    const read = async (from: string) =>
      (await desk.people.mitu.get(`/api/activity?since=${from}`)).body as unknown as {
        facts: {
          type: string;
          from: number;
          version: number;
          by: string;
          data: { articleId: string; note?: string };
        }[];
        since: string;
      };
    const { facts, since: next } = await read(since);
    expect(facts.map(({ type, from, by, data }) => [type, from, by, data.articleId, data.note])).toEqual([
      ['article.created', 0, 'rumana', a, undefined],
      ['article.submitted', 1, 'rumana', a, undefined],
      ['article.created', 0, 'rumana', b, undefined],
      ['article.returned', 2, 'kamal', a, 'আরও লিখুন'],
    ]);
    expect((await read(next)).facts).toHaveLength(1);
    expect(problem(await desk.people.mitu.get('/api/activity?since=2020-01-01T00:00:00Z'))).toEqual([
      400,
      'invalid-input',
    ]);
  });
});

describe('a body', () => {
  it('of nearly 2 MB comes back as it was sent, from the private bucket, and reaches the page', async () => {
    const paragraphs = Array.from({ length: 1_500 }, (_, n) =>
      `অনুচ্ছেদ ${n}: ${'পদ্মার চরে নতুন ভোর। '.repeat(23)}`.trim(),
    );
    const body = paragraphs.map((text) => ({ kind: 'paragraph', spans: [{ text: text.normalize('NFC') }] }));
    const bytes = Buffer.byteLength(paragraphs.join(''));
    expect(bytes).toBeGreaterThan(1_900_000);
    const filed = await desk.people.rumana.post('/api/articles', aFiling({ section: 'religion', body }));
    expect(filed.status, JSON.stringify(filed.body).slice(0, 300)).toBe(201);
    const id = String(filed.body.id);
    expect((await desk.get(id)).body).toEqual(body);
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    expect((await desk.cloud.page(`/religion/${id}`)).text).toContain('অনুচ্ছেদ 1499');
    const copies = desk.cloud.store.sql("SELECT size FROM s3_object WHERE bucket = 'khobor-private'").all();
    expect(copies).toHaveLength(1);
    expect((await desk.cloud.page(`/copies/${id}`)).status).toBe(404);
  });

  it('in Markdown becomes the same blocks as the blocks themselves', async () => {
    const markdown = 'আগে **জোর** দিয়ে\n\nhttps://youtu.be/dQw4w9WgXcQ';
    const { body } = await desk.people.rumana.post('/api/articles', aFiling({ body: markdown }));
    expect(body.body).toEqual([
      {
        kind: 'paragraph',
        spans: [{ text: 'আগে ' }, { text: 'জোর', marks: ['strong'] }, { text: ' দিয়ে'.normalize('NFC') }],
      },
      { kind: 'embed', provider: 'youtube', id: 'dQw4w9WgXcQ' },
    ]);
    const again = await desk.people.rumana.post('/api/articles', aFiling({ body: body.body }));
    expect(again.body.copyHash).toBe(body.copyHash);
  });
});

describe('lint and diff', () => {
  it('warn of slips in copy at submission and approval, and change nothing', async () => {
    const text = 'তিনি বলেন, ‘আমরা প্রস্তুত।';
    const id = await desk.file({ body: text });
    const { lint } = (await desk.people.kamal.get(`/api/articles/${id}/lint`)).body as unknown as {
      lint: { rule: string; pointer: string }[];
    };
    expect(lint).toMatchObject([{ rule: 'unbalanced-quotes', pointer: '/body/0/spans/0/text' }]);
    expect((await desk.step('rumana', id, 'submit')).body.lint).toEqual(lint);
    const approved = await desk.step('kamal', id, 'approve', { publishAt: '2099-01-01T00:00:00Z' });
    expect(approved.body.lint).toEqual(lint);
    expect(JSON.stringify(approved.body.body)).toContain(text.normalize('NFC'));
  });

  it('show what changed between copies, as data and as HTML', async () => {
    const id = await desk.file({ headline: 'নদীর পানি বাড়ছে' });
    await desk.edit(id, { headline: 'নদীর পানি কমছে' });
    const { body } = await desk.people.kamal.get(`/api/articles/${id}/revisions/v2/diff`);
    expect(body).toMatchObject({ from: 'v1', to: 'v2' });
    expect(body.fields).toEqual([
      {
        field: 'headline',
        parts: [
          { kind: 'same', text: 'নদীর পানি ' },
          { kind: 'removed', text: 'বাড়ছে'.normalize('NFC') },
          { kind: 'added', text: 'কমছে' },
        ],
      },
    ]);
    expect(body.html).toContain('<ins>কমছে</ins>');
  });
});
