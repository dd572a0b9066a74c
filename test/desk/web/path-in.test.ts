import { expect, it } from 'vitest';
import { pathIn } from '../../../desk/web/screens/redirects/path-in.ts';

it.each([
  ['https://news.example/2019/05/চর/', '/2019/05/চর/'],
  [' http://www.news.example/a ', '/a'],
  ['https://NEWS.example', '/'],
  ['https://news.example/?p=12', '/?p=12'],
  // These are for the API to explain.
  ['https://old.example/a', 'https://old.example/a'],
  ['//news.example/a', '//news.example/a'],
  [' /a ', '/a'],
  ['', ''],
])('of an address bar’s %s the path is %s', (typed, path) => {
  expect(pathIn(typed, 'news.example')).toBe(path);
  expect(pathIn(typed, 'www.news.example')).toBe(path);
});
