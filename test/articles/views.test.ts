import { describe, expect, it } from 'vitest';
import { linesOf } from '../../shared/ads/tally-lines.ts';
import { added, mostOfADay, readMost, viewsIn, weekUpTo } from '../../shared/articles/views.ts';
import { aLog, anEntry, type Entry } from '../ads/a-log.ts';

const [river, school] = ['art_00000000000a', 'art_00000000000b'];
const today = '2026-11-24';

async function* inOne(text: string) {
  yield Buffer.from(text);
}
const viewsOf = async (entries: readonly Entry[], days = weekUpTo(today)) =>
  Object.fromEntries(
    [...(await viewsIn(linesOf(inOne(aLog(entries))), days)).byDay].map(([day, views]) => [
      day,
      Object.fromEntries(views),
    ]),
  );
const aView = (id: string, differences: Entry = {}) =>
  anEntry({ 'cs-uri-stem': `/national/${id}`, ...differences });

describe('the views in a log', () => {
  it('are people who asked for an article and got it, by day of the newsroom', async () => {
    const log = [
      aView(river),
      aView(river, { 'cs-uri-stem': `/sport/${river}//` }),
      aView(school),
      // After midnight in Dhaka.
      aView(school, { time: '18:00:00' }),
    ];
    expect(await viewsOf(log, ['2026-11-25', ...weekUpTo(today)])).toEqual({
      [today]: { [river]: 2, [school]: 1 },
      '2026-11-25': { [school]: 1 },
    });
  });

  it.each<[string, Entry]>([
    ['a robot', { 'cs(User-Agent)': 'Mozilla/5.0%20(compatible;%20Googlebot/2.1)' }],
    ['a program without a name', { 'cs(User-Agent)': '-' }],
    ['what asks for the headers alone', { 'cs-method': 'HEAD' }],
    ['a form', { 'cs-method': 'POST' }],
    ['a page that the browser had', { 'sc-status': '304' }],
    ['a withdrawn article', { 'sc-status': '410' }],
    ['a moved one', { 'sc-status': '301' }],
    ['part of a page', { 'sc-status': '206' }],
    ['the image of shared links', { 'cs-uri-stem': `/share/${river}.jpg` }],
    ['what is below an article', { 'cs-uri-stem': `/national/${river}/words/feed.xml` }],
    ['an id of another form', { 'cs-uri-stem': '/national/art_00000000000' }],
    ['a path in other letters', { 'cs-uri-stem': `/n%61tional/${river}` }],
    ['an article in the API', { 'cs-uri-stem': `/api/articles/${river}` }],
    ['a day that is over', { date: '2026-11-16' }],
    ['a day to come', { date: '2026-11-26' }],
  ])('are not of %s', async (_, differences) => {
    expect(await viewsOf([aView(river, differences)])).toEqual({});
  });

  it('are of a section with any key that a paper may give it', async () => {
    const keys = ['desh-bidesh', 'u19', 'e-paper2'];
    const log = keys.map((key) => aView(river, { 'cs-uri-stem': `/${key}/${river}` }));
    expect(await viewsOf(log)).toEqual({ [today]: { [river]: keys.length } });
  });

  it('count a request once that is in it twice', async () => {
    expect(await viewsOf([aView(river), ...Array(3).fill(aView(school))])).toEqual({
      [today]: { [river]: 1, [school]: 1 },
    });
  });
});

describe('the views of a day', () => {
  const many = new Map(Array.from({ length: mostOfADay }, (_, n) => [`art_${n}`, 2]));

  it('are added up', () => {
    expect(
      added(
        new Map([[river, 2]]),
        new Map([
          [river, 1],
          [school, 1],
        ]),
      ),
    ).toEqual(
      new Map([
        [river, 3],
        [school, 1],
      ]),
    );
  });

  it('are kept of the articles read most', () => {
    const after = added(
      many,
      new Map([
        [river, 1],
        [school, 3],
      ]),
    );
    expect(after.size).toBe(mostOfADay);
    expect([after.get(school), after.get(river)]).toEqual([3, undefined]);
  });

  it('let an article come in that begins where the last ones are', () => {
    const ones = new Map([...many].map(([id]) => [id, 1]));
    const after = added(added(ones, new Map([[river, 1]])), new Map([[river, 1]]));
    expect([after.size, after.get(river)]).toEqual([mostOfADay, 2]);
  });
});

describe('what is read most', () => {
  it('is the sum of its days, most first', () => {
    const days = [
      new Map([
        [river, 2],
        [school, 1],
      ]),
      new Map([[school, 3]]),
    ];
    expect(readMost(days, 5)).toEqual([school, river]);
    expect(readMost(days.slice(0, 1), 1)).toEqual([river]);
  });

  it('goes by id where articles are even, whatever came first', () => {
    expect(
      readMost(
        [
          new Map([
            [school, 1],
            [river, 1],
          ]),
        ],
        5,
      ),
    ).toEqual([river, school]);
  });

  it('goes back seven days, over the end of a month too', () => {
    expect(weekUpTo('2026-12-02')).toEqual([
      '2026-12-02',
      '2026-12-01',
      '2026-11-30',
      '2026-11-29',
      '2026-11-28',
      '2026-11-27',
      '2026-11-26',
    ]);
  });
});
