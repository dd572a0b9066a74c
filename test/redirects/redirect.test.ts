import { describe, expect, it } from 'vitest';
import { pathAtTheEdge } from '../../infra/local/front.ts';
import type { Actor } from '../../shared/actor.ts';
import { lookedUpAt } from '../../shared/articles/looked-up-at.ts';
import { spellingsOf } from '../../shared/bangla/spellings.ts';
import { keyOf, redirectTo } from '../../shared/page.ts';
import { Destination, Path, type Redirect, redirect, remove } from '../../shared/redirects/redirect.ts';

const kamal: Actor = { by: 'kamal', roles: ['editor'], at: '2026-11-27T06:00:00.000Z' };
const lead = (from: string, to: string, version = 1): Redirect => ({
  ...{ from, to, version },
  ...{ by: kamal.by, at: kamal.at },
});
const refusal = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as { extension: { errors?: { pointer: string; detail: string }[] } }).extension.errors?.[0];
  }
  return undefined;
};
const set = (from: string, to: string, way: Redirect[] = []) =>
  redirect(undefined, { from, to, way }, kamal).redirect;

/** A path as a browser sends it. */
const sent = (path: string) => path.replace(/[^\x21-\x7e]+/g, encodeURIComponent);

/** The key that a request for an address looks up in the bucket. */
const lookedUp = (path: string) =>
  keyOf(
    decodeURIComponent(
      pathAtTheEdge({ method: 'GET', path, query: 'a=1', headers: {}, body: Buffer.alloc(0), ip: '' }),
    ),
  );

describe('a tag or an author without a record', () => {
  it.each([
    ['/tag/LoopA', '/tag/loopa'],
    ['/tag/লুপ এক', '/tag/লুপ_এক'],
    ['/tag/%E0%A6%B2%E0%A7%81%E0%A6%AA_%E0%A6%8F%E0%A6%95/', '/tag/লুপ_এক'],
    ['/author/Rahim Uddin/feed.xml', '/author/rahim_uddin/feed.xml'],
  ])('has one spelling: %s', (typed, stored) => {
    expect(Path.parse(typed)).toBe(stored.normalize('NFC'));
    expect(Path.parse(stored)).toBe(Path.parse(typed));
    expect(lookedUpAt(Path.parse(typed))).toBe(lookedUpAt(typed.includes('%') ? stored : typed));
  });

  it('leads back to itself by no other spelling', () => {
    const [from, to] = [Path.parse('/tag/loopa'), Path.parse('/tag/LOOPA')];
    expect(refusal(() => set(from, to))).toMatchObject({ detail: expect.stringContaining('leads back') });
  });
});

describe('where a redirect leads', () => {
  it('fits into what S3 keeps beside an object, percent-encoded', () => {
    const long = `/${'ক'.repeat(333)}`;
    expect(Path.safeParse(long).success).toBe(true);
    expect(Destination.safeParse(long).success).toBe(false);
    expect(Destination.safeParse(`/${'ক'.repeat(200)}`).success).toBe(true);
  });
});

describe('a redirect to an article', () => {
  it('leads to it without the words of its address, which are to be nowhere once it is killed', () => {
    const to = (path: string) => Destination.parse(path);
    expect(to('/law/art_0123456789ab/নদী-ভাঙন')).toBe('/law/art_0123456789ab');
    expect(to('/law/art_0123456789ab/%E0%A6%A8%E0%A6%A6%E0%A7%80/')).toBe('/law/art_0123456789ab');
    expect(to('/law/art_0123456789ab')).toBe('/law/art_0123456789ab');
    expect(to('/2019/art_0123456789ab/a/b')).toBe('/2019/art_0123456789ab/a/b');
    expect(to('/tag/নদী')).toBe('/tag/নদী');
  });
});

