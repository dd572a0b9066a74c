import { bilingual } from '../../words/bilingual.ts';

export const authorWords = bilingual(
  {
    add: 'নতুন লেখক',
    change: (name: string) => `বদলান: ${name}`,
    working: 'লেখকের পরিচিতি লিখতে',
    how: 'লেখায় নামের পরে @পরিচয় লিখলে লেখাটি তাঁর পাতায় যায়: রহিম উদ্দিন @rahim-uddin',
    slug: 'পরিচয় (ছোট হাতের ইংরেজি অক্ষর, সংখ্যা, হাইফেন)',
    slugHint: 'পরে বদলানো যায় না: ঠিকানায় থাকে। যেমন rahim-uddin',
    taken: 'এই পরিচয়ে একজন লেখক আগে থেকেই আছেন। অন্য পরিচয় দিন, বা তালিকায় তাঁর পরিচিতি বদলান।',
    name: 'নাম',
    role: 'পদ',
    bio: 'পরিচিতি',
    sameAs: 'অন্য জায়গায় তাঁর পাতা (একেক লাইনে একটি https://… ঠিকানা)',
    page: 'পাঠকের পাতা',
    noRemoval: 'লেখক মুছে ফেলা যায় না: পুরোনো লেখা তাঁর পাতায় যায়। যা বলতে চান না তা খালি রাখুন।',
    savedBy: (name: string, moment: string) => `${name}, ${moment}`,
  },
  {
    add: 'New author',
    change: (name) => `Change: ${name}`,
    working: 'Writing who an author is',
    how: 'With @slug after a name, a byline leads to their page: Rahim Uddin @rahim-uddin',
    slug: 'Slug (lower-case letters, digits, hyphens)',
    slugHint: 'Never changed: addresses are made of it. Such as rahim-uddin',
    taken: 'There is an author of this slug. Choose another, or change that author in the list.',
    name: 'Name',
    role: 'Role',
    bio: 'Bio',
    sameAs: 'Their pages elsewhere (one https://… address a line)',
    page: 'Readers’ page',
    noRemoval:
      'Authors are not removed: old articles lead to their pages. Leave empty what is not to be said.',
    savedBy: (name, moment) => `${name}, ${moment}`,
  },
);
