import { PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { region } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arns, queueArn } from '../../infra/local/resources.ts';
import { redriveParked } from '../../infra/operate/parked-queues.ts';
import { type ACloud, aFiling, aStillCloud } from '../a-cloud.ts';
import { aPartner } from './a-partner.ts';
import { queuesOf } from './as-operator.ts';

let cloud: ACloud;
let rumana: Awaited<ReturnType<ACloud['someone']>>;
let kamal: typeof rumana;
let sns: SNSClient;

const quarter = 15 * 60_000;
const hour = 4 * quarter;

const signIn = async () => {
  [rumana, kamal] = [await cloud.someone('rumana', 'reporter'), await cloud.someone('kamal', 'editor')];
};
beforeAll(async () => {
  cloud = await aStillCloud();
  await signIn();
  sns = new SNSClient({ region, endpoint: cloud.aws.url, credentials: cloud.aws.operator });
});
afterAll(async () => {
  sns.destroy();
  await cloud.close();
});

const ask = (address: string, sections: string[]) =>
  cloud.send('POST', '/api/subscriptions', { body: { address, sections } });
const mailsTo = (address: string) => cloud.mailbox().filter(({ to }) => to.includes(address));
const tokenIn = (text = '') => /#token=([^\s"<]+)/.exec(text)?.[1] ?? '';
const confirm = (token: string) => cloud.send('POST', '/api/subscriptions/confirm', { body: { token } });

async function subscriber(address: string, sections: string[]) {
  await ask(address, sections);
  await cloud.rest();
  expect((await confirm(tokenIn(mailsTo(address)[0]?.text))).status).toBe(200);
  await cloud.rest();
  return address;
}

async function published(differences = {}) {
  const { body } = await rumana.post('/api/articles', aFiling(differences));
  await rumana.post(`/api/articles/${body.id}/submit`);
  await kamal.post(`/api/articles/${body.id}/approve`);
  await cloud.rest();
  return String(body.id);
}

/** The fact as the relay announced it, delivered once more. */
async function deliverAgain(id: string, type: string) {
  const { facts } = (await rumana.get(`/api/articles/${id}/history`)).body as unknown as {
    facts: { type: string }[];
  };
  const fact = facts.find((one) => one.type === type);
  await sns.send(
    new PublishCommand({
      TopicArn: arns['facts topic'],
      Message: JSON.stringify(fact),
      MessageAttributes: { type: { DataType: 'String', StringValue: type } },
    }),
  );
  await cloud.rest();
}

describe('subscribing', () => {
  it('answers the same whether an address is known or not, and mails nothing but the confirmation', async () => {
    const first = await ask('a@pathok.example', ['sport']);
    await cloud.rest();
    const again = await ask('a@pathok.example', ['sport']);
    await cloud.rest();
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(first.status).toBe(202);
    expect(mailsTo('a@pathok.example')).toHaveLength(1);
    await published({ section: 'sport', alert: 'section' });
    expect(mailsTo('a@pathok.example')).toHaveLength(1);
  });

  it('is confirmed by POST only: opening the link changes nothing', async () => {
    await ask('b@pathok.example', ['law']);
    await cloud.rest();
    const token = tokenIn(mailsTo('b@pathok.example')[0]?.text);
    expect((await cloud.page(`/confirm#token=${token}`)).status).toBe(200);
    await published({ section: 'law', alert: 'section' });
    expect(mailsTo('b@pathok.example')).toHaveLength(1);
    expect((await confirm(token)).body).toMatchObject({ state: 'confirmed', sections: ['law'] });
    expect((await confirm(token)).status).toBe(200);
    await published({ section: 'law', alert: 'section' });
    expect(mailsTo('b@pathok.example')).toHaveLength(2);
  });

  it.each(['', 'x', 'sub_0.x', `sub_${'0'.repeat(24)}.${'0'.repeat(26)}`])(
    'refuses the token %j',
    async (token) => {
      const { status, body } = await confirm(token);
      expect([status, body.code]).toEqual([410, 'invalid-token']);
    },
  );

  it.each([{ address: 'nobody', sections: ['law'] }, { address: 'c@pathok.example', sections: [] }, {}])(
    'refuses %j',
    async (body) => {
      expect((await cloud.send('POST', '/api/subscriptions', { body })).status).toBe(400);
    },
  );

  it('goes on with what was confirmed, and adds a later wish once it is confirmed too', async () => {
    const address = await subscriber('d@pathok.example', ['crime']);
    await cloud.turnBy(quarter);
    await ask(address, ['jobs']);
    await cloud.rest();
    expect(mailsTo(address)).toHaveLength(2);
    await published({ section: 'jobs', alert: 'section' });
    expect(mailsTo(address)).toHaveLength(2);
    await published({ section: 'crime', alert: 'section' });
    expect(mailsTo(address)[0]?.subject).toContain('অপরাধ');
    await confirm(tokenIn(mailsTo(address)[1]?.text));
    const before = mailsTo(address).length;
    for (const section of ['crime', 'jobs']) await published({ section, alert: 'section' });
    expect(mailsTo(address)).toHaveLength(before + 2);
  });
});

