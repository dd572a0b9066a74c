import { generateKeyPair, importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ACloud, aFiling, aStillCloud, type Reply } from '../a-cloud.ts';

let cloud: ACloud;
let token: string;
let filedBefore: number;

beforeAll(async () => {
  cloud = await aStillCloud();
  token = await cloud.token('rumana', 'reporter');
});
afterAll(() => cloud.close());

const drafts = async () =>
  ((await cloud.send('GET', '/api/lists/national/draft', { token })).body.items as unknown as object[])
    .length;

/** Every refusal is a problem document that says its code, and leaves nothing behind. */
async function refused(reply: Promise<Reply>): Promise<[number, unknown]> {
  filedBefore = await drafts();
  const { status, headers, body } = await reply;
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  expect(await drafts()).toBe(filedBefore);
  return [status, body.code];
}

const post = (raw: string | Uint8Array<ArrayBuffer>) =>
  cloud.send('POST', '/api/articles', { token, raw, headers: { 'content-type': 'application/json' } });
const file = (differences: Record<string, unknown>) => post(JSON.stringify(aFiling(differences)));

describe('a body that cannot be read', () => {
  it.each(['{', '{"headline":"x",}', 'না', '[1]', '"text"', '1', 'null', '{"a":1}{"b":2}', '\u0000'])(
    '%j',
    async (raw) => {
      expect(await refused(post(raw))).toEqual([400, 'not-json']);
    },
  );

  it('is refused above its limit, whatever it holds', async () => {
    expect(await refused(file({ body: 'ক'.repeat(700_000) }))).toEqual([400, 'invalid-input']);
    expect(await refused(post('x'.repeat(3_000_001)))).toEqual([413, 'too-large']);
    expect((await post('x'.repeat(7_000_000))).body).toEqual({ message: 'Request Entity Too Large' });
  });
});

