import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { AwsError } from 'embedded-aws';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { meter } from '../../infra/cost/meter.ts';
import { functions } from '../../infra/topology.ts';
import { type ACloud, aFiling, aStillCloud } from '../a-cloud.ts';

let cloud: ACloud;
/** A newsroom for each test of a group, or one for all of them, where none sees what another leaves. */
const inANewsroom = (per: 'test' | 'group') => {
  const [before, after] = per === 'test' ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(async () => {
    cloud = await aStillCloud();
  });
  after(() => cloud.close());
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const path = '/api/subscriptions';

const ask = (address: string, sections: string[] = ['sport'], headers: Record<string, string> = {}) =>
  cloud.send('POST', path, { body: { address, sections }, headers });
const post = (step: string, token: string) => cloud.send('POST', `${path}/${step}`, { body: { token } });
const mailsTo = (...addresses: string[]) =>
  cloud.mailbox().filter(({ to }) => addresses.some((address) => to.includes(address)));
const tokenIn = (text = '', page = 'confirm') =>
  new RegExp(`/${page}#token=([^\\s"<]+)`).exec(text)?.[1] ?? '';
const newestToken = (address: string, page?: string) => tokenIn(mailsTo(address)[0]?.text, page);

async function subscriber(address: string, sections: string[] = ['sport']) {
  await ask(address, sections);
  await cloud.rest();
  expect((await post('confirm', newestToken(address))).status).toBe(200);
  return address;
}

async function published(section: string) {
  const rumana = await cloud.someone('rumana', 'reporter');
  const kamal = await cloud.someone('kamal', 'editor');
  const { body } = await rumana.post('/api/articles', aFiling({ section, alert: 'section' }));
  await rumana.post(`/api/articles/${body.id}/submit`);
  await kamal.post(`/api/articles/${body.id}/approve`);
  await cloud.rest();
  return String(body.id);
}

/** Every text of the store that names an address, but for mail that went out to it. */
const namingInStore = (...addresses: string[]) =>
  cloud.store.db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'ses_mail%'")
    .all()
    .flatMap(({ name }) =>
      cloud.store.db
        .prepare(`SELECT * FROM ${name}`)
        .all()
        .map((row) =>
          JSON.stringify(row, (_, value) =>
            value instanceof Uint8Array ? Buffer.from(value).toString() : value,
          ),
        )
        .filter((text) => addresses.some((address) => text.includes(address)))
        .map((text) => `${name} ${text}`),
    );

/** Lets what has ended be deleted, and the table's stream, which keeps a day. */
async function sweep() {
  await cloud.aws.dynamodb.expire();
  await cloud.turnBy(25 * hour);
  await cloud.aws.dynamodb.expire();
}

describe('one mailbox', () => {
  inANewsroom('test');
  const forms = Array.from({ length: 25 }, (_, i) =>
    i % 2
      ? `rumana.khan+t${i}@gmail.com`
      : `${'rumanakhan'.slice(0, (i % 9) + 1)}.${'rumanakhan'.slice((i % 9) + 1)}@googlemail.com`,
  );

  it('is one subscriber however it is written, and gets three mails a day at most', async () => {
    for (const form of forms) {
      expect((await ask(form)).status).toBe(202);
      await cloud.turnBy(20 * minute);
    }
    const mails = mailsTo(...forms);
    expect(mails.length).toBe(3);
    for (const { text } of mails) expect((await post('confirm', tokenIn(text))).status).toBe(200);
    const id = await published('sport');
    expect(cloud.mailbox().filter(({ text }) => text.includes(id))).toHaveLength(1);
  });

  it('that is asked for at once is one subscriber with one mail', async () => {
    const answers = await Promise.all(forms.map((form) => ask(form)));
    await cloud.rest();
    expect(answers.map(({ status }) => status).filter((status) => ![202, 503].includes(status))).toEqual([]);
    expect(mailsTo(...forms)).toHaveLength(1);
  });

  it('is written to as it was typed', async () => {
    await subscriber('Rumana.Khan+News@gmail.com');
    const id = await published('sport');
    expect(cloud.mailbox().find(({ text }) => text.includes(id))?.to).toEqual(['Rumana.Khan+News@gmail.com']);
  });
});

describe('one client', () => {
  inANewsroom('test');
  it('gets mails to sixty mailboxes an hour, and the same answer for each it asks for', async () => {
    const asked = Array.from({ length: 100 }, (_, i) => `victim@domain-${i}.example`);
    const answers = [];
    // The network that the CDN saw counts, whatever the client says of itself.
    for (const [i, address] of asked.entries())
      answers.push(await ask(address, ['sport'], { 'x-forwarded-for': `203.0.113.${i}` }));
    await cloud.rest();
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(mailsTo(...asked)).toHaveLength(60);
    await cloud.turnBy(hour);
    await ask('victim@domain-99.example');
    await cloud.rest();
    expect(mailsTo('victim@domain-99.example')).toHaveLength(1);
  });
});

/** `ATTACK_REQUESTS=10000` is the whole attack; the budgets are full long before. */
const many = Number(process.env.ATTACK_REQUESTS ?? 1_000);

describe('thousands of mailboxes, from as many networks', () => {
  inANewsroom('test');
  const subscribe = async (i: number, domain: string) => {
    const answer = (await cloud.lambda.invoke('audience/subscribe', {
      ...{
        version: '2.0',
        routeKey: `POST ${path}`,
        rawPath: path,
        rawQueryString: '',
        isBase64Encoded: false,
      },
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': `10.${i >> 8}.${i & 255}.1, 127.0.0.1`,
      },
      requestContext: { http: { method: 'POST', path, sourceIp: '127.0.0.1' } },
      body: JSON.stringify({ address: `victim-${i}@${domain}`, sections: ['sport'] }),
    })) as APIGatewayProxyStructuredResultV2;
    return answer.statusCode;
  };

  it('get two hundred mails an hour in all, thirty of a domain, and alerts go on', async () => {
    await subscriber('reader@pathok.example');
    for (let i = 0; i < 100; i++) await subscribe(i, 'small.example');
    await cloud.rest();
    expect(cloud.mailbox().filter(({ to }) => to[0]?.endsWith('@small.example'))).toHaveLength(30);
    for (let i = 0; i < many; i += 25)
      await Promise.all(Array.from({ length: 25 }, (_, j) => subscribe(i + j, `domain-${i + j}.example`)));
    await cloud.rest();
    expect(cloud.mailbox().length).toBe(200);
    const id = await published('sport');
    expect(cloud.mailbox().filter(({ text }) => text.includes(id))).toHaveLength(1);
  });
});