describe('an alert', () => {
  it('reaches those who asked for the section, in Bengali, with a link to the article and a way out', async () => {
    const address = await subscriber('e@pathok.example', ['women']);
    const id = await published({ section: 'women', alert: 'section', headline: 'নতুন অধিনায়ক' });
    const [mail] = mailsTo(address);
    expect(mail?.subject).toBe('নারী: নতুন অধিনায়ক'.normalize('NFC'));
    expect(mail?.text).toContain(`${cloud.url}/women/${id}`);
    expect(mail?.html).toContain(`href="${cloud.url}/women/${id}"`);
    expect(mail?.headers).toMatchObject({
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': expect.stringMatching(/^<alerts\.[\w.]+>$/),
    });
    expect(mail?.from).toBe('খবর <desk@khobor.example>');
    expect((await cloud.page(`/women/${id}`)).status).toBe(200);
  });

  it('is not sent for an article that asks for none', async () => {
    const address = await subscriber('f@pathok.example', ['photos']);
    await published({ section: 'photos', alert: 'none' });
    expect(mailsTo(address)).toHaveLength(1);
  });

  it('that is breaking comes once to someone who takes both breaking news and the section', async () => {
    const both = await subscriber('g@pathok.example', ['breaking', 'business']);
    const section = await subscriber('h@pathok.example', ['business']);
    await published({ section: 'business', alert: 'breaking' });
    expect(mailsTo(both)).toHaveLength(2);
    expect(mailsTo(section)).toHaveLength(2);
  });

  it('that an update raises goes out if the editor says so, once for each kind', async () => {
    const address = await subscriber('l@pathok.example', ['breaking']);
    const id = await published({ section: 'selected', alert: 'section' });
    const update = async (sendAlert: boolean | undefined) => {
      await rumana.post(`/api/articles/${id}/update`);
      await rumana.put(
        `/api/articles/${id}`,
        aFiling({ section: 'selected', headline: 'এখন জরুরি', alert: 'breaking' }),
        { 'if-match': '*' },
      );
      await rumana.post(`/api/articles/${id}/submit`);
      const undecided = await kamal.post(`/api/articles/${id}/approve`);
      if (undecided.status === 200) return undecided;
      expect(undecided.body.errors).toEqual([expect.objectContaining({ pointer: '/sendAlert' })]);
      return kamal.post(`/api/articles/${id}/approve`, { sendAlert });
    };
    const mails = async (sendAlert: boolean | undefined) => {
      expect((await update(sendAlert)).status).toBe(200);
      await cloud.rest();
      return mailsTo(address).length - 1;
    };
    expect(await mails(false)).toBe(0);
    expect(await mails(true)).toBe(1);
    expect(mailsTo(address)[0]?.subject).toContain('এখন জরুরি');
    await deliverAgain(id, 'article.published');
    expect(await mails(undefined)).toBe(1);
    expect((await kamal.get(`/api/articles/${id}`)).body.alerted).toEqual(['section', 'breaking']);
  });

  it('reaches nobody twice when its facts are delivered twice', async () => {
    const address = await subscriber('i@pathok.example', ['accidents']);
    const id = await published({ section: 'accidents', alert: 'section' });
    const page = await cloud.page(`/accidents/${id}`);
    for (const type of ['article.released', 'article.published', 'article.published'])
      await deliverAgain(id, type);
    expect(mailsTo(address)).toHaveLength(2);
    expect((await cloud.page(`/accidents/${id}`)).text).toBe(page.text);
    const { facts } = (await rumana.get(`/api/articles/${id}/history`)).body as unknown as {
      facts: object[];
    };
    expect(facts).toHaveLength(5);
  });

  it('reaches every one of 120 readers exactly once', async () => {
    const addresses = Array.from({ length: 120 }, (_, i) => `reader@pathok-${i}.example`);
    for (let i = 0; i < addresses.length; i += 20) {
      await cloud.turnBy(hour);
      await Promise.all(addresses.slice(i, i + 20).map((address) => ask(address, ['religion'])));
      await cloud.rest();
    }
    for (const address of addresses) await confirm(tokenIn(mailsTo(address)[0]?.text));
    await signIn();
    await published({ section: 'religion', alert: 'section' });
    expect(addresses.filter((address) => mailsTo(address).length !== 2)).toEqual([]);
  });
});

