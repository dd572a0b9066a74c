import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ADesk, aDesk } from '../journeys/a-desk.ts';
import { aRebuild } from '../journeys/a-rebuild.ts';

/** What happens to articles, as a random history of a paper: what, to which, and how long until the next. */
const Deed = fc.record({
  what: fc.constantFrom(
    ...[
      'publish',
      'publish',
      'publish',
      'embargo',
      'backdate',
      'correct',
      'update',
      'move',
      'retag',
      'expire',
      'retract',
      'unpublish',
      'reinstate',
      'kill',
      'drop',
    ],
  ),
  article: fc.nat(7),
  section: fc.constantFrom('law', 'sport'),
  hours: fc.constantFrom(0, 0, 0, 1, 9, 20),
});
type Deed = { what: string; article: number; section: string; hours: number };

const tags = (n: number) => [`বিষয় ${n % 3}`, `বিষয় ${(n + 1) % 4}`];

async function take(desk: ADesk, ids: string[], { what, article, section, hours }: Deed, n: number) {
  const id = ids[article % Math.max(ids.length, 1)];
  const inTwoHours = new Date(desk.cloud.clock.now() + 2 * 3_600_000).toISOString();
  const post = (who: keyof ADesk['people'], step: string, body: object = {}) =>
    desk.people[who].post(`/api/articles/${id}/${step}`, body);
  const fields = {
    section,
    headline: `খবর ${n}`,
    tags: tags(n),
    bylines: [`লেখক ${n % 2}${n % 3 === 0 ? ' @lekhok' : ''}`],
  };
  if (what === 'publish' || what === 'embargo' || what === 'backdate') {
    const filed = await desk.submitted(fields);
    ids.push(filed);
    const publishedAt = new Date(desk.cloud.clock.now() - (1 + (n % 3)) * 30 * 3_600_000).toISOString();
    if (what === 'backdate') await desk.step('parveen', filed, 'backdate', { publishedAt });
    await desk.step('kamal', filed, 'approve', what === 'embargo' ? { publishAt: inTwoHours } : {});
  } else if (
    id &&
    (what === 'correct' ||
      what === 'update' ||
      what === 'move' ||
      what === 'retag' ||
      what === 'expire' ||
      what === 'drop')
  ) {
    const opened = await (what === 'update'
      ? post('rumana', 'update')
      : post('rumana', 'correct', { note: `সংশোধনী ${n}` }));
    if (opened.status !== 200) return;
    await desk.edit(id, what === 'correct' ? { ...fields, section: 'law', tags: tags(0) } : fields);
    if (what === 'drop') return void (await post('kamal', 'spike'));
    await post('rumana', 'submit');
    await post('kamal', 'approve', what === 'expire' ? { expireAt: inTwoHours } : {});
  } else if (id && what === 'unpublish') await post('kamal', what);
  else if (id && (what === 'retract' || what === 'reinstate' || what === 'kill'))
    await post('parveen', what, { reason: 'কারণ' });
  await desk.cloud.rest();
  if (hours === 0) return;
  // The clock strikes each hour.
  for (let hour = 0; hour < hours; hour++) await desk.cloud.turnBy(3_600_000);
  await desk.cloud.turnBy(60_000);
  await desk.signIn();
}

/** A page as a list of its parts, so that a difference can be read. */
const lines = (body = '') => body.split(/(?=<)/);

/**
 * What a deploy brings; images of shared links, which a replay of facts draws, are no pages; what is read most is made of the
 * next log.
 */
const isRendered = (key: string) =>
  !/^(assets\/|desk\/|share\/|\.well-known\/|archive$|icon-|site\.webmanifest|sitemaps\/pages|favicon|robots|ads|most-read|api\/|confirm|unsubscribe|preferences|my-data|newsletter|privacy|not-found|imprint|contact|terms|corrections)/.test(
    key,
  );

describe('a rebuild from the table', () => {
  it('gives, byte for byte, the pages that incremental publishing left, after any history', async () => {
    let pages = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(Deed, { minLength: 12, maxLength: 24 }), async (deeds) => {
        const desk = await aDesk();
        const ids: string[] = [];
        try {
          await desk.people.kamal.put('/api/redirects', { from: '/পুরোনো/ড়', to: '/law' });
          await desk.people.kamal.put('/api/redirects', { from: '/আরও-পুরোনো', to: '/পুরোনো/ড়' });
          await desk.people.kamal.put('/api/redirects', { from: '/ভুল', to: '/law' });
          await desk.people.kamal.post('/api/redirects/remove', { from: '/ভুল' });
          for (const slug of ['lekhok', 'nobagoto'])
            await desk.people.kamal.put(`/api/authors/${slug}`, { name: `লেখক ${slug}` });
          for (const [n, deed] of deeds.entries()) await take(desk, ids, deed, n);
          // Today's archives are written by the hour.
          await desk.cloud.turnBy(3_600_000);
          await desk.cloud.turnBy(61_000);
          const before = [...desk.publicObjects()].filter(([key]) => isRendered(key)).sort();
          await desk.cloud.store.write(() =>
            desk.cloud.store
              .sql(
                "DELETE FROM s3_object WHERE bucket = 'khobor-site' AND CAST(key AS TEXT) NOT LIKE 'assets/%'",
              )
              .run(),
          );
          await aRebuild(desk.cloud);
          const after = new Map([...desk.publicObjects()].filter(([key]) => isRendered(key)));
          expect([...after.keys()].sort()).toEqual(before.map(([key]) => key));
          for (const [key, body] of before) expect(lines(after.get(key)), key).toEqual(lines(body));
          pages += before.length;
        } finally {
          await desk.cloud.close();
        }
      }),
      {
        numRuns: Number(process.env.REBUILD_RUNS ?? 1),
        seed: Number(process.env.FUZZ_SEED ?? 1),
        endOnFailure: true,
      },
    );
    console.log(`${pages} pages rebuilt, none differs`);
    expect(pages).toBeGreaterThan(60);
  });
});
