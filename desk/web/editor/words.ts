import type { RuleName } from '../../../shared/articles/lint/warning.ts';
import type { CommandName } from './commands.ts';
import type { Opener } from './keys.ts';
import type { LeftOut } from './left-out.ts';

/** Every word of the editor. */
export type EditorWords = {
  body: string;
  toolbar: string;
  commands: Record<CommandName | Opener, string>;
  cite: string;
  picture: Record<'edit' | 'remove' | 'earlier' | 'later' | 'addBeside' | 'captionOfAll' | 'lacks', string>;
  bySoundFailed: string;
  embed: string;
  link: { address: string; save: string; remove: string; cancel: string; invalid: string };
  help: { title: string; close: string; signs: string };
  offer: { embed: string; takeEmbed: string; bijoy: string; takeBijoy: string; leave: string };
  findings: { title: string; fix: string; show: string };
  lint: Record<RuleName, string>;
  leftOut: Record<LeftOut['what'], string>;
  length: (words: string, minutes: string) => string;
};

export const bengali: EditorWords = {
  body: 'মূল লেখা',
  toolbar: 'লেখা সাজানোর বোতাম',
  commands: {
    bold: 'মোটা',
    italic: 'বাঁকা',
    link: 'লিংক',
    removeLink: 'লিংক তুলে দিন',
    heading2: 'শিরোনাম ২',
    heading3: 'শিরোনাম ৩',
    list: 'তালিকা',
    orderedList: 'নম্বর দেওয়া তালিকা',
    quote: 'উদ্ধৃতি',
    insertTable: 'সারণি',
    addRow: 'নিচে সারি যোগ',
    removeRow: 'সারি বাদ',
    addColumn: 'ডানে কলাম যোগ',
    removeColumn: 'কলাম বাদ',
    removeTable: 'সারণি বাদ',
    convertBijoy: 'বিজয় থেকে ইউনিকোড',
    undo: 'আগের অবস্থা',
    redo: 'আবার করুন',
    moveUp: 'ওপরে নিন',
    moveDown: 'নিচে নিন',
    toolbar: 'বোতামগুলোতে যান',
    picture: 'ছবি',
    bySound: 'উচ্চারণে বাংলা',
    help: 'কোন চাবিতে কী',
  },
  cite: 'কার কথা',
  picture: {
    edit: 'ছবির কথা বদলান',
    remove: 'ছবি বাদ দিন',
    earlier: 'আগে আনুন',
    later: 'পরে নিন',
    captionOfAll: 'সব ছবির ক্যাপশন',
    addBeside: 'সঙ্গে আরও ছবি',
    lacks: 'ছবিতে কী আছে বা ছবিটি কার, লেখা নেই',
  },
  bySoundFailed: 'উচ্চারণে লেখার নিয়মগুলো আনা যায়নি; সংযোগ দেখে আবার চেষ্টা করুন।',
  embed: 'অন্য সাইট থেকে',
  link: {
    address: 'ঠিকানা',
    save: 'লিংক দিন',
    remove: 'লিংক তুলে দিন',
    cancel: 'থাক',
    invalid:
      'এই ঠিকানায় পাঠক যেতে পারবেন না। https://, http://, mailto: বা tel: দিয়ে শুরু করুন, অথবা এই সাইটের পথ দিন, যেমন /sport।',
  },
  help: {
    title: 'কোন চাবিতে কী',
    close: 'বন্ধ করুন',
    signs: 'অনুচ্ছেদের শুরুতে লিখে স্পেস দিন: - তালিকা, ১. নম্বর দেওয়া তালিকা, ## শিরোনাম, > উদ্ধৃতি।',
  },
  offer: {
    embed: 'এই ঠিকানা দেখানো যায়।',
    takeEmbed: 'ভিডিও বা পোস্ট হিসেবে বসান',
    bijoy: 'লেখাটি বিজয়ে টাইপ করা মনে হচ্ছে।',
    takeBijoy: 'ইউনিকোডে বদলান',
    leave: 'যেমন আছে থাক',
  },
  findings: { title: 'যা দেখে নেওয়া দরকার', fix: 'ঠিক করুন', show: 'দেখান' },
  lint: {
    'unbalanced-quotes': 'উদ্ধৃতিচিহ্ন বা বন্ধনী খোলা আছে, বন্ধ নেই; অথবা বন্ধ আছে, খোলা নেই।',
    'weekday-date': 'বার আর তারিখ মেলে না।',
    'bangla-date': 'বাংলা তারিখ আর ইংরেজি তারিখ মেলে না।',
    'double-danda': 'এক বাক্যের শেষে একটিই দাঁড়ি।',
    'space-before-danda': 'দাঁড়ি শেষ শব্দের গায়ে বসে।',
    'space-after-danda': 'দাঁড়ির পরে ফাঁক নেই।',
    'mixed-digits': 'বাংলা আর ইংরেজি অঙ্ক মিশে গেছে।',
    bijoy: 'লেখাটি বিজয়ে টাইপ করা মনে হচ্ছে; ইউনিকোডে বদলাতে হবে।',
    'repeated-word': 'একই শব্দ পরপর এসেছে।',
    lookalike: 'দেখতে এক রকম, চিহ্নটি আলাদা।',
    'several-paragraphs': 'লাইনগুলো আলাদা অনুচ্ছেদ, না এক বাক্যের টুকরা, দেখে নিন।',
    'pasted-markup': 'এই চিহ্ন পাঠক দেখতে পাবেন।',
    'repeated-dateline': 'ডেটলাইন নিজের ঘরেই আছে; এখান থেকে বাদ দিন।',
    'uneven-table': 'এই সারির ঘর মাথার সারির সমান নয়।',
    'repeated-byline': 'নামটি দুবার আছে।',
    'untold-picture': 'ছবিতে কী আছে বা ছবিটি কার, লেখা নেই।',
  },
  leftOut: {
    picture: 'ছবি আসেনি; আলাদা করে তুলুন',
    media: 'ভিডিও বা অডিও আসেনি',
    link: 'লিংকটি আসেনি; ঠিকানাটি পাঠকের কাজে লাগবে না',
    comment: 'পাশে লেখা মন্তব্য বাদ গেছে',
    deleted: 'কেটে দেওয়া কথা বাদ গেছে',
    hidden: 'লুকানো কথা বাদ গেছে',
    struck: 'কাটা দাগ নেই; কথাটি আছে',
    'joined-lines': 'লাইনগুলো জুড়ে এক অনুচ্ছেদ করা হয়েছে',
    'broken-signs': 'ভাঙা অক্ষর বাদ গেছে; জায়গাটি আবার টাইপ করুন',
  },
  length: (words, minutes) => `${words} শব্দ · পড়তে ${minutes} মিনিট`,
};
