import { bilingual } from '../../words/bilingual.ts';

export const correctionWords = bilingual(
  {
    open: 'কাজ চলছে',
    openNone: 'কোনো সংশোধন বা হালনাগাদ খোলা নেই।',
    correction: 'সংশোধন',
    update: 'হালনাগাদ',
    openedBy: (name: string, moment: string) => `খুলেছেন ${name}, ${moment}`,
    start: 'সংশোধন খুলতে প্রকাশিত লেখাটিতে গিয়ে “সংশোধন খুলুন” বা “হালনাগাদ খুলুন” নিন: লেখার প্রতিবেদক ও সম্পাদক পারেন।',
    published: 'পাঠক যা দেখেছেন',
    publishedNone: 'এই লেখাগুলোতে কোনো সংশোধনী নেই।',
    latestOf: 'প্রতি বিভাগের নতুন ৫০টি লেখা থেকে। আরও পুরোনোর জন্য বিভাগ বাছুন।',
  },
  {
    open: 'In work',
    openNone: 'No correction or update is open.',
    correction: 'Correction',
    update: 'Update',
    openedBy: (name, moment) => `opened by ${name}, ${moment}`,
    start:
      'To open one, go to the published article and take “Open a correction” or “Open an update”: its reporter and editors may.',
    published: 'What readers were told',
    publishedNone: 'None of these articles has a correction.',
    latestOf: 'From the newest 50 articles of each section. Choose a section for older ones.',
  },
);