describe('a machine', () => {
  it('gets the alerts that its queue filters for, each once, with all it needs', async () => {
    const config = { region, endpoint: cloud.aws.url, credentials: cloud.aws.operator };
    const sqs = new SQSClient({ ...config, systemClockOffset: cloud.clock.now() - Date.now() });
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'partner' }));
    await sns.send(
      new SubscribeCommand({
        TopicArn: arns['alerts topic'],
        Protocol: 'sqs',
        Endpoint: queueArn('partner'),
        Attributes: { RawMessageDelivery: 'true', FilterPolicy: JSON.stringify({ section: ['technology'] }) },
      }),
    );
    const id = await published({ section: 'technology', alert: 'breaking', headline: 'নতুন উপগ্রহ' });
    await published({ section: 'religion', alert: 'breaking' });
    await deliverAgain(id, 'article.published');
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
    );
    expect(Messages).toHaveLength(1);
    expect(JSON.parse(Messages[0]?.Body ?? '')).toMatchObject({
      ...{ version: 1, id: `alert-${id}`, kind: 'breaking', section: 'technology', articleId: id },
      ...{ revision: 1, headline: 'নতুন উপগ্রহ', url: `${cloud.url}/technology/${id}` },
    });
    expect(Messages[0]?.MessageAttributes?.kind?.StringValue).toBe('breaking');
    sqs.destroy();
  });

  it('at an address confirms by its link, checks the signature, and gets what it missed once it is back', async () => {
    const partner = await aPartner();
    await sns.send(
      new SubscribeCommand({
        TopicArn: arns['alerts topic'],
        Protocol: 'http',
        Endpoint: partner.address,
        Attributes: { FilterPolicy: JSON.stringify({ kind: ['breaking'] }) },
      }),
    );
    await expect.poll(() => partner.isConfirmed()).toBe(true);
    await published({ section: 'technology', alert: 'section' });
    partner.goDown();
    const id = await published({ section: 'technology', alert: 'breaking', headline: 'নতুন সেতু' });
    await expect.poll(() => partner.refused()).toBe(1);
    partner.comeBack();
    await cloud.turnBy(20_000);
    await expect.poll(() => partner.alerts()).toHaveLength(1);
    expect(partner.alerts()[0]).toMatchObject({
      version: 1,
      kind: 'breaking',
      articleId: id,
      headline: 'নতুন সেতু',
    });
    expect((await partner.post({ ...partner.last(), Message: '{"version":1,"headline":"জাল"}' })).status).toBe(
      403,
    );
    expect(partner.alerts()).toHaveLength(1);
    partner.close();
  });
});

