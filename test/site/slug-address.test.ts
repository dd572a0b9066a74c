import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addressOf, Slug } from '../../shared/articles/slug.ts';

const edge = (name: string) =>
  runInNewContext(`${readFileSync(`infra/edge/${name}.js`, 'utf8')}; handler`, { require: () => ({}) });
const [viewerRequest, viewerResponse] = [edge('viewer-request'), edge('viewer-response')];

const path = '/national/art_7k2m9x4q1w5p';

/** Where the edge leads who asks for an article by an address; undefined if it answers with the page. */
function ledTo(uri: string, slug: string | undefined): string | undefined {
  const request = viewerRequest({ request: { method: 'GET', uri, querystring: {}, headers: {} } });
  expect(request.uri).toBe(path);
  const address = slug === undefined ? {} : { 'x-amz-meta-address': { value: addressOf({ path, slug }) } };
  return viewerResponse({ request, response: { statusCode: 200, headers: address } }).headers.location?.value;
}

/** What keyboards and other programs put into words: composed and decomposed letters, joiners, signs. */
const signs = [..."কতড়ড়নািীোৌাো্্ৎ০৫aZéİﬂ²’'|।-_ .%/?#", '\u200C', '\u200D', '\u200B', '\u0301', '\uFE0F', '😀'];
const words = fc.array(fc.constantFrom(...signs), { maxLength: 20 }).map((some) => some.join(''));

it('whatever words are given, their form is the form of itself, and its address is the end', () => {
  fc.assert(
    fc.property(words, words, (given, others) => {
      const parsed = Slug.safeParse(given);
      if (!parsed.success) return;
      const slug = parsed.data;
      expect(Slug.parse(slug)).toBe(slug);
      const address = addressOf({ path, slug });
      for (const same of [address, address.toLowerCase(), `${address}/`])
        expect(ledTo(same, slug)).toBeUndefined();
      expect(ledTo(path, slug)).toBe(address);
      const asked = `${path}/${encodeURIComponent(`x${others}`)}`;
      expect([undefined, address]).toContain(ledTo(asked, slug));
      expect(ledTo(asked, undefined)).toBe(path);
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  ['কে\u200Cাথায়', 'কোথায়'],
  ['কে’াথায়', 'কোথায়'],
  ['ক া খ', 'ক-খ'],
  ['১২০ m²', '120-m²'],
])('of %s are %s', (given, slug) => expect(Slug.parse(given)).toBe(slug.normalize('NFC')));

it('sent encoded twice, they lead to the address, not round and round', () => {
  const slug = 'নদী-ভাঙন';
  const address = addressOf({ path, slug });
  expect(ledTo(`${path}/${encodeURIComponent(encodeURIComponent(slug))}`, slug)).toBe(address);
});

it('are found whichever path CloudFront shows to the function of responses', () => {
  const response = () => ({ statusCode: 200, headers: { 'x-amz-meta-address': { value: `${path}/a-b` } } });
  for (const [uri, led] of [
    [`${path}/a-b`, undefined],
    [`${path}/a-b/`, undefined],
    [`${path}/a-c`, `${path}/a-b`],
    [path, `${path}/a-b`],
  ])
    expect(
      viewerResponse({ request: { uri, headers: {} }, response: response() }).headers.location?.value,
    ).toBe(led);
});

it('are taken off articles alone: a click is passed on as it is', () => {
  const uri = '/go/art_7k2m9x4q1w5p/a-b';
  const request = { method: 'GET', uri, querystring: {}, headers: {} };
  expect(viewerRequest({ request })).toMatchObject({ uri, headers: {} });
});