describe('fields that are wrong', () => {
  it.each<[string, string]>([
    ['__proto__ at the top', `{"__proto__":{"admin":true},"section":"national","headline":"ক","body":"খ"}`],
    ['constructor', `{"constructor":{},"section":"national","headline":"ক","body":"খ"}`],
    [
      '__proto__ in a block',
      `{"section":"national","headline":"ক","body":[{"kind":"paragraph","spans":[{"text":"x","__proto__":{}}]}]}`,
    ],
    ['an unknown field', JSON.stringify(aFiling({ state: 'published' }))],
    ['a field of the record', JSON.stringify(aFiling({ id: 'art_000000000000' }))],
    ['no headline', JSON.stringify({ section: 'national', body: 'খ' })],
    ['a headline that is a number', JSON.stringify(aFiling({ headline: 7 }))],
    ['a headline of spaces', JSON.stringify(aFiling({ headline: ' \u00a0 ' }))],
    ['a headline of 10,000 characters', JSON.stringify(aFiling({ headline: 'ক'.repeat(10_000) }))],
    ['half a surrogate pair in the headline', '{"section":"national","headline":"ক\\ud83d","body":"খ"}'],
    ['half a surrogate pair in the body', '{"section":"national","headline":"ক","body":"খ\\udc00"}'],
    ['a NUL in the headline', '{"section":"national","headline":"ক\\u0000","body":"খ"}'],
    ['an unknown section', JSON.stringify(aFiling({ section: 'toString' }))],
    ['an empty body', JSON.stringify(aFiling({ body: '' }))],
    ['a body of nothing but a rule', JSON.stringify(aFiling({ body: '---' }))],
    [
      'a javascript: link in a block',
      JSON.stringify(
        aFiling({
          body: [{ kind: 'paragraph', spans: [{ text: 'এখানে', link: 'javascript:alert(1)' }] }],
        }),
      ),
    ],
    [
      'a link without a scheme in a block',
      JSON.stringify(
        aFiling({ body: [{ kind: 'paragraph', spans: [{ text: 'এখানে', link: '//evil.example' }] }] }),
      ),
    ],
    ['an unknown kind of block', JSON.stringify(aFiling({ body: [{ kind: 'html', html: '<b>x</b>' }] }))],
    ['a headline of joiners only', JSON.stringify(aFiling({ headline: '\u200b\u200c\u200d' }))],
    ['a letter that was lost on the way', JSON.stringify(aFiling({ headline: 'ক\ufffdখ' }))],
    ['a body in which nothing shows', JSON.stringify(aFiling({ body: '\u00a0\u200b' }))],
    [
      'a block in which nothing shows, alone',
      JSON.stringify(aFiling({ body: [{ kind: 'paragraph', spans: [{ text: ' \u200b ' }] }] })),
    ],
    [
      'half a surrogate pair in a link',
      '{"section":"national","headline":"ক","body":"[খ](https://a.example/\\ud800)"}',
    ],
    [
      'a source’s link with a space',
      JSON.stringify(aFiling({ source: { name: 'ক', url: 'https://a.example/ b' } })),
    ],
    ['an unknown alert', JSON.stringify(aFiling({ alert: 'loud' }))],
    ['too many tags', JSON.stringify(aFiling({ tags: Array(21).fill('ট') }))],
  ])('%s', async (_what, raw) => {
    expect(await refused(post(raw))).toEqual([400, 'invalid-input']);
  });

  it.each([
    ['half a surrogate pair', 'খ\ud800', '/body'],
    ['too many lists', '- ক\n'.repeat(3_000), '/body'],
    ['an unknown kind of block', [{ kind: 'html' }], '/body/0/kind'],
    ['a run without text', [{ kind: 'paragraph', spans: [{ text: '' }] }], '/body/0/spans/0/text'],
    ['a number', 7, '/body'],
  ])('say what is wrong with a body of %s', async (_, body, pointer) => {
    const { errors } = (await post(JSON.stringify(aFiling({ body })))).body as unknown as {
      errors: { pointer: string; detail: string }[];
    };
    const detail = expect.not.stringMatching(/^Invalid input/);
    expect(errors).toEqual([{ pointer, detail, detailBn: expect.any(String) }]);
  });

  it('is told which field is none, by a pointer that leads there', async () => {
    const reply = await post(JSON.stringify(aFiling({ 'a/b': 1, 'c~d': 2, '~1': 3 })));
    const errors = reply.body.errors as unknown as { pointer: string }[];
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/a~1b', '/c~0d', '/~01']);
  });

  it('may not come in the query of a POST', async () => {
    for (const path of ['/api/articles?headline=SHADOW', '/api/articles?headline=a&headline=b'])
      expect(await refused(cloud.send('POST', path, { token, body: aFiling() }))).toEqual([
        400,
        'invalid-input',
      ]);
  });

  it('are all named at once, each with where it stands and what to do', async () => {
    const { body } = await post(JSON.stringify({ section: 'x', headline: '', bylines: [3], extra: 1 }));
    expect(body.errors as unknown).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/section', detail: expect.stringContaining('national') }),
        { pointer: '/headline', detail: 'is empty', detailBn: 'ফাঁকা' },
        { pointer: '/body', detail: 'is missing', detailBn: 'দেওয়া হয়নি' },
        { pointer: '/bylines/0', detail: 'must be text', detailBn: 'লেখা হতে হবে' },
        { pointer: '/extra', detail: 'is not a field', detailBn: 'নামে কোনো ঘর নেই' },
      ]),
    );
  });
});

describe('text', () => {
  it.each<[string, Record<string, unknown>, object]>([
    ['a headline on two lines', { headline: 'ক\nখ' }, { headline: 'ক খ' }],
    ['a headline with Unicode’s own line end', { headline: 'ক\u2028খ' }, { headline: 'ক খ' }],
    ['a headline whose direction is overridden', { headline: 'ক\u202eখ' }, { headline: 'কখ' }],
    [
      'a javascript: link',
      { body: '[এখানে](javascript:alert(1))' },
      { body: [{ kind: 'paragraph', spans: [{ text: 'এখানে' }] }] },
    ],
  ])('is taken without what nobody may see or follow: %s', async (_, sent, saved) => {
    const { status, body } = await file(sent);
    expect([status, body]).toMatchObject([201, saved]);
  });

  it('is one, whether its letters come composed or decomposed', async () => {
    const [composed, decomposed] = ['\u09dc\u09dd\u09df', '\u09a1\u09bc\u09a2\u09bc\u09af\u09bc'];
    const [a, b] = await Promise.all([
      file({ headline: composed, body: composed }),
      file({ headline: decomposed, body: decomposed }),
    ]);
    expect(a.body.headline).toBe(decomposed);
    expect(a.body.copyHash).toBe(b.body.copyHash);
  });

  it('keeps the joiners that display needs, and HTML as the characters that were typed', async () => {
    const { body } = await file({ headline: 'র‍্যাব', body: 'ক <script>alert(1)</script> খ' });
    expect(body.headline).toBe('র‍্যাব');
    expect(JSON.stringify(body.body)).toContain('<script>alert(1)</script>');
  });

  it.each([
    ['>'.repeat(20_000), 'nests'],
    [`${'*_'.repeat(20_000)}ক${'_*'.repeat(20_000)}`, 'has a paragraph with over 2,000'],
    ['['.repeat(50_000), 'has a paragraph with over 2,000'],
    ['*a '.repeat(30_000), 'has a paragraph with over 2,000'],
    ['- '.repeat(20_000), 'nests'],
    ['`'.repeat(50_000), 'has a paragraph with over 2,000'],
  ])('that is built to choke a parser is refused before one meets it (%#)', async (body, why) => {
    const reply = await file({ body });
    const errors = reply.body.errors as unknown as object[];
    expect([reply.status, errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/body', detail: expect.stringContaining(why) })],
    ]);
  });

  it.each([`${'> '.repeat(18)}ক`, `${'*_'.repeat(450)}ক${'_*'.repeat(450)}`])(
    'that is hardly small enough for a parser is taken (%#)',
    async (body) => {
      expect((await file({ body })).status).toBe(201);
    },
  );
});