describe('a mailing', () => {
  it('is seen, stopped and sent again by those who may, and a later alert leaves out whom it reached', async () => {
    const first = await subscriber('m1@pathok.example', ['selected']);
    const id = await published({ section: 'selected', alert: 'section' });
    const path = `/api/mailings/alert-${id}`;
    expect((await rumana.get(path)).body).toMatchObject({ state: 'done', counts: { sent: 1 }, readers: 1 });
    const { body } = await rumana.get('/api/mailings?state=over');
    expect(body.mailings).toEqual(expect.arrayContaining([expect.objectContaining({ id: `alert-${id}` })]));
    expect((await rumana.post(`${path}/pause`)).status).toBe(403);
    expect((await kamal.post(`${path}/pause`)).body.code).toBe('wrong-state');
    expect((await kamal.post(`${path}/resend`)).status).toBe(403);
    expect((await rumana.get('/api/mailings/alert-nobody')).status).toBe(404);
    const later = await subscriber('m2@pathok.example', ['breaking']);
    expect((await rumana.post(`/api/articles/${id}/alert`, { kind: 'breaking' })).status).toBe(403);
    expect((await kamal.post(`/api/articles/${id}/alert`, { kind: 'breaking' })).status).toBe(200);
    await cloud.rest();
    const told = (address: string) => mailsTo(address).filter(({ text }) => text.includes(id)).length;
    expect([told(first), told(later)]).toEqual([1, 1]);
    expect((await rumana.get(`${path}-again-1`)).body.counts).toMatchObject({ had: 1 });
    for (const kind of ['breaking', 'section'])
      expect((await kamal.post(`/api/articles/${id}/alert`, { kind })).body.code).toBe('too-many');
    await cloud.turnBy(10 * 60_000);
    expect((await kamal.post(`/api/articles/${id}/alert`, { kind: 'breaking' })).status).toBe(200);
    await cloud.rest();
  });

  it('of a correction reaches who was mailed what it corrects, if its approval says so', async () => {
    const address = await subscriber('m3@pathok.example', ['jobs']);
    const id = await published({ section: 'jobs', alert: 'section' });
    const others = await subscriber('m4@pathok.example', ['jobs']);
    await rumana.post(`/api/articles/${id}/correct`, { note: 'পদ দেড় শ, দেড় হাজার নয়' });
    await rumana.put(`/api/articles/${id}`, aFiling({ section: 'jobs', alert: 'section' }), {
      'if-match': '*',
    });
    await rumana.post(`/api/articles/${id}/submit`);
    expect((await kamal.post(`/api/articles/${id}/approve`, { mailCorrection: true })).status).toBe(200);
    await cloud.rest();
    expect(mailsTo(address)[0]?.subject).toMatch(/^সংশোধন: /);
    expect(mailsTo(address)[0]?.text).toContain('দেড় হাজার নয়'.normalize('NFC'));
    expect(mailsTo(others).filter(({ text }) => text.includes(id))).toEqual([]);
  });
});

