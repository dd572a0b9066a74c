import { createHash } from 'node:crypto';
import { isTakenFromSections } from '../../shared/own-paths.ts';
import type { Newsroom } from '../../shared/paper-fields.ts';
import * as sample from '../../shared/sample-paper.ts';
import { sampleDomain } from './sample-domain.ts';
import type { Stage } from './stage.ts';

export type Paper = { newsroom: Newsroom; contacts: unknown; readersTerms: unknown };

/**
 * What is wrong with a paper, a sentence for each fault. Production refuses whatever is left of the sample: readers would
 * take its invented publisher and addresses for those of the newsroom.
 */
export function faultsOfPaper({ newsroom, ...texts }: Paper, purpose: Stage['purpose']): string[] {
  const faults = [...faultsOfSections(newsroom), ...faultsOfHabits(newsroom)];
  if (purpose === 'production') faults.push(...leftOfSample({ newsroom, ...texts }));
  return faults.map((fault) => `shared/paper.ts: ${fault}`);
}

type Contract = {
  info: { title: string };
  components: { schemas: { Section: { enum: readonly string[] } } };
};

/** The contract of the API is a file of the deploy, made before it: it may be of a paper that has changed since. */
export function faultsOfContract({ info, components }: Contract, { name, sections }: Newsroom): string[] {
  const isOfPaper =
    info.title.startsWith(`${name} (`) &&
    components.schemas.Section.enum.join() === Object.keys(sections).join();
  return isOfPaper ? [] : ['docs/openapi.json: is of another name or other sections: run `npm run docs`'];
}

/** The SHA-256 of the sample's `favicon.svg`. */
const sampleSign = 'a40f49711bb36c18a6ac79b8d6abd691cd4d46586cedfac0c00ff8fbb647830f';

/** What is wrong with the paper's sign, an SVG: readers would take the sample's for the newsroom's. */
export function faultsOfSign(sign: string, purpose: Stage['purpose']): string[] {
  const isOfSample = createHash('sha256').update(sign).digest('hex') === sampleSign;
  return purpose === 'production' && isOfSample
    ? [
        'shared/site/icons/favicon.svg: is the sample’s sign: draw your own there, then run `npm run docs`, or deploy as a trial',
      ]
    : [];
}

function faultsOfSections({ sections, homeRank }: Newsroom): string[] {
  const keys = Object.keys(sections);
  return [
    ...(keys.length === 0 ? ['newsroom.sections is empty: a paper has one section at least'] : []),
    ...keys.flatMap((key) => {
      if (!/^[a-z][a-z0-9-]*$/.test(key))
        return [`newsroom.sections.${key} is no part of a path: small letters, digits and hyphens are`];
      return isTakenFromSections(key)
        ? [`newsroom.sections.${key} is a path that the site needs itself: choose another key`]
        : [];
    }),
    ...keys
      .filter((key) => homeRank[key] === undefined)
      .map((key) => `newsroom.homeRank.${key} is missing: say how soon the section leads the home page`),
  ];
}

function faultsOfHabits({ timeZone, imprint }: Newsroom): string[] {
  return [
    ...(isTimeZone(timeZone) ? [] : ['newsroom.timeZone is no time zone: write one such as Asia/Dhaka']),
    ...(/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(imprint.email)
      ? []
      : ['newsroom.imprint.email is no address: readers write to it']),
  ];
}

function isTimeZone(timeZone: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

/** The fields that name the newsroom: no two papers share them. */
const identity = ['name', 'imprint.publisher', 'imprint.address', 'imprint.phone'] as const;

function leftOfSample(paper: Paper): string[] {
  const same = identity.filter((path) => at(paper.newsroom, path) === at(sample.newsroom, path));
  const addresses = textsIn(paper).filter(([, text]) => text.includes(sampleDomain));
  return [
    ...same.map((path) => `newsroom.${path} is the sample’s: write your own, or deploy as a trial`),
    ...addresses.map(
      ([path]) => `${path} is at ${sampleDomain}, the sample’s domain: write your own address`,
    ),
  ];
}

const at = (from: Newsroom, path: string) =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], from);

/** All texts in a value, with where they are: `contacts.0.email`. */
function textsIn(value: unknown, path: readonly string[] = []): [path: string, text: string][] {
  if (typeof value === 'string') return [[path.join('.'), value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}