describe('who may come in', () => {
  const get = (headers: Record<string, string>) =>
    cloud.send('GET', '/api/lists/national/draft', { headers });
  const asked = async (bearer: string) => {
    const { status, body } = await get({ authorization: bearer });
    return [status, body.message];
  };
  const forged = async (key: Parameters<SignJWT['sign']>[0], claims = {}, seconds = 600) => {
    const now = Math.floor(cloud.clock.now() / 1000);
    return new SignJWT({
      ...{ client_id: 'khobor-desk', sub: 'x', username: 'x', token_use: 'access' },
      ...{ 'cognito:groups': ['editor'], ...claims },
    })
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(`${cloud.url}/__local/identity`)
      .setIssuedAt(now)
      .setExpirationTime(now + seconds)
      .sign(key);
  };

  it('is nobody without a token, or with something else in its place', async () => {
    expect(await get({}).then(({ status, body }) => [status, body.message])).toEqual([401, 'Unauthorized']);
    for (const bearer of [
      'Bearer',
      'Bearer x',
      'Basic eDp5',
      token,
      `Bearer ${token}x`,
      `Bearer ${token} ${token}`,
    ])
      expect(await asked(bearer), bearer.slice(0, 20)).toEqual([401, 'Unauthorized']);
  });

  it('is nobody with a token that is expired, of another key, of another client, or unsigned', async () => {
    const own = await importJWK(cloud.jwk, 'RS256');
    const { privateKey: foreign } = await generateKeyPair('RS256');
    const [header, payload] = token.split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const bad = [
      await forged(own, {}, -600),
      await forged(foreign),
      await forged(own, { client_id: 'other' }),
      none,
      `${header}.${payload}.`,
    ];
    for (const [i, one] of bad.entries())
      expect(await asked(`Bearer ${one}`), String(i)).toEqual([401, 'Unauthorized']);
    expect((await asked(`Bearer ${await forged(own)}`))[0]).toBe(200);
  });

  it.each(['sub-editor', 'editors', 'reporter-trainee', 'Editor', 'editor\u0000', '[editor]', 'x,editor'])(
    'is not an editor for being in the group %j',
    async (group) => {
      const sneaky = cloud.as(await cloud.token('sneaky', group));
      const { status, body } = await sneaky.post('/api/articles/art_000000000000/approve');
      expect([status, body.code]).toEqual([403, 'forbidden']);
    },
  );
});

describe('what does not exist', () => {
  it.each([
    '/api/articles/art_000000000000',
    '/api/articles/%00',
    '/api/articles/..%2f..%2fx',
    '/api/articles/%ff',
  ])('is a 404 at %s', async (path) => {
    expect((await cloud.send('GET', path, { token })).status).toBe(404);
  });

  it.each(['GET /api/nothing', 'DELETE /api/articles/art_000000000000', 'PATCH /api/articles', 'GET /api/'])(
    'is told for %s',
    async (route) => {
      const [method = '', path = ''] = route.split(' ');
      const { status, body } = await cloud.send(method, path, { token });
      expect([status, body.code]).toEqual([404, 'not-found']);
    },
  );

  it('takes odd headers for what they are', async () => {
    const { body } = await file({});
    for (const [name, value] of [
      ['if-match', 'abc'],
      ['if-match', '"1", x'],
      ['idempotency-key', 'ক'.normalize().length > 0 ? 'a b' : ''],
      ['idempotency-key', 'x'.repeat(201)],
    ] as const) {
      const reply = await cloud.send('POST', `/api/articles/${body.id}/submit`, {
        token,
        body: {},
        headers: { [name]: value },
      });
      expect([reply.status, reply.body.code]).toEqual([400, 'invalid-input']);
    }
  });
});