describe('a retraction', () => {
  it('is mailed to those who were mailed the article, and told to machines, if its publisher says so', async () => {
    const parveen = await cloud.someone('parveen', 'publisher');
    const address = await subscriber('r1@pathok.example', ['jobs']);
    const [told, silent] = [
      await published({ section: 'jobs', alert: 'section' }),
      await published({ section: 'jobs', alert: 'section' }),
    ];
    const others = await subscriber('r2@pathok.example', ['jobs']);
    const body = { reason: 'সূত্রটি ভুয়া ছিল' };
    const about = (who: string, id: string) => mailsTo(who).filter(({ text }) => text.includes(id));
    expect((await parveen.post(`/api/articles/${silent}/retract`, body)).status).toBe(200);
    const said = await parveen.post(`/api/articles/${told}/retract`, { ...body, mailRetraction: true });
    expect(said.status).toBe(200);
    await cloud.rest();
    expect([about(address, silent), about(others, told), about(others, silent)]).toMatchObject([
      [{}],
      [],
      [],
    ]);
    const [mail, ...before] = about(address, told);
    expect([mail?.subject, before]).toMatchObject([expect.stringMatching(/^প্রত্যাহার: /), [{}]]);
    expect(mail?.text).toContain('সূত্রটি ভুয়া ছিল'.normalize('NFC'));
    expect((await parveen.get(`/api/mailings/retraction-${told}-2`)).body).toMatchObject({
      ...{ kind: 'retraction', state: 'done' },
    });
  });

  it('that still waits to be mailed is not mailed with the words of a later one', async () => {
    const parveen = await cloud.someone('parveen', 'publisher');
    const address = await subscriber('r3@pathok.example', ['women']);
    const id = await published({ section: 'women', alert: 'section' });
    const mailed = mailsTo(address).length;
    const retract = (body: object) => parveen.post(`/api/articles/${id}/retract`, body);
    cloud.aws.ses.change({ statusOf: () => 'ACCOUNT_SENDING_PAUSED' });
    expect((await retract({ reason: 'প্রথম কারণ', mailRetraction: true })).status).toBe(200);
    await cloud.rest();
    expect((await parveen.post(`/api/articles/${id}/reinstate`, { reason: 'ঠিক ছিল' })).status).toBe(200);
    await cloud.rest();
    expect((await retract({ reason: 'দ্বিতীয় কারণ' })).status).toBe(200);
    cloud.aws.ses.change({ statusOf: () => undefined });
    for (let n = 0; n < 4; n++) await cloud.turnBy(16 * 60_000);
    const first = (await parveen.get(`/api/mailings/retraction-${id}-2`)).body;
    expect(first.state).toBe('cancelled');
    expect(mailsTo(address)).toHaveLength(mailed);
  });

  it('is mailed also when its fact is handled days later, where news would not be', async () => {
    const address = await subscriber('r4@pathok.example', ['religion']);
    const parveen = await cloud.someone('parveen', 'publisher');
    const id = await published({ section: 'religion', alert: 'section' });
    const mailed = mailsTo(address).length;
    const { invoke } = cloud.lambda;
    cloud.lambda.invoke = async (name, event) => {
      if (name === 'audience/notify') throw new Error('It is down');
      return invoke(name, event);
    };
    const body = { reason: 'ভুল', mailRetraction: true };
    expect((await parveen.post(`/api/articles/${id}/retract`, body)).status).toBe(200);
    for (let n = 0; n < 8; n++) await cloud.turnBy(13 * 60_000);
    cloud.lambda.invoke = invoke;
    await cloud.turnBy(2 * 24 * hour);
    const queues = queuesOf(cloud);
    expect(await redriveParked(queues, 'audience/notify')).toBeGreaterThan(0);
    queues.sqs.destroy();
    await cloud.rest();
    expect(mailsTo(address)).toHaveLength(mailed + 1);
    await signIn();
  });

  it('reaches whoever had the article and has chosen other topics since, as its correction does', async () => {
    const parveen = await cloud.someone('parveen', 'publisher');
    const [stays, moves, waits, leaves] = [
      await subscriber('t1@pathok.example', ['accidents']),
      await subscriber('t2@pathok.example', ['accidents']),
      await subscriber('t3@pathok.example', ['accidents']),
      await subscriber('t4@pathok.example', ['accidents']),
    ];
    const id = await published({ section: 'accidents', alert: 'section' });
    const linkOf = (who: string, page: string) =>
      new RegExp(`/${page}#token=([^\\s"<]+)`).exec(mailsTo(who)[0]?.text ?? '')?.[1] ?? '';
    const choose = (who: string, choice: object) =>
      cloud.send('PUT', '/api/subscriptions/preferences', {
        body: { token: linkOf(who, 'preferences'), ...choice },
      });
    expect((await choose(moves, { sections: ['sport', 'law'] })).status).toBe(200);
    expect((await choose(waits, { sections: ['accidents'], pauseDays: 7 })).status).toBe(200);
    const left = { token: linkOf(leaves, 'unsubscribe') };
    expect((await cloud.send('POST', '/api/subscriptions/unsubscribe', { body: left })).status).toBe(200);
    const about = () =>
      [stays, moves, waits, leaves].map((who) => mailsTo(who).filter(({ text }) => text.includes(id)).length);
    expect(about()).toEqual([1, 1, 1, 1]);
    await rumana.post(`/api/articles/${id}/correct`, { note: 'মাত্রাটি ভুল ছিল' });
    const copy = aFiling({ section: 'accidents', alert: 'section' });
    await rumana.put(`/api/articles/${id}`, copy, { 'if-match': '*' });
    await rumana.post(`/api/articles/${id}/submit`);
    expect((await kamal.post(`/api/articles/${id}/approve`, { mailCorrection: true })).status).toBe(200);
    await cloud.rest();
    expect(about()).toEqual([2, 2, 1, 1]);
    const body = { reason: 'ভুল', mailRetraction: true };
    expect((await parveen.post(`/api/articles/${id}/retract`, body)).status).toBe(200);
    await cloud.rest();
    expect(about()).toEqual([3, 3, 1, 1]);
    const { counts } = (await parveen.get(`/api/mailings/retraction-${id}-3`)).body;
    expect(counts).toMatchObject({ away: 1, gone: 1 });
    // News of the topic that they do not take any more is not for them.
    await published({ section: 'accidents', alert: 'section' });
    expect([mailsTo(stays)[0]?.subject, mailsTo(moves)[0]?.subject]).toEqual([
      expect.not.stringMatching(/^প্রত্যাহার: /),
      expect.stringMatching(/^প্রত্যাহার: /),
    ]);
  });

  it('of what nobody was mailed cannot be', async () => {
    const parveen = await cloud.someone('parveen', 'publisher');
    const id = await published({ section: 'jobs', alert: 'none' });
    const refused = await parveen.post(`/api/articles/${id}/retract`, { reason: 'ভুল', mailRetraction: true });
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/mailRetraction' }]]);
  });
});

