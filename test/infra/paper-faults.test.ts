import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { iconFolder, sign } from '../../infra/build/icons.ts';
import {
  faultsOfContract,
  faultsOfPaper,
  faultsOfSign,
  type Paper,
} from '../../infra/stacks/paper-faults.ts';
import { stageOf } from '../../infra/stacks/stage.ts';
import { stage as example } from '../../infra/stages/example.ts';
import * as ours from '../../shared/paper.ts';
import * as sample from '../../shared/sample-paper.ts';

/** A paper of somebody's own, with other sections than the sample's. */
const paper: Paper = {
  newsroom: {
    ...sample.newsroom,
    name: 'বরেন্দ্র বার্তা',
    sections: { barind: 'বরেন্দ্র', 'north-bengal': 'উত্তরবঙ্গ' },
    homeRank: { barind: 2, 'north-bengal': 1 },
    imprint: {
      ...sample.newsroom.imprint,
      publisher: 'বরেন্দ্র প্রকাশন',
      address: 'সাহেববাজার, রাজশাহী',
      email: 'desk@news.example',
      phone: '+৮৮০ ৭২১ ১২৩ ৪৫৬',
    },
  },
  contacts: [{ about: 'খবর', email: 'desk@news.example' }],
  readersTerms: sample.readersTerms,
};
const but = (newsroom: Partial<Paper['newsroom']>): Paper => ({
  ...paper,
  newsroom: { ...paper.newsroom, ...newsroom },
});
/** What is wrong, by its place. */
const places = (one: Paper, purpose: 'trial' | 'production' = 'production') =>
  faultsOfPaper(one, purpose).map((fault) => /^shared\/paper\.ts: (\S+) /.exec(fault)?.[1]);

describe('the paper', () => {
  it('of a newsroom goes to production, with other sections, and the sample’s terms if it likes them', () => {
    expect(places(paper)).toEqual([]);
  });

  it('may be the sample in a trial', () => {
    expect(places(sample, 'trial')).toEqual([]);
  });

  it('never goes to production as the sample: its name, imprint and addresses are refused', () => {
    expect(places(sample)).toEqual([
      'newsroom.name',
      'newsroom.imprint.publisher',
      'newsroom.imprint.address',
      'newsroom.imprint.phone',
      'newsroom.imprint.email',
      ...sample.contacts.map((_, i) => `contacts.${i}.email`),
    ]);
  });

  it('stops a stage of production, with what is wrong in its file', () => {
    const account = 'none';
    const says = () => stageOf('prod', { ...example, account }, (purpose) => faultsOfPaper(sample, purpose));
    expect(says).toThrow(/infra\/stages\/prod\.ts: account .*\n(shared\/paper\.ts: .*\n?){9}$/);
  });

  it.each([
    ['one address of the sample left', { imprint: { ...paper.newsroom.imprint, email: 'a@khobor.example' } }],
    ['an address of the sample in a text', { description: 'লিখুন ads@khobor.example' }],
  ])('is refused for %s', (_, left) => {
    expect(places(but(left))).toHaveLength(1);
    expect(places(but(left), 'trial')).toEqual([]);
  });

  const withSection = (key: string) => ({ sections: { [key]: 'বিভাগ' }, homeRank: { [key]: 1 } });
  it.each<[string, Partial<Paper['newsroom']>, string]>([
    ['no section', { sections: {}, homeRank: {} }, 'newsroom.sections'],
    ['a section in capitals', withSection('Sport'), 'newsroom.sections.Sport'],
    ['a section in Bengali', withSection('খেলা'), 'newsroom.sections.খেলা'],
    ...['api', 'desk', 'tag', 'author', 'archive', 'privacy', 'sitemaps', 'home', 'breaking', 'assets'].map(
      (key): [string, Partial<Paper['newsroom']>, string] => [
        `a section where the site has something: ${key}`,
        withSection(key),
        `newsroom.sections.${key}`,
      ],
    ),
    ['a section without a rank', { homeRank: { barind: 2 } }, 'newsroom.homeRank.north-bengal'],
    ['a time zone that is none', { timeZone: 'Asia/Rajshahi' }, 'newsroom.timeZone'],
    [
      'an imprint without an address to write to',
      { imprint: { ...paper.newsroom.imprint, email: 'desk' } },
      'newsroom.imprint.email',
    ],
  ])('is refused for %s, in a trial too', (_, wrong, place) => {
    expect(places(but(wrong), 'trial')).toEqual([place]);
    expect(places(but(wrong))).toEqual([place]);
  });
});

describe('the sign', () => {
  const svg = readFileSync(new URL(sign, iconFolder), 'utf8');
  // A newsroom that runs this has drawn its own.
  const isSample = ours.newsroom.name === sample.newsroom.name;

  it.runIf(isSample)('of the sample goes to a trial, never to production', () => {
    expect(faultsOfSign(svg, 'trial')).toEqual([]);
    expect(faultsOfSign(svg, 'production')).toEqual([expect.stringContaining('favicon.svg')]);
  });

  it('of somebody’s own goes to production', () => {
    expect(faultsOfSign(svg.replace(/#[0-9a-f]{6}/, '#123456'), 'production')).toEqual([]);
  });
});

describe('the contract of the API', () => {
  const contract = {
    info: { title: 'বরেন্দ্র বার্তা (Khobor): HTTP API' },
    components: { schemas: { Section: { enum: ['barind', 'north-bengal'] } } },
  };

  it('is of the paper', () => {
    expect(faultsOfContract(contract, paper.newsroom)).toEqual([]);
  });

  it.each<[string, Partial<Paper['newsroom']>]>([
    ['name', { name: 'বার্তা' }],
    ['section', { sections: { barind: 'বরেন্দ্র' } }],
  ])('is refused when it is of another %s, with what to run', (_, other) => {
    expect(faultsOfContract(contract, but(other).newsroom)).toEqual([
      expect.stringContaining('`npm run docs`'),
    ]);
  });
});
