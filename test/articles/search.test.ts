import { expect, it } from 'vitest';
import { idIn, pathIn } from '../../shared/articles/search.ts';

it.each([
  ['art_7k2m9x4q1w5p', 'art_7k2m9x4q1w5p'],
  ['https://news.example/national/art_7k2m9x4q1w5p?x=1#top', 'art_7k2m9x4q1w5p'],
  ['national/art_7k2m9x4q1w5p/', 'art_7k2m9x4q1w5p'],
  ['art_7k2m9x4q1w5', undefined],
  ['art_7k2m9x4q1w5pp', undefined],
  ['art_7k2m9x4q1wil', undefined],
])('the id in %s is %s', (text, id) => {
  expect(idIn(text)).toBe(id);
});

it.each([
  ['/2019/padma/', '/2019/padma'],
  ['https://old.example/2019/padma?utm=x', '/2019/padma'],
  ['2019/padma#top', '/2019/padma'],
  ['https://old.example', '/'],
])('the path in %s is %s', (text, path) => {
  expect(pathIn(text)).toBe(path);
});