describe('unsubscribing', () => {
  it('is one click in a mail program (RFC 8058), and opening the link changes nothing', async () => {
    const address = await subscriber('j@pathok.example', ['agriculture']);
    await published({ section: 'agriculture', alert: 'section' });
    const header = mailsTo(address)[0]?.headers['List-Unsubscribe'] ?? '';
    const path = header.slice(1, -1).replace(cloud.url, '');
    // A program that opens it in a browser comes to the page with the button.
    const opened = await fetch(`${cloud.url}${path}`, { redirect: 'manual' });
    const token = new URL(header.slice(1, -1)).searchParams.get('token');
    expect([opened.status, opened.headers.get('location')]).toEqual([302, `/unsubscribe#token=${token}`]);
    // Scanners ask for the head of it first, and hold what is refused for broken.
    const head = await fetch(`${cloud.url}${path}`, { method: 'HEAD', redirect: 'manual' });
    expect([head.status, head.headers.get('location')]).toEqual([302, `/unsubscribe#token=${token}`]);
    const unknown = await fetch(`${cloud.url}/api/nothing?token=x`, { method: 'HEAD' });
    expect(unknown.status).toBe(404);
    await published({ section: 'agriculture', alert: 'section' });
    expect(mailsTo(address)).toHaveLength(3);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const raw = 'List-Unsubscribe=One-Click%0D%0A&utm_source=x';
    const click = await cloud.send('POST', path, { raw, headers: form });
    expect([click.status, click.body.state]).toEqual([200, 'ended']);
    await published({ section: 'agriculture', alert: 'section' });
    expect(mailsTo(address)).toHaveLength(3);
  });

  it('is one click whatever a mail program sends with it', async () => {
    const address = await subscriber('liberal@pathok.example', ['agriculture']);
    await published({ section: 'agriculture', alert: 'section' });
    const path = (mailsTo(address)[0]?.headers['List-Unsubscribe'] ?? '').slice(1, -1).replace(cloud.url, '');
    const click = async (type: string | undefined, raw: string) =>
      cloud.send('POST', path, { raw, headers: type === undefined ? {} : { 'content-type': type } });
    const large = await click('text/plain', 'x'.repeat(3_000_001));
    expect([large.status, large.body.code]).toEqual([413, 'too-large']);
    const first = await click('text/plain', 'x');
    expect([first.status, first.body.state]).toEqual([200, 'ended']);
    const count = mailsTo(address).length;
    await published({ section: 'agriculture', alert: 'section' });
    expect(mailsTo(address)).toHaveLength(count);
    const others: [string | undefined, string][] = [
      [undefined, 'x'],
      ['application/json', '{'],
      ['application/json', '[]'],
      ['application/json', '{"token":"another","List-Unsubscribe":7}'],
      ['multipart/form-data', 'no boundary'],
      ['multipart/form-data; boundary=b', '--b\r\nbroken'],
      ['application/x-www-form-urlencoded', '%'],
      ['application/octet-stream', '\u0000\u0001'],
      ['no type', ''],
    ];
    for (const [type, raw] of others)
      expect([type, raw, (await click(type, raw)).status]).toEqual([type, raw, 200]);
    const wrong = path.replace(/token=.*/, 'token=another');
    const headers = { 'content-type': 'text/plain' };
    expect((await cloud.send('POST', wrong, { raw: 'x', headers })).status).toBe(410);
    const bare = await cloud.send('POST', '/api/subscriptions/unsubscribe', { raw: 'x', headers });
    expect([bare.status, bare.body.code]).toEqual([400, 'not-json']);
  });

  it('is not undone by the old confirmation link', async () => {
    const address = await subscriber('k@pathok.example', ['technology']);
    const old = tokenIn(mailsTo(address)[0]?.text);
    await published({ section: 'technology', alert: 'section' });
    const token = tokenIn(/unsubscribe\S+/.exec(mailsTo(address)[0]?.text ?? '')?.[0]);
    expect((await cloud.send('POST', '/api/subscriptions/unsubscribe', { body: { token } })).status).toBe(
      200,
    );
    expect((await confirm(old)).status).toBe(410);
  });
});
