import { isTombstone, type Published } from '../articles/live.ts';
import { moment } from '../bangla/dates.ts';
import { newsroom, type Section } from '../newsroom.ts';
import { type Letter, letter, type Parts } from './letter.ts';
import { pageLink } from './links.ts';
import type { Mailing } from './mailing.ts';

/** What readers have of an article, as far as its letter says it. */
type About = {
  section: Section;
  headline: string;
  standfirst?: string | undefined;
  bylines: readonly string[];
  path: string;
  updatedAt: string;
  corrections: readonly { revision: number; note: string }[];
  /** Why it was retracted. */
  reason?: string | undefined;
};

/** What the letter of an article says, or that of its retraction. */
export const aboutOf = (published: Published): About =>
  isTombstone(published)
    ? {
        ...published,
        headline: published.headline ?? '',
        bylines: [],
        updatedAt: published.withdrawnAt,
        corrections: [],
      }
    : published;

/**
 * Alerts a reader to an article. `own` is the token to change what they get, `end` the one to end it; `revision` is that of
 * the correction which the letter is of.
 */
export function alertLetter(
  kind: Mailing['kind'],
  about: About,
  origin: string,
  tokens: { own: string; end: string },
  revision?: number,
): Letter {
  return letter({
    ...partsOf(kind, about, origin, revision),
    links: [
      { link: pageLink(origin, 'preferences', tokens.own), label: 'পছন্দ বদলান' },
      { link: pageLink(origin, 'unsubscribe', tokens.end), label: 'এই মেইল আর না চাইলে' },
    ],
  });
}

/** Copy in work, as far as its letter says it. */
type InWork = Omit<About, 'headline' | 'bylines' | 'corrections'> & {
  headline?: string | undefined;
  bylines?: readonly string[] | undefined;
};

/**
 * The letter of an alert for somebody of the newsroom to look at before readers get it. It says what it is, and has none of
 * the links that are a reader's own.
 */
export function testLetter(kind: 'section' | 'breaking' | 'none', copy: InWork, origin: string): Letter {
  const { headline = 'শিরোনাম এখনো নেই', bylines = [] } = copy;
  const about = { ...copy, headline, bylines, corrections: [] };
  const { subject, why, ...parts } = partsOf(kind === 'none' ? 'section' : kind, about, origin);
  return letter({
    ...parts,
    subject: `পরীক্ষা: ${subject}`,
    why: `এটি পরীক্ষার মেইল, শুধু আপনাকে পাঠানো হয়েছে। পাঠকের মেইলে এখানে থাকবে: “${why}”, আর পছন্দ বদলানো ও মেইল বন্ধ করার লিংক।`,
  });
}

function partsOf(
  kind: Mailing['kind'],
  { section, headline, standfirst, bylines, path, updatedAt, corrections, reason }: About,
  origin: string,
  revision?: number,
): Parts {
  const kicker = {
    breaking: 'ব্রেকিং নিউজ',
    correction: 'সংশোধন',
    retraction: 'প্রত্যাহার',
    section: newsroom.sections[section],
  }[kind];
  const note = corrections.find((one) => one.revision === revision)?.note;
  const news = standfirst ? [standfirst] : [];
  return {
    subject: `${kicker}: ${headline}`,
    kicker,
    headline,
    paragraphs: {
      breaking: news,
      section: news,
      correction: note ? [`আগের মেইলে যে খবর পাঠিয়েছিলাম, তাতে ভুল ছিল। ${note}`] : news,
      retraction: [`আগের মেইলে যে খবর পাঠিয়েছিলাম, তা প্রত্যাহার করা হয়েছে। ${reason ?? ''}`.trim()],
    }[kind],
    button: { link: `${origin}${path}`, label: kind === 'retraction' ? 'বিজ্ঞপ্তি পড়ুন' : 'পুরো খবর পড়ুন' },
    aside: [bylines.join(', '), moment(updatedAt)].filter(Boolean).join(' · '),
    why: {
      section: `${newsroom.name}-এর ${newsroom.sections[section]} বিভাগের খবর চেয়েছেন, তাই এই মেইল।`,
      breaking: `${newsroom.name}-এর ব্রেকিং নিউজ বা ${newsroom.sections[section]} বিভাগের খবর চেয়েছেন, তাই এই মেইল।`,
      correction: 'খবরটি আপনাকে মেইলে পাঠানো হয়েছিল, তাই সংশোধনটিও পাঠানো হলো।',
      retraction: 'খবরটি আপনাকে মেইলে পাঠানো হয়েছিল, তাই প্রত্যাহারের কথাও জানানো হলো।',
    }[kind],
  };
}
