import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Count, chunksOf, daysTogether, mostTogether, type SlotCount } from '../../shared/ads/counts.ts';
import { slotNames } from '../../shared/ads/slots.ts';
import { aLog, allFields, anEntry, chrome, countedIn, type Entry, tallied } from './a-log.ts';

const one = { lineItemId: 'ad_0123456789ab', day: '2026-11-24', slot: 'text' };
const nothing = { impressions: 0, clicks: 0, bots: 0 };

describe('a log', () => {
  it('is read in the fields that the CDN is told to write', async () => {
    expect(await countedIn(aLog([anEntry(), anEntry()]))).toEqual([{ ...one, ...nothing, impressions: 2 }]);
  });

  it('is read as CloudFront wrote it for years, whole', async () => {
    const log = `#Version: 1.0
#Fields: ${allFields.join(' ')}
2026-11-24\t09:30:00\tDAC50-P1\t392\t192.0.2.183\tGET\td111111abcdef8.cloudfront.net	/ads/seen/ad_0123456789ab/text	200\thttps://news.example/\tMozilla/5.0%20(Windows%20NT%2010.0;%20Win64;%20x64;%20rv:131.0)%20Gecko/20100101%20Firefox/131.0	-	-\tHit\tSOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==\tnews.example\thttps\t23\t0.001\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/plain\t5\t-\t-
2026-11-24\t09:30:05\tDAC50-P1\t310\t192.0.2.183\tGET\td111111abcdef8.cloudfront.net	/go/ad_0123456789ab/text	302\t-\tMozilla/5.0%2520(Windows%2520NT%252010.0;%2520Win64;%2520x64;%2520rv:131.0)%2520Gecko/20100101%2520Firefox/131.0	-	-\tMiss\tk6WGMNkEzR5BEM_SaF47gjtX9zBDO2m349OY2an0QPEaUum1ZOLrow==\tnews.example\thttps\t23\t0.120\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tMiss\tHTTP/2.0\t-\t-\t11040\t0.120\tMiss\t-\t0\t-\t-
`;
    expect(await countedIn(log)).toEqual([{ ...one, ...nothing, impressions: 1, clicks: 1 }]);
    expect((await tallied(log)).malformed).toBe(0);
  });

  it('is read in any order of its fields, in spaces and in lines that end as on Windows', async () => {
    const log = aLog([anEntry()], [...allFields].reverse());
    const spaced = log.replaceAll('\t', ' ').replaceAll('\n', '\r\n');
    expect(await countedIn(log)).toEqual([{ ...one, ...nothing, impressions: 1 }]);
    expect(await countedIn(spaced)).toEqual(await countedIn(log));
  });

  it('is read as JSON lines', async () => {
    const lines = [
      anEntry(),
      { ...anEntry({ 'cs-uri-stem': '/go/ad_0123456789ab/text' }), 'sc-status': 302 },
    ];
    const log = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    expect(await countedIn(log)).toEqual([{ ...one, ...nothing, impressions: 1, clicks: 1 }]);
  });

  it('may name its fields anew in the middle', async () => {
    const log = aLog([anEntry()]) + aLog([anEntry()], allFields);
    expect(await countedIn(log)).toEqual([{ ...one, ...nothing, impressions: 2 }]);
  });

  it.each([1, 2, 7, 10_000])('may come in pieces of %i bytes', async (size) => {
    const { counts } = await tallied(aLog([anEntry({ 'cs(User-Agent)': 'বাংলা' }), anEntry()]), size);
    expect(counts.get('ad_0123456789ab#2026-11-24#text')?.impressions).toBeGreaterThan(0);
  });

  it('may be empty, or hold nothing but its header', async () => {
    for (const log of ['', '\n', aLog([])])
      expect(await tallied(log)).toMatchObject({ counts: new Map(), malformed: 0 });
  });

  it('is counted in spite of lines that cannot be read, and says how many there are', async () => {
    const wrong = [
      'x',
      '{"date":',
      '{"date": "2026-11-24"}',
      'a\tb\tc',
      `${aLog([anEntry()]).split('\n')[2]}\tmore`,
      aLog([anEntry({ date: '2026-13-24' })]).split('\n')[2],
      aLog([anEntry({ time: '-' })]).split('\n')[2],
      `x${'x'.repeat(200_000)}`,
      '\u0000\u0001',
    ];
    const log = `${aLog([anEntry()])}${wrong.join('\n')}\n${aLog([anEntry()])}`;
    expect(await tallied(log, 4096)).toMatchObject({ malformed: wrong.length });
    expect(await countedIn(log)).toEqual([{ ...one, ...nothing, impressions: 2 }]);
  });

  it('has no line in the rest of one that is too long', async () => {
    const [version, fields, line] = aLog([anEntry()]).split('\n');
    const header = `${version}\n${fields}\n`.padEnd(4095, '#');
    const log = `${header}\n${'x'.repeat(17 * 4096)}${line}\n`;
    expect(await tallied(log, 4096)).toMatchObject({ malformed: 1, ids: new Set() });
  });

  it('cannot be read before its fields are named', async () => {
    const log = aLog([anEntry()]).split('\n').slice(2).join('\n');
    expect(await tallied(log)).toMatchObject({ malformed: 1, ids: new Set() });
  });
});

