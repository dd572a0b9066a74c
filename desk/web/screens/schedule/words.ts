import { bilingual } from '../../words/bilingual.ts';

export const scheduleWords = bilingual(
  {
    working: 'সময়সূচি দেখতে ও বদলাতে',
    today: 'আজ',
    tomorrow: 'কাল',
    overdue: 'সময় পেরিয়ে গেছে; এক মিনিটের মধ্যে হবে',
    publishAt: 'প্রকাশ',
    expireAt: 'মেয়াদ শেষ',
    expiryMeans: 'পাঠকের কাছ থেকে সরে যাবে',
    move: (headline: string) => `সময় বদলান: ${headline}`,
    unschedule: (headline: string) => `প্রকাশের সময় তুলে নিন: ${headline}`,
    none: 'সামনে কিছু ধরা নেই।',
    both: 'প্রকাশ আর মেয়াদ',
    only: 'কী দেখবেন',
  },
  {
    working: 'Seeing and changing the schedule',
    today: 'Today',
    tomorrow: 'Tomorrow',
    overdue: 'The time has come; it happens within a minute',
    publishAt: 'Goes out',
    expireAt: 'Ends',
    expiryMeans: 'readers lose it',
    move: (headline) => `Change the times: ${headline}`,
    unschedule: (headline) => `Take off the schedule: ${headline}`,
    none: 'Nothing is scheduled.',
    both: 'Publications and ends',
    only: 'Show',
  },
);
