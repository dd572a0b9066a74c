import { embeds } from './embeds.ts';
import type { Contacts, Newsroom, ReadersTerms } from './paper-fields.ts';

/**
 * The sample paper: names, sections, imprint, house rules. It comes with Khobor and changes with it; a newsroom copies it to
 * `paper.ts` and makes it its own there. Section keys are part of paths and never change once used; their order here is
 * the order of the navigation.
 */
export const newsroom = {
  name: 'খবর',
  motto: 'জেলার কথা, দেশের কথা',
  description: 'জেলা থেকে দেশ, দিনের খবর বাংলায়।',
  language: 'bn',
  timeZone: 'Asia/Dhaka',
  sections: {
    national: 'জাতীয়',
    international: 'আন্তর্জাতিক',
    business: 'অর্থ ও বাণিজ্য',
    sport: 'খেলা',
    agriculture: 'কৃষি',
    crime: 'অপরাধ ও দুর্নীতি',
    law: 'আইন আদালত',
    accidents: 'দুর্ঘটনা',
    technology: 'তথ্যপ্রযুক্তি',
    women: 'নারী',
    religion: 'ধর্ম',
    jobs: 'চাকরি',
    photos: 'ছবিঘর',
    selected: 'নির্বাচিত খবর',
    other: 'অন্যান্য',
  },
  /**
   * Which sections lead the home page: a step up is as good as an hour. One at 0 never leads it by itself; an editor may
   * still pin its articles there, or weigh them `lead` or `large`.
   */
  homeRank: {
    national: 3,
    international: 2,
    business: 2,
    sport: 2,
    agriculture: 2,
    crime: 2,
    law: 2,
    accidents: 2,
    technology: 1,
    women: 1,
    religion: 0,
    jobs: 0,
    photos: 0,
    selected: 0,
    other: 0,
  },
  /** Whose media may be embedded. */
  embeds,
  imprint: {
    publisher: 'খবর প্রকাশনী',
    editor: 'সম্পাদক ও প্রকাশক',
    address: 'রাজশাহী, বাংলাদেশ',
    email: 'desk@khobor.example',
    phone: '+৮৮০ ৭২১ ০০০ ০০০',
    founded: '২০২৬',
  },
  /** Lines of ads.txt: who may sell ad space on this site. Empty: only the newsroom itself. */
  adsTxt: [] as readonly string[],
  /** Bylines that are a desk, not a person: search engines are told so. */
  deskBylines: /(?:ডেস্ক|প্রতিবেদক|প্রতিনিধি|সংবাদদাতা)$/,
  /** Whether feeds carry articles in full. All lists, and feeds otherwise, carry the standfirst. */
  fullTextFeeds: false as boolean,
  /**
   * Nobody approves copy that they changed since it was last approved. When true, an editor may approve what a reporter
   * filed and they rewrote themselves: then nobody else has read what goes out. Weaker; for newsrooms with one editor on
   * duty. It never holds for corrections and updates.
   */
  editorsMayApproveTheirEdits: false as boolean,
  /** Whether the day of the month is written as an ordinal, in each calendar: ১৭ই কার্তিক, but ২ নভেম্বর. */
  ordinalDays: { bangla: true, gregorian: false },
} as const satisfies Newsroom;

/** Whom readers write to, and about what: the page of contacts, beside what the imprint says. */
export const contacts = [
  { about: 'খবর, ছবি ও পাঠকের লেখা', email: 'desk@khobor.example' },
  { about: 'ভুল ও সংশোধন', email: 'desk@khobor.example' },
  { about: 'বিজ্ঞাপন', email: 'ads@khobor.example' },
  { about: 'সাইটের ত্রুটি ও নিরাপত্তা', email: 'desk@khobor.example' },
] as const satisfies Contacts;

/** What holds for readers, and for whoever copies from the site. A newsroom has a lawyer read it. */
export const readersTerms = [
  {
    about: 'পড়া ও ভাগ করা',
    text: 'এই সাইটের সব লেখা বিনা মূল্যে পড়া যায়। লিংক দিতে বা পাঠাতে অনুমতি লাগে না।',
  },
  {
    about: 'লেখা ও ছবির স্বত্ব',
    text: 'লেখার স্বত্ব প্রকাশকের, ছবির স্বত্ব ছবির নিচে যাঁর নাম আছে তাঁর। সূত্র ও লিংক দিয়ে কয়েক লাইন উদ্ধৃত করা যায়; পুরো লেখা বা ছবি ছাপতে আগে লিখিত অনুমতি নিন।',
  },
  {
    about: 'ভুল ও দায়',
    text: 'প্রকাশের আগে যাচাই করি; ভুল হলে সংশোধনী নীতি মেনে জানাই। বাইরের লিংকে যা আছে, তার দায় তাদের।',
  },
  {
    about: 'বিজ্ঞাপন',
    text: 'বিজ্ঞাপনের ওপর “বিজ্ঞাপন” লেখা থাকে। তাতে যা বলা হয়, তার দায় বিজ্ঞাপনদাতার।',
  },
  {
    about: 'পাঠকের পাঠানো লেখা ও ছবি',
    text: 'যা পাঠান, তা নিজের হতে হবে। সম্পাদনা করে ছাপতে পারি; নাম না ছাপাতে চাইলে বলুন।',
  },
] as const satisfies ReadersTerms;