const seen = (differences: Entry) => countedIn(aLog([anEntry(differences)]));
const click = { 'cs-uri-stem': '/go/ad_0123456789ab/text', 'sc-status': '302' };

describe('what counts', () => {
  it('is a view that was answered, and a click that led on', async () => {
    expect(await seen({})).toEqual([{ ...one, ...nothing, impressions: 1 }]);
    expect(await seen(click)).toEqual([{ ...one, ...nothing, clicks: 1 }]);
  });

  it.each([
    ['another method', { 'cs-method': 'HEAD' }],
    ['a browser that had it', { 'sc-status': '304' }],
    ['an error', { 'sc-status': '503' }],
    ['a click that led nowhere', { ...click, 'sc-status': '404' }],
    ['another path', { 'cs-uri-stem': '/ads/seen.txt/ad_0123456789ab/text' }],
    ['the path of a click without its line item', { ...click, 'cs-uri-stem': '/go/' }],
    ['a path that only looks like it', { ...click, 'cs-uri-stem': '/go/ad_0123456789ab/text/x' }],
    ['no id', { 'cs-uri-stem': '/ads/seen' }],
    ['no slot', { 'cs-uri-stem': '/ads/seen/ad_0123456789ab' }],
    ['an id of another kind', { 'cs-uri-stem': '/ads/seen/art_0123456789ab/text' }],
    ['an id of other signs', { 'cs-uri-stem': '/ads/seen/ad_0123456789ai/text' }],
    ['an id with more behind it', { 'cs-uri-stem': '/ads/seen/ad_0123456789ab%23COUNT/text' }],
    ['a line item that does not exist', { 'cs-uri-stem': '/ads/seen/ad_zzzzzzzzzzzz/text' }],
    ['a name that every object has', { 'cs-uri-stem': '/ads/seen/constructor/text' }],
  ])('is not %s', async (_, differences) => {
    expect(await seen(differences)).toEqual([]);
  });

  it('counts with a slash at the end of the path too, which changes nothing at the edge', async () => {
    expect(await seen({ 'cs-uri-stem': '/ads/seen/ad_0123456789ab/text/' })).toEqual([
      { ...one, ...nothing, impressions: 1 },
    ]);
    for (const slashes of ['/', '//'])
      expect(await seen({ ...click, 'cs-uri-stem': `/go/ad_0123456789ab/text${slashes}` })).toEqual([
        { ...one, ...nothing, clicks: 1 },
      ]);
  });

  it('counts under the line item’s own slot when it names none that is sold', async () => {
    for (const slot of ['moon', '__proto__', '-', 'undefined'])
      expect(await seen({ 'cs-uri-stem': `/ads/seen/ad_0123456789ab/${slot}` })).toEqual([
        { ...one, ...nothing, slot: 'side', impressions: 1 },
      ]);
  });

  it('counts on the newsroom’s day, which begins at six in the evening of the day before', async () => {
    expect((await seen({ time: '17:59:59' })).map(({ day }) => day)).toEqual(['2026-11-24']);
    expect((await seen({ time: '18:00:00' })).map(({ day }) => day)).toEqual(['2026-11-25']);
  });

  it('is told apart from what a machine asks for', async () => {
    const machine = { 'cs(User-Agent)': 'Mozilla/5.0%20(compatible;%20Googlebot/2.1)' };
    expect(await seen(machine)).toEqual([{ ...one, ...nothing, bots: 1 }]);
    expect(await seen({ ...click, ...machine })).toEqual([{ ...one, ...nothing, bots: 1 }]);
    expect(await seen({ 'cs(User-Agent)': '-' })).toEqual([{ ...one, ...nothing, bots: 1 }]);
  });

  it('counts a request once that is in a log twice, and requests without an id each', async () => {
    const twice = anEntry();
    expect(await countedIn(aLog([twice, anEntry(), twice]))).toMatchObject([{ impressions: 2 }]);
    const withoutId = anEntry({ 'x-edge-request-id': '-' });
    expect(await countedIn(aLog([withoutId, withoutId]))).toMatchObject([{ impressions: 2 }]);
    const json = JSON.stringify({ ...anEntry(), 'x-edge-request-id': null });
    expect(await countedIn(`${json}\n${json}\n`)).toMatchObject([{ impressions: 2 }]);
  });

  it('is no more than ten thousand line items in one log: the rest are made up', async () => {
    const made = (n: number) => `/ads/seen/ad_${String(n).padStart(12, '0')}/text`;
    const entries = Array.from({ length: 10_500 }, (_, n) => anEntry({ 'cs-uri-stem': made(n) }));
    const { ids, leftOut } = await tallied(aLog([...entries, anEntry({ 'cs-uri-stem': made(0) })]));
    expect({ ids: ids.size, leftOut }).toEqual({ ids: 10_000, leftOut: 500 });
  });
});