describe('an old address', () => {
  it.each([
    '/2019/05/12/some-story/',
    '/2019/05/12/some-story//',
    '/a%2Fb%2F',
    '/a%2f/',
    '/%E0%A6%A2/%e0%a6%a2/',
    '/\u09dcাকা/\u09cbতুন/',
    '/\u09a1\u09bcাকা/\u09c7\u09beতুন',
    '/a b',
    '/a%20b/',
    '/a+b',
    '/100/index.php',
  ])('is stored as the edge looks it up: %s', (typed) => {
    const stored = Path.parse(typed);
    expect(stored).not.toMatch(/\/$/);
    expect(spellingsOf(stored).map(keyOf)).toContain(lookedUp(sent(typed)));
    expect(spellingsOf(stored).map(keyOf)).toContain(lookedUp(`${sent(typed)}/`));
    // However often it is read: the command line and the API both do.
    expect(Path.parse(stored)).toBe(stored);
  });

  it.each([
    ['/national\u200b', /nobody sees \(U\+200B\)/],
    ['/news?id=7', /has a query \(\?id=7\)/],
    ['/?p=123', /has a query \(\?p=123\)/],
    ['/news#top', /has a part after #/],
    ['https://old.example/a/', /must be a path of this site/],
    ['/100%25', /has an encoded/],
    ['/a%3Fb', /has an encoded/],
    ['/a%23b', /has an encoded/],
    ['/a%00', /is not a path/],
    ['/a%20', /begins or ends with white space/],
    ['/a\u00a0b', /white space/],
    ['/খবর/\u202etxt.exe', /a sign that nobody sees \(U\+202E\)/],
    ['/a%E2%81%A7b', /a sign that nobody sees \(U\+2067\)/],
  ])('is refused with the reason: %s', (typed, reason) => {
    expect(Path.safeParse(typed).error?.issues[0]?.message).toMatch(reason);
  });
});

describe('a redirect', () => {
  it.each([
    ['/', 'the home page'],
    ['/index.html', 'the home page'],
    ['/national', 'a front'],
    ['/national/art_7k2m9x4q1w5p', 'an article'],
    ['/sport/art_x', 'an article'],
    ['/archive/2026-11-27', 'an archive'],
    ['/law/archive/2026-11-27', 'an archive'],
    ['/feed.xml', 'a feed'],
    ['/law/feed.json', 'a feed'],
    ['/tag/1f2e3d4c5b6a', 'the page of a tag'],
    ['/author/rahim-uddin', 'the page of an author'],
    ['/sitemaps/2026-11.xml', 'a sitemap'],
    ['/not-found', 'a page of the site itself'],
    ['/not-found/not-found', 'a page of the site itself'],
    ['/imprint', 'a page of the site itself'],
    ['/api/articles', 'a path of the system itself'],
    ['/.well-known/security.txt', 'a path of the system itself'],
  ])('is not set from %s, which is %s', (from, what) => {
    expect(refusal(() => set(from, '/law'))).toMatchObject({
      pointer: '/from',
      detail: expect.stringContaining(what),
    });
  });

  it.each(['/api/health', '/go/ad_7k2m9x4q1w5p', '/__local/mail', '/.well-known/x', '/desk', '/media/ast_x'])(
    'does not lead to %s, which is no page of readers',
    (to) =>
      expect(refusal(() => set('/old', to))).toMatchObject({
        pointer: '/to',
        detail: 'is a path of the system itself: give the address of a page',
      }),
  );

  it.each(['/tag/politics', '/author/rahim/page/2', '/national/12345', '/archives/2019', '/feed', '/apis'])(
    'may be set from %s, which only a former site had',
    (from) => expect(set(from, '/law').from).toBe(from),
  );

  it.each([
    ['itself', '/x1', []],
    ['a redirect that leads back', '/x2', [lead('/x2', '/x1')]],
    ['one that leads back by a third', '/x2', [lead('/x2', '/x3'), lead('/x3', '/x1')]],
  ] as const)('is refused to %s', (_, to, way) => {
    expect(refusal(() => set('/x1', to, [...way]))).toMatchObject({
      pointer: '/to',
      detail: expect.stringContaining('leads back to /x1'),
    });
  });

  it('is refused where its way would be endless', () => {
    const way = Array.from({ length: 10 }, (_, nth) => lead(`/x${nth}`, `/x${nth + 1}`));
    expect(refusal(() => set('/x', '/x0', way))).toMatchObject({ pointer: '/to' });
  });

  it('may lead to another one, which leads on', () =>
    expect(set('/x1', '/x2', [lead('/x2', '/law')])).toMatchObject({ from: '/x1', to: '/x2' }));

  it('that was removed is set again at the next version', () => {
    const { redirect: gone, facts } = remove(lead('/x', '/law', 3), kamal);
    expect([gone.version, gone.removedAt, facts]).toEqual([
      4,
      kamal.at,
      [{ type: 'redirect.removed', data: { from: '/x' } }],
    ]);
    expect(redirect(gone, { from: '/x', to: '/crime', way: [] }, kamal).redirect).toEqual(
      lead('/x', '/crime', 5),
    );
  });
});

describe('the page of a redirect', () => {
  it('names its target percent-encoded, one segment at a time', () =>
    expect(redirectTo('/খবর/a b', '1').location).toBe('/%E0%A6%96%E0%A6%AC%E0%A6%B0/a%20b'));

  it('differs with each version, so that none is taken for another', () =>
    expect(redirectTo('/law', '1').body).not.toBe(redirectTo('/law', '3').body));

  it('counts no revision of an article', () => expect(redirectTo('/law', '7').revision).toBe(0));
});