describe('a page of another site', () => {
  inANewsroom('group');
  const form = 'application/x-www-form-urlencoded';
  const own = () => cloud.url;
  const send = (headers: Record<string, string>, address = 'a@pathok.example') =>
    cloud.send('POST', path, { headers, raw: JSON.stringify({ address, sections: ['sport'] }) });

  it.each([
    ['text/plain, as a form may send it', { 'content-type': 'text/plain' }, 415],
    ['a form that does not say where it is', { 'content-type': form }, 403],
    ['a form of another site', { 'content-type': form, 'sec-fetch-site': 'cross-site' }, 403],
    ['a form of another origin', { 'content-type': form, origin: 'https://elsewhere.example' }, 403],
    ['a form of a sandboxed frame', { 'content-type': form, origin: 'null' }, 403],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['no type at all', { 'content-type': '' }, 415],
    ['JSON from another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['JSON from a neighbour', { 'sec-fetch-site': 'same-site' }, 403],
    ['JSON of another origin', { origin: 'https://elsewhere.example' }, 403],
    ['JSON of a sandboxed frame', { origin: 'null' }, 403],
    [
      'JSON of a page of ours',
      { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json; charset=utf-8' },
      202,
    ],
    [
      'JSON of a page of ours under another name',
      { 'sec-fetch-site': 'same-origin', origin: 'https://www.khobor.example' },
      202,
    ],
    ['JSON of a program', {}, 202],
  ])('that sends %j is answered so', async (name, headers: Record<string, string>, status) => {
    const address = `${name.replace(/\W/g, '.').toLowerCase()}@pathok.example`;
    expect((await send({ 'content-type': 'application/json', ...headers }, address)).status).toBe(status);
    await cloud.rest();
    expect(mailsTo(address)).toHaveLength(status === 202 ? 1 : 0);
  });

  it('is told apart by our own origin', async () => {
    expect((await send({ 'content-type': 'application/json', origin: own() })).status).toBe(202);
  });
});

describe('a form that is sent without script', () => {
  inANewsroom('group');
  const sendForm = async (
    fields: [string, string][],
    headers: Record<string, string> = { origin: cloud.url },
  ) => {
    const body = new URLSearchParams(fields);
    const answer = await fetch(cloud.url + path, { method: 'POST', body, headers });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const asked: [string, string][] = [
    ['address', 'Mitu@pathok.example'],
    ['sections', 'sport'],
    ['sections', 'law'],
    ['note', ''],
    ['page', '/sport/art_1'],
    ['wording', '3eaa2627691e6a71'],
  ];

  it('is answered by a page, and is what its mail asks to confirm, with the page and the words in the proof', async () => {
    const { status, headers, text } = await sendForm(asked);
    expect([status, headers.get('content-type')]).toEqual([202, 'text/html; charset=utf-8']);
    expect(text).toContain('নিশ্চিত করুন');
    await cloud.rest();
    const { body } = await post('confirm', newestToken('Mitu@pathok.example'));
    expect(body).toEqual({ state: 'confirmed', sections: ['sport', 'law'] });
    const parveen = await cloud.someone('parveen', 'publisher');
    const stored = await parveen.post('/api/readers/export', { address: 'mitu@pathok.example' });
    expect(stored.body.consents).toEqual([
      expect.objectContaining({
        sections: ['sport', 'law'],
        page: '/sport/art_1',
        wording: '3eaa2627691e6a71',
        words: expect.stringMatching(/^খবর পান ই-মেইলে\nযে বিভাগ বেছে নেবেন, .*মেইল খুললেন কি না, তা-ও দেখি না।$/s),
      }),
    ]);
  });

  it.each([
    [
      'no address',
      [
        ['address', 'mitu'],
        ['sections', 'law'],
      ],
      'id="wrong-address"',
    ],
    [
      'a domain without mail',
      [
        ['address', 'a@nowhere.invalid'],
        ['sections', 'law'],
      ],
      'id="wrong-address"',
    ],
    ['no section', [['address', 'a@pathok.example']], 'id="wrong-sections"'],
  ] as [string, [string, string][], string][])(
    'and has %s comes back with words beside the field, and what was filled in',
    async (_, fields, mistake) => {
      const { status, headers, text } = await sendForm(fields);
      expect([400, 422]).toContain(status);
      // A page that is to be sent again says where it comes from.
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect([...text.matchAll(/<p class="wrong" (id="wrong-\w+")>/g)].map(([, id]) => id)).toEqual([
        mistake,
      ]);
      expect(text).toContain(`value="${fields[0]?.[1]}"`);
      if (fields.length > 1) expect(text).toMatch(/value="law" checked/);
    },
  );

  it('shows nothing of what it was sent as HTML', async () => {
    const hostile = '"><script>alert(1)</script>';
    const { text } = await sendForm([
      ['address', hostile],
      ['page', hostile],
      ['sections', hostile],
    ]);
    expect(text).not.toContain('<script>alert');
  });
});

describe('a machine', () => {
  inANewsroom('test');
  const filled = { address: 'victim@pathok.example', sections: ['sport'] };
  it.each([
    ['fills the field that nobody sees', { note: 'https://buy.example' }],
    ['is quicker than a person', { shownFor: 1_999 }],
  ])('that %s gets the same answer and no mail', async (_, more) => {
    const answers = await Promise.all(
      [filled, { ...filled, ...more }].map((body) => cloud.send('POST', path, { body })),
    );
    await cloud.rest();
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect([answers[1]?.status, mailsTo('victim@pathok.example').length]).toEqual([202, 1]);
    await cloud.turnBy(hour);
    await cloud.send('POST', path, { body: { ...filled, ...more } });
    await cloud.rest();
    expect(mailsTo('victim@pathok.example')).toHaveLength(1);
  });
});

describe('a domain', () => {
  inANewsroom('group');
  it.each(['nowhere.invalid', 'no-mail.example'])(
    '%s that takes no mail is told in two languages',
    async (domain) => {
      await cloud.close();
      cloud = await aStillCloud({
        names: (name) =>
          name.endsWith('.invalid')
            ? 'does not exist'
            : name === 'no-mail.example'
              ? 'takes no mail'
              : 'has no MX',
      });
      const { status, body } = await ask(`a@${domain}`);
      expect([status, body.code]).toEqual([422, 'no-mailbox']);
      expect(body.errors).toEqual([
        { pointer: '/address', detail: expect.any(String), detailBn: expect.stringMatching(/[অ-হ]/) },
      ]);
      // Without an MX, mail goes to the domain's own address.
      expect((await ask('a@pathok.example')).status).toBe(202);
    },
  );
});

describe('the account', () => {
  inANewsroom('test');
  it('gives a twentieth of what it may send in a day, and warns when half of that is spent', async () => {
    await cloud.close();
    cloud = await aStillCloud({ mail: { max24HourSend: 80, maxSendRate: Number.POSITIVE_INFINITY } });
    const warned = () =>
      cloud.printed.filter((line) => line.includes('half of the confirmation mails')).length;
    const counts = [];
    for (let n = 1; n <= 6; n++) {
      await ask(`a@domain-${n}.example`);
      await cloud.rest();
      counts.push([cloud.mailbox().length, warned()]);
    }
    expect(counts).toEqual([
      [1, 0],
      [2, 0],
      [3, 1],
      [4, 2],
      [4, 2],
      [4, 2],
    ]);
  });
});

describe('what a mail named', () => {
  inANewsroom('test');
  it('is all that its link confirms, whatever a stranger asks for later', async () => {
    const address = 'pathika@pathok.example';
    await ask(address, ['sport']);
    await cloud.rest();
    const first = newestToken(address);
    await cloud.turnBy(20 * minute);
    await ask(address, ['jobs', 'crime', 'law', 'women', 'religion', 'photos', 'breaking']);
    await cloud.rest();
    expect(mailsTo(address)).toHaveLength(2);
    expect((await post('confirm', first)).body).toEqual({ state: 'confirmed', sections: ['sport'] });
    expect((await post('confirm', first)).body).toEqual({ state: 'confirmed', sections: ['sport'] });
    await published('jobs');
    expect(mailsTo(address)).toHaveLength(2);
  });

  it('is gone with the subscription: no older link brings it back, and a new request works', async () => {
    const address = await subscriber('pathika@pathok.example', ['sport']);
    const confirmed = newestToken(address);
    await cloud.turnBy(20 * minute);
    await ask(address, ['jobs']);
    await cloud.rest();
    const waiting = newestToken(address);
    await published('sport');
    const end = newestToken(address, 'unsubscribe');
    expect((await post('unsubscribe', end)).body).toEqual({ state: 'ended' });
    for (const token of [confirmed, waiting]) expect((await post('confirm', token)).status).toBe(410);
    expect((await post('unsubscribe', end)).body).toEqual({ state: 'ended' });
    await cloud.turnBy(20 * minute);
    await subscriber(address, ['law']);
    expect((await post('unsubscribe', end)).body).toEqual({ state: 'ended' });
    await published('law');
    expect(mailsTo(address)[0]?.subject).not.toContain('আইন');
  });

  it('can be confirmed for seven days', async () => {
    await ask('a@pathok.example');
    await cloud.rest();
    const token = newestToken('a@pathok.example');
    await cloud.turnBy(7 * day + 1);
    expect((await post('confirm', token)).status).toBe(410);
  });
});

describe('a token', () => {
  inANewsroom('test');
  it('of somebody else, of the other link, or changed in a letter is refused', async () => {
    const [mine, yours] = [await subscriber('mine@pathok.example'), await subscriber('yours@pathok.example')];
    const [confirmMine, confirmYours] = [newestToken(mine), newestToken(yours)];
    await published('sport');
    const [endMine, endYours] = [newestToken(mine, 'unsubscribe'), newestToken(yours, 'unsubscribe')];
    const [id = '', secret = ''] = endMine.split('.');
    const mixed = (token: string) => `${id}.${token.split('.')[1]}`;
    const changed = [...endMine].map(
      (sign, at) => `${endMine.slice(0, at)}${sign === 'a' ? 'b' : 'a'}${endMine.slice(at + 1)}`,
    );
    const forged = [
      ...changed,
      mixed(endYours),
      confirmMine,
      id,
      `${id}.`,
      secret,
      `${endMine}.x`,
      `${endMine}x`,
      '',
    ];
    for (const token of forged) expect((await post('unsubscribe', token)).status, token).toBe(410);
    for (const token of [mixed(confirmYours), endMine, mixed(''), `${confirmMine}x`])
      expect((await post('confirm', token)).status, token).toBe(410);
    expect((await post('unsubscribe', endMine)).status).toBe(200);
    await published('sport');
    expect([mailsTo(mine).length, mailsTo(yours).length]).toEqual([2, 3]);
  });

  it('stands in no query but that of the one-click button, which can end and nothing else', async () => {
    const address = await subscriber('mine@pathok.example');
    await published('sport');
    const mails = JSON.stringify(mailsTo(address).map(({ text, html }) => [text, html]));
    expect(mails).not.toMatch(/[?&]token=/);
    const oneClick = /<(.*)>/.exec(mailsTo(address)[0]?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
    const token = new URL(oneClick).searchParams.get('token') ?? '';
    const parts = token.split('.');
    expect(parts).toHaveLength(4);
    // Whole, and as the token of a link to preferences is made.
    for (const one of [token, parts.slice(0, 2).join('.')]) {
      for (const route of [
        'confirm',
        'wish',
        'preferences',
        'renew-link',
        'data',
        'data/export',
        'data/erase',
      ])
        expect([route, (await post(route, one)).status]).toEqual([route, 410]);
      const choice = { token: one, sections: ['national'], pauseDays: 30 };
      expect((await cloud.send('PUT', '/api/subscriptions/preferences', { body: choice })).status).toBe(410);
    }
    await published('sport');
    expect(mailsTo(address)).toHaveLength(3);
    expect((await post('unsubscribe', token)).status).toBe(200);
    await published('sport');
    expect(mailsTo(address)).toHaveLength(3);
  });
});

describe('whoever asks', () => {
  inANewsroom('test');
  it('makes the same calls for a known, an unknown, a confirmed and a limited address', async () => {
    await cloud.close();
    const others = functions.flatMap(([name]) => (name === 'audience/subscribe' ? [] : [name as string]));
    const { intercept, read } = meter(new Set(['operator', ...others]));
    cloud = await aStillCloud({ intercept });
    const callsOf = async (address: string) => {
      await cloud.rest();
      read();
      await ask(address);
      // Once an hour each running function asks what the account may send, whoever is asked for.
      const { 'ses GetAccount': _, ...calls } = read().calls as Record<string, number>;
      await cloud.rest();
      return calls;
    };
    await callsOf('first@pathok.example');
    const unknown = await callsOf('unknown@pathok.example');
    const limited = await callsOf('unknown@pathok.example');
    await subscriber('confirmed@pathok.example');
    await cloud.turnBy(20 * minute);
    // Whoever comes first after a while has the function ask whether the newsroom is read-only.
    await callsOf('second@pathok.example');
    const confirmed = await callsOf('confirmed@pathok.example');
    const known = await callsOf('unknown@pathok.example');
    for (let i = 0; i < 60; i++) await ask(`victim@domain-${i}.example`);
    const spent = await callsOf('other@pathok.example');
    // One of the two asks whether the newsroom is being restored.
    const same = { 'dynamodb BatchGetItem': 1, 'dynamodb GetItem': 2, 'dynamodb TransactWriteItems': 1 };
    for (const calls of [unknown, limited, confirmed, known, spent]) expect(calls).toEqual(same);
  });
});

describe('an address that SES does not take', () => {
  inANewsroom('test');
  it('is not tried for ever, and no log names it', async () => {
    await cloud.close();
    cloud = await aStillCloud({
      intercept: async (call, go) => {
        if (call.service !== 'ses' || call.principal === 'operator') return go();
        throw new AwsError('BadRequestException', 'Illegal address: nobody@pathok.example');
      },
    });
    await ask('nobody@pathok.example');
    await cloud.rest();
    for (let i = 0; i < 6; i++) await cloud.turnBy(hour);
    expect(cloud.aws.sqs.count('parked-audience-send-confirmation')).toMatchObject({ visible: 0 });
    expect(cloud.printed.filter((line) => line.includes('nobody@'))).toEqual([]);
    expect(cloud.printed.filter((line) => line.includes('"outcome":"failed"'))).toHaveLength(1);
  });
});

describe('a reader who asks', () => {
  inANewsroom('test');
  const asPublisher = async (what: 'export' | 'erase', address: string) =>
    (await cloud.someone('parveen', 'publisher')).post(`/api/readers/${what}`, { address });

  it('gets what is stored of them, by any spelling of the mailbox, and is forgotten', async () => {
    await subscriber('Rumana.Khan@gmail.com');
    await cloud.turnBy(20 * minute);
    await ask('rumanakhan+law@gmail.com', ['law']);
    await cloud.rest();
    const waiting = newestToken('rumanakhan+law@gmail.com');
    const { status, body } = await asPublisher('export', 'rumanakhan@googlemail.com');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ state: 'confirmed', address: 'Rumana.Khan@gmail.com', sections: ['sport'] },
      wishes: expect.arrayContaining([expect.objectContaining({ sections: ['law'] })]),
      consents: [expect.objectContaining({ sections: ['sport'] })],
    });
    expect(JSON.stringify(body)).not.toContain('Hash');
    await published('sport');
    const [end = ''] = [newestToken('Rumana.Khan@gmail.com', 'unsubscribe')];

    expect((await asPublisher('erase', 'rumana.khan@gmail.com')).status).toBe(200);
    await cloud.rest();
    await sweep();
    expect(namingInStore('Rumana.Khan@gmail.com', 'rumanakhan')).toEqual([]);
    expect((await asPublisher('export', 'rumana.khan@gmail.com')).body.code).toBe('not-found');
    expect((await asPublisher('erase', 'rumana.khan@gmail.com')).body).toEqual({ state: 'ended' });
    expect((await post('confirm', waiting)).status).toBe(410);
    expect((await post('unsubscribe', end)).body).toEqual({ state: 'ended' });
    expect(cloud.printed.filter((line) => /rumana\.?khan/i.test(line))).toEqual([]);
    await subscriber('rumana.khan@gmail.com');
  });

  it('asks the publisher: nobody else may look or erase', async () => {
    await subscriber('mine@pathok.example');
    const kamal = await cloud.someone('kamal', 'editor');
    for (const what of ['export', 'erase'])
      expect((await kamal.post(`/api/readers/${what}`, { address: 'mine@pathok.example' })).status).toBe(403);
    expect(
      (await cloud.send('POST', '/api/readers/export', { body: { address: 'mine@pathok.example' } })).status,
    ).toBe(401);
  });
});

describe('an address', () => {
  inANewsroom('test');
  it('that nobody confirms is gone after eight days', async () => {
    await ask('nobody@pathok.example');
    await cloud.rest();
    expect(namingInStore('nobody@pathok.example').length).toBeGreaterThan(0);
    await cloud.turnBy(8 * day);
    await sweep();
    expect(namingInStore('nobody@pathok.example')).toEqual([]);
    await subscriber('nobody@pathok.example');
  });

  it('of an ended subscription is gone at once, and what is left of it after a month', async () => {
    const address = await subscriber('mine@pathok.example');
    await published('sport');
    await post('unsubscribe', newestToken(address, 'unsubscribe'));
    await sweep();
    expect(namingInStore(address)).toEqual([]);
    await cloud.turnBy(30 * day);
    await sweep();
    expect(namingInStore('MAILBOX#')).toEqual([]);
    await subscriber(address);
    await published('sport');
    expect(mailsTo(address)).toHaveLength(4);
  });
});

describe('what is no address', () => {
  inANewsroom('group');
  it.each([
    'nobody',
    'a@b',
    '"a b"@c.example',
    'a@b.example\r\nBcc: c@d.example',
    'a,b@c.example',
    'পাঠক@b.example',
  ])('as %j, is refused, and the field is told in two languages', async (address) => {
    const { status, body } = await ask(address);
    expect([status, body.errors]).toEqual([
      400,
      [
        expect.objectContaining({
          pointer: '/address',
          detail: 'must be an e-mail address',
          detailBn: expect.any(String),
        }),
      ],
    ]);
  });
});