const aCount = (n: number, day: string, slot: string): SlotCount => ({
  lineItemId: `ad_${String(n).padStart(12, '0')}`,
  day,
  slot,
  ...nothing,
});

describe('what is counted in one transaction', () => {
  const counts = Array.from({ length: 100 }, (_, n) => n).flatMap((n) =>
    ['2026-11-24', '2026-11-25'].flatMap((day) => slotNames.map((slot) => aCount(n, day, slot))),
  );

  it('is all of it, in order, in parts that DynamoDB takes with one item more', () => {
    const chunks = chunksOf(counts);
    expect(chunks.flat()).toEqual(counts);
    expect(chunks.length).toBeGreaterThan(7);
    for (const chunk of chunks) expect(chunk.length).toBeLessThan(100);
  });

  it('is twelve days of line items for good, however many slots are sold: a log may come again when there are more', () => {
    for (const sold of [1, 4, 5, 8]) {
      const slots = Array.from({ length: sold }, (_, n) => `slot${n}`);
      const days = Array.from({ length: 30 }, (_, n) => slots.map((slot) => aCount(n, '2026-11-24', slot)));
      expect(chunksOf(days.flat()).map(({ length }) => length / sold)).toEqual([12, 12, 6]);
    }
    expect(daysTogether * slotNames.length).toBeLessThanOrEqual(mostTogether);
  });

  it('stays the same when a line item’s own slot becomes another one in between', () => {
    const later = counts.filter(({ slot }, at) => at % 3 > 0 || slot === 'text');
    const whose = (parts: SlotCount[][]) =>
      parts.map((part) => [...new Set(part.map(({ lineItemId, day }) => lineItemId + day))]);
    expect(whose(chunksOf(later))).toEqual(whose(chunksOf(counts)));
  });
});

/** Requests of all kinds, each with an id of its own. */
const Requests = fc
  .array(
    fc.record({
      'cs-uri-stem': fc.constantFrom(
        '/ads/seen/ad_00000000000a/text',
        '/ads/seen/ad_00000000000b/side',
        '/ads/seen/ad_00000000000b/moon',
        '/ads/seen/ad_00000000000z/text',
        '/ads/seen',
        '/go/ad_00000000000a/text',
        '/go/ad_00000000000b/side',
        '/',
      ),
      'sc-status': fc.constantFrom('200', '200', '302', '302', '304', '404'),
      'cs(User-Agent)': fc.constantFrom(chrome.replaceAll(' ', '%20'), 'curl/8.5.0', '-'),
      time: fc.constantFrom('09:30:00', '17:59:59', '18:00:00'),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((all) => all.map((differences, n) => anEntry({ ...differences, 'x-edge-request-id': `r${n}` })));

const slots = { ad_00000000000a: 'text', ad_00000000000b: 'billboard' } as const;
const sumOf = (all: readonly SlotCount[]) => {
  const sums = new Map<string, Count>();
  for (const { lineItemId, day, slot, impressions, clicks, bots } of all) {
    const sum = sums.get(`${lineItemId} ${day} ${slot}`) ?? { ...nothing };
    const next = {
      impressions: sum.impressions + impressions,
      clicks: sum.clicks + clicks,
      bots: sum.bots + bots,
    };
    sums.set(`${lineItemId} ${day} ${slot}`, next);
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
};

describe('the totals', () => {
  it('are the same however requests are spread over logs, in any order, and doubled within one', async () => {
    await fc.assert(
      fc.asyncProperty(Requests, fc.infiniteStream(fc.nat(1_000)), async (entries, dice) => {
        const roll = (below: number) => Number(dice.next().value) % below;
        const logs: Entry[][] = [[], [], []];
        for (const entry of entries) {
          const log = logs[roll(3)] ?? [];
          log.splice(roll(log.length + 1), 0, entry);
          if (roll(4) === 0) log.splice(roll(log.length + 1), 0, entry);
        }
        const parts = await Promise.all(logs.map((log) => countedIn(aLog(log), slots)));
        expect(sumOf(parts.flat())).toEqual(sumOf(await countedIn(aLog(entries), slots)));
      }),
      { numRuns: 200 },
    );
  });
});
