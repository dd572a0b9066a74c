import type { Content } from '../content.ts';
import { banglaDateBeside } from './bangla-date.ts';
import { bijoy } from './bijoy.ts';
import { doubleDanda } from './double-danda.ts';
import type { Found } from './found.ts';
import { located } from './located.ts';
import { lookalike } from './lookalike.ts';
import { mixedDigits } from './mixed-digits.ts';
import { type Passage, passagesOf } from './passages.ts';
import { pastedMarkup } from './pasted-markup.ts';
import { repeatedByline } from './repeated-byline.ts';
import { repeatedDateline } from './repeated-dateline.ts';
import { repeatedWord } from './repeated-word.ts';
import { severalParagraphs } from './several-paragraphs.ts';
import { spaceAfterDanda } from './space-after-danda.ts';
import { spaceBeforeDanda } from './space-before-danda.ts';
import { unbalancedQuotes } from './unbalanced-quotes.ts';
import { unevenTable } from './uneven-table.ts';
import { untoldPictures } from './untold-pictures.ts';
import type { RuleName, Warning } from './warning.ts';
import { weekdayDate } from './weekday-date.ts';

/**
 * Finds what one rule matches in an article, passage by passage. Dates without a year are read as those nearest to
 * `at`.
 */
type Rule = (passages: readonly Passage[], at: string, content: Content) => Found[][];

const inEach =
  (find: (text: string, at: string) => Found[]): Rule =>
  (passages, at) =>
    passages.map(({ text }) => find(text, at));

const rules: Record<Exclude<RuleName, 'untold-picture'>, Rule> = {
  'unbalanced-quotes': unbalancedQuotes,
  'weekday-date': inEach(weekdayDate),
  'bangla-date': inEach(banglaDateBeside),
  'double-danda': inEach(doubleDanda),
  'space-before-danda': inEach(spaceBeforeDanda),
  'space-after-danda': inEach(spaceAfterDanda),
  'mixed-digits': mixedDigits,
  bijoy: inEach(bijoy),
  'repeated-word': inEach(repeatedWord),
  lookalike: inEach(lookalike),
  'several-paragraphs': severalParagraphs,
  'pasted-markup': inEach(pastedMarkup),
  'repeated-dateline': repeatedDateline,
  'uneven-table': unevenTable,
  'repeated-byline': repeatedByline,
};

/** In the order of the table: with this, the editor of copy checks it without the library of the schemas. */
const ruleNames = Object.keys(rules) as (keyof typeof rules)[];

/**
 * The most warnings of one rule in one article: an editor needs no more, and a hostile text cannot make a huge answer.
 */
const maxOfARule = 50;

/** Checks copy before it is approved and lists, in reading order, what an editor may want to look at. */
export function lint(content: Content, at: string): Warning[] {
  const passages = passagesOf(content);
  const found = ruleNames.flatMap((rule) =>
    rules[rule](passages, at, content)
      .flatMap((ones, passage) => ones.map((one) => ({ ...one, rule, passage })))
      .slice(0, maxOfARule),
  );
  const byPassage = Map.groupBy(found, ({ passage }) => passage);
  return [
    ...passages.flatMap((passage, at) => located(passage, byPassage.get(at) ?? [])),
    ...untoldPictures(content).slice(0, maxOfARule),
  ];
}
