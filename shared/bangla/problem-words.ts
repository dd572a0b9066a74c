import type { Extension, ProblemCode } from '../problem.ts';

/** What happened and what to do, in Bengali, for each problem. */
export const problemWords: Record<ProblemCode, { title: string; detail: string }> = {
  'invalid-input': { title: 'যা পাঠানো হয়েছে তাতে ভুল আছে', detail: 'এই ঘরগুলো ঠিক করে আবার পাঠান।' },
  'not-json': { title: 'লেখাটি পড়া যায়নি', detail: 'অনুরোধটি JSON আকারে পাঠান।' },
  'no-token': { title: 'আগে সাইন ইন করুন', detail: 'সাইন ইন করে আবার চেষ্টা করুন।' },
  forbidden: { title: 'এ কাজের অনুমতি আপনার নেই', detail: 'যাঁর অনুমতি আছে, তাঁকে বলুন।' },
  'own-copy': {
    title: 'নিজের লেখা নিজে অনুমোদন করা যায় না',
    detail: 'অন্য কোনো সম্পাদক লেখাটি অনুমোদন করবেন।',
  },
  'not-found': { title: 'এখানে কিছু নেই', detail: 'ঠিকানা বা নম্বরটি মিলিয়ে দেখুন।' },
  'wrong-state': {
    title: 'লেখাটি এখন যে ধাপে আছে, তাতে এ কাজ করা যায় না',
    detail: 'লেখাটি আবার খুলে দেখুন, কোন ধাপে আছে।',
  },
  'changed-copy': {
    title: 'লেখাটি অনুমোদনের পর বদলেছে',
    detail: 'নতুন লেখাটি পড়ে আবার অনুমোদন করুন।',
  },
  leased: { title: 'লেখাটিতে এখন অন্য কেউ কাজ করছেন', detail: 'তাঁর সঙ্গে কথা বলুন, অথবা একটু পরে চেষ্টা করুন।' },
  'in-progress': { title: 'একই কাজ আগে থেকেই চলছে', detail: 'একটু পরে আবার চেষ্টা করুন।' },
  'invalid-token': {
    title: 'লিংকটির মেয়াদ শেষ, অথবা এটি আমাদের নয়',
    detail: 'নতুন লিংক চেয়ে নিন।',
  },
  stale: {
    title: 'এর মধ্যে অন্য কেউ লেখাটি বদলেছেন',
    detail: 'নতুন লেখাটি খুলে আপনার পরিবর্তনটি আবার করুন। আপনার লেখা মোছা হয়নি।',
  },
  'too-large': { title: 'অনুরোধ বা তার উত্তর বেশি বড়', detail: 'ছোট করে বা ভাগ করে পাঠান।' },
  'unsupported-type': {
    title: 'এ ধরনের লেখা এখানে নেওয়া হয় না',
    detail: 'অনুরোধটি JSON আকারে, content-type: application/json দিয়ে পাঠান।',
  },
  'key-reused': {
    title: 'এই Idempotency-Key আগে অন্য অনুরোধে ব্যবহৃত হয়েছে',
    detail: 'নতুন একটি Idempotency-Key দিন।',
  },
  'no-mailbox': {
    title: 'এই ঠিকানায় মেইল পাঠানো যায় না',
    detail: '@ চিহ্নের পরের অংশটি মিলিয়ে দেখুন।',
  },
  'too-many': { title: 'অল্প সময়ে অনেকবার করা হয়েছে', detail: 'কয়েক মিনিট পরে আবার চেষ্টা করুন।' },
  'no-if-match': {
    title: 'কোন সংস্করণ বদলাচ্ছেন, তা বলা হয়নি',
    detail: 'লেখাটি আবার খুলে যে সংস্করণ পড়েছেন, তা If-Match-এ পাঠান।',
  },
  'read-only': {
    title: 'এখন শুধু পড়া যায়, কিছু বদলানো যায় না',
    detail: 'কিছুই বদলায়নি। ঘণ্টাখানেক পরে আবার চেষ্টা করুন।',
  },
  busy: { title: 'এই মুহূর্তে কাজটি করা যাচ্ছে না', detail: 'একটু পরে আবার চেষ্টা করুন।' },
};

/** The states of articles, line items and uploaded files, as a newsroom says them. */
export const stateWords: Record<string, string> = {
  draft: 'খসড়া',
  submitted: 'ডেস্কে জমা',
  approved: 'অনুমোদিত',
  released: 'প্রকাশ হচ্ছে',
  published: 'প্রকাশিত',
  retracted: 'প্রত্যাহার করা',
  unpublished: 'পাঠকের কাছ থেকে সরানো',
  expired: 'মেয়াদ শেষ',
  killed: 'মুছে ফেলা',
  spiked: 'বাদ দেওয়া',
  cleared: 'চালু',
  paused: 'থামানো',
  ended: 'শেষ',
  waiting: 'ফাইলের অপেক্ষায়',
  ready: 'ব্যবহারের জন্য তৈরি',
  refused: 'গ্রহণ করা হয়নি',
  withdrawn: 'সরিয়ে নেওয়া',
  removed: 'মুছে ফেলা',
};

/**
 * What a problem says in Bengali; of a step that cannot be taken also where the record stands, and of a newsroom that can
 * only be read who knows when that ends.
 */
export function wordsOf({
  code,
  state,
  readOnly,
}: { code: ProblemCode } & Pick<Extension, 'state' | 'readOnly'>) {
  const words = problemWords[code];
  if (readOnly) {
    const { name, reason } = readOnly;
    const detail = `কিছুই বদলায়নি। ${name} এখন বদলানো বন্ধ রেখেছেন: ${reason}। কখন খুলবে, তাঁকে বা অন্য কোনো প্রকাশককে জিজ্ঞাসা করুন।`;
    return { ...words, detail };
  }
  const now = stateWords[state ?? ''];
  return code === 'wrong-state' && now ? { ...words, detail: `এখন এটি: ${now}।` } : words;
}

/** Details of fields, by the English that the API says. `$1` and so on are taken over. */
const fieldWords: readonly [RegExp, string][] = [
  [/^is missing$/, 'দেওয়া হয়নি'],
  [/^is nested more than (\d+) deep$/, 'ভেতরে ভেতরে $1 ধাপের বেশি গভীর'],
  [/^is missing: say what the picture shows/, 'নেই: ছবিতে কী দেখা যায় তা লিখুন, অথবা বলুন যে ছবিটি শুধু শোভার জন্য'],
  [/^is missing: say who took/, 'নেই: ছবিটি কে তুলেছেন বা এঁকেছেন তা লিখুন'],
  [/^may not be shown any more/, 'আর দেখানো যায় না; অন্য একটি ছবি দিন'],
  [/^must be the id of an upload/, 'আপলোড করা ছবির নম্বর হতে হবে, যেমন ast_7k2m9x4q1w5p'],
  [/^is no picture for articles/, 'লেখার ছবি নয়; ছবি হিসেবে আবার আপলোড করুন'],
  [/^is a picture of the newsroom/, 'এটি লেখার ছবি; বিজ্ঞাপনের জন্য আলাদা করে আপলোড করুন'],
  [/^is empty$/, 'ফাঁকা'],
  [/^has no letter or digit$/, 'এতে কোনো অক্ষর বা অঙ্ক নেই'],
  [/^is not a field/, 'নামে কোনো ঘর নেই'],
  [/^must be text$/, 'লেখা হতে হবে'],
  [/^must be a number$/, 'সংখ্যা হতে হবে'],
  [/^must be a whole number$/, 'পূর্ণ সংখ্যা হতে হবে'],
  [/^must be true or false$/, 'হ্যাঁ বা না হতে হবে'],
  [/^must be a list/, 'তালিকা হতে হবে'],
  [/^must be an object/, 'নামসহ ঘর হতে হবে'],
  [/^must be one of: (.+)$/s, 'এগুলোর একটি হতে হবে: $1'],
  [/^must be (\S+)$/, '$1 হতে হবে'],
  [/^must be true, or left out/, 'true হতে হবে, না হলে বাদ দিন'],
  [/^was moved too often/, 'অনেকবার সরানো হয়েছে: ছবিটি আবার আপলোড করুন'],
  [/^is for pictures/, 'শুধু ছবির জন্য: বাদ দিন'],
  [/^is longer than (\d+) characters/, 'সর্বোচ্চ $1 অক্ষর হতে পারে'],
  [/^is shorter than (\d+) characters/, 'অন্তত $1 অক্ষর হতে হবে'],
  [/^is longer than (\d+) bytes/, 'বেশি বড়: সর্বোচ্চ $1 বাইট; ভাগ করে পাঠান'],
  [/^is longer than/, 'বেশি লম্বা'],
  [/^has more than ([\d,]+) lines of lists and quotes/, 'তালিকা ও উদ্ধৃতির লাইন $1টির বেশি'],
  [/^has too many lines within nested/, 'তালিকা ও উদ্ধৃতির ভেতরে তালিকা ও উদ্ধৃতি বেশি: ভাগ করুন'],
  [/^has more than ([\d,]+) lines/, 'লাইন $1টির বেশি'],
  [/^has more than ([\d,]+) of/, 'চিহ্ন $1টির বেশি'],
  [/^has no words/, 'কোনো কথা নেই: কী ভুল ছিল বা কেন, তা লিখুন'],
  [/^has more than 20 columns/, 'সারণিতে ২০টির বেশি কলাম; ভাগ করুন বা ঘুরিয়ে নিন'],
  [/^has more than 500 rows/, 'সারণিতে ৫০০টির বেশি সারি; দুটি সারণি করুন'],
  [/^must be 2 or 3/, '2 বা 3 হতে হবে'],
  [/^has more than 30 marks/, 'একটি অক্ষরে ৩০টির বেশি চিহ্ন আছে'],
  [/^has more than ([\d,]+)/, '$1টির বেশি'],
  [/^has fewer than ([\d,]+)/, '$1টির কম'],
  [/^has a line with over 500 \|/, 'একটি লাইনে | চিহ্ন ৫০০টির বেশি'],
  [/^has over 20,000 signs written as/, '&…; এভাবে লেখা চিহ্ন ২০,০০০টির বেশি'],
  [/^has (?:a paragraph|too many paragraphs)/, 'একটি অনুচ্ছেদে * _ [ ] ` চিহ্ন বেশি'],
  [/^must be at most (.+)$/, 'সর্বোচ্চ $1 হতে পারে'],
  [/^must be at least (.+)$/, 'অন্তত $1 হতে হবে'],
  [/^must be a multiple of (.+)$/, '$1-এর গুণিতক হতে হবে'],
  [
    /^holds (\S+)(?: \([^)]+\))? at the beginning(?: on line (\d+))?/,
    'শুরুতে অচল চিহ্ন $1 আছে; জায়গাটি আবার টাইপ করুন',
  ],
  [
    /^holds (\S+)(?: \([^)]+\))? after “(.+)” on line (\d+)/,
    '$3 নম্বর লাইনে “$2”-এর পরে অচল চিহ্ন $1 আছে; জায়গাটি আবার টাইপ করুন',
  ],
  [/^holds (\S+)(?: \([^)]+\))? after “(.+)”/, '“$2”-এর পরে অচল চিহ্ন $1 আছে; জায়গাটি আবার টাইপ করুন'],
  [/^nests .+ on line (\d+)/, '$1 নম্বর লাইনে উদ্ধৃতি বা তালিকা ২০ ধাপের বেশি গভীর'],
  [/^is cut into too many runs/, 'বেশি টুকরোয় ভাগ করা'],
  [/^must be Markdown/, 'লেখা (Markdown), অথবা ব্লকের তালিকা হতে হবে'],
  [
    /^must begin with https/,
    'https://, http://, mailto: বা tel: দিয়ে শুরু হতে হবে, অথবা /sport-এর মতো এই সাইটের ঠিকানা',
  ],
  [/^must be one link/, 'ফাঁকা জায়গা ছাড়া একটি লিংক হতে হবে'],
  [/^is not an id of this provider/, 'এই মাধ্যমের নম্বর নয়'],
  [/^has no known/, 'চেনা ধরনের নয়'],
  [/^must be an instant/, 'সময় অঞ্চলসহ সময় হতে হবে, যেমন 2026-11-23T18:00:00+06:00'],
  [/^must be within the years/, '০০০০ থেকে ৯৯৯৯ সালের মধ্যে হতে হবে'],
  [/^must be later than/, 'আরও পরের সময় হতে হবে'],
  [/^must be in the future/, 'ভবিষ্যতের সময় হতে হবে'],
  [/^has passed/, 'পেরিয়ে গেছে; পরের সময় দিন, অথবা এখনই প্রকাশ করতে null দিন'],
  [/^does not exist: request an upload/, 'এমন ফাইল নেই; আগে আপলোড করুন'],
  [/^was refused: /, 'ফাইলটি গ্রহণ করা হয়নি; অন্য একটি আপলোড করুন'],
  [/^was withdrawn: (.+)$/s, 'ফাইলটি সরিয়ে নেওয়া হয়েছে ($1); অন্য একটি দিন'],
  [/^is not checked yet/, 'এখনো পরীক্ষা করা হয়নি; ফাইলটি পাঠান, বা একটু পরে আবার চেষ্টা করুন'],
  [/^is in the past/, 'অতীতের সময়'],
  [/^is in the future/, 'ভবিষ্যতের সময়'],
  [/^is longer than 1,900 signs as an address/, 'ঠিকানা হিসেবে বেশি লম্বা: সর্বোচ্চ ১,৯০০ চিহ্ন'],
  [/^must be the version of the words/, 'ফরমে যে কথার সংস্করণ আছে, তা-ই পাঠাতে হবে'],
  [/^must be within the last (\d+) days/, 'গত $1 দিনের মধ্যে হতে হবে'],
  [/^must be a revision/, '2-এর মতো সংশোধন, বা v7-এর মতো কপি হতে হবে'],
  [/^is of an article that readers do not have/, 'লেখাটি পাঠকের কাছে নেই: আগে প্রকাশ করুন'],
  [/^is needed: readers/, 'দরকার: লেখাটি পাঠকের কাছে আছে'],
  [/^is not a published article/, 'প্রকাশিত লেখা নয়'],
  [/^is pinned already/, 'আগেই উপরে রাখা আছে'],
  [/^must be a path of this site/, 'এই সাইটের ঠিকানা হতে হবে, যেমন /news/123'],
  [/^takes no mail/, 'এই ঠিকানায় মেইল যায় না: @ চিহ্নের পরের অংশটি মিলিয়ে দেখুন'],
  [/^must be an e-mail address/, 'ই-মেইল ঠিকানা হতে হবে'],
  [/^must be a section of this site/, 'এই সাইটের একটি বিভাগ, অথবা breaking হতে হবে'],
  [/^belongs in the body/, 'অনুরোধের ভেতরে পাঠাতে হবে'],
  [/^is not one of this list/, 'এই তালিকার নয়'],
  [/^is not what is asked for/, 'যা চাওয়া হয়েছে তা নয়'],
  [/^has a % that encodes nothing/, '% চিহ্নটির পরে ঠিক অক্ষর নেই'],
  [/^must be a name such as/, 'rahim-uddin-এর মতো নাম হতে হবে: a-z, 0-9 ও মাঝে হাইফেন'],
  [/^must be an address such as/, 'পুরো ঠিকানা হতে হবে, যেমন https://example.com/rahim'],
  [/^looks like the address of an author/, 'এমন ঠিকানা অন্য লেখকের জন্য রাখা; আরেকটি বেছে নিন'],
  [/^has an @ within/, 'নামের ভেতরে @ আছে: একটি নাম, আর তার পরে দরকার হলে @rahim-uddin'],
  [/^may not have an @/, '@ চিহ্ন থাকতে পারে না'],
  [/^has an encoded/, '%3F, %23 বা %25 থাকতে পারে না'],
  [/^begins or ends with white space/, 'শুরুতে, শেষে বা মাঝে বাড়তি ফাঁকা জায়গা আছে'],
  [
    /^is (?:an?|the) .+: only an address of a former site/,
    'সাইটের নিজের ঠিকানা; শুধু আগের সাইটের ঠিকানা অন্যদিকে যেতে পারে',
  ],
  [/^leads back to ([^\s;]+)/, 'ঘুরে আবার $1-এ ফিরে আসে'],
  [/^leads on by/, 'অনেকগুলো ঠিকানা ঘুরে যায়; শেষ পাতাটির ঠিকানা দিন'],
  [/^is not a path/, 'সাইটের ঠিকানা নয়'],
  [/^is not in the form/, 'ঠিক আকারে নেই'],
  [/^has a query \((.+)\): /, '$1 অংশটি বাদ দিন: পাতা শুধু ঠিকানার পথ দিয়ে খোঁজা হয়'],
  [/^has a part after #/, '# চিহ্নের পরের অংশটি বাদ দিন'],
  [/^has a sign that nobody sees \((\S+)\)/, 'অদৃশ্য চিহ্ন $1 আছে; জায়গাটি আবার টাইপ করুন'],
  [/^is a path of the system itself/, 'সাইটের নিজের কাজের ঠিকানা; একটি পাতার ঠিকানা দিন'],
  [/^must be from (\S+) to now/, '$1 থেকে এখন পর্যন্ত কোনো সময় হতে হবে; পরে প্রকাশ করতে অনুমোদনে publishAt দিন'],
  [/^is nobody who has signed in/, 'এমন কেউ এখনো ঢোকেননি; যাঁরা ঢুকেছেন, তাঁদের তালিকা GET /api/people'],
  [/^must be (.+) at most$/, 'সর্বোচ্চ $1 হতে পারে'],
  [/^is needed: it cannot be read from HTML/, 'দরকার: HTML থেকে মাপ জানা যায় না'],
  [/^is read from the image/, 'ছবি থেকেই জানা যায়; বাদ দিন'],
  [/^or expireAt is needed/, 'publishAt বা expireAt দরকার: একটি সময়, অথবা না চাইলে null'],
  [/^is over: readers have it/, 'পেরিয়ে গেছে: লেখাটি পাঠকের কাছে আছে; বাদ দিন'],
  [/^say in a note/, 'কী সংশোধন হলো লিখুন, অথবা "update": true পাঠান'],
  [/^must be a complete https/, 'পুরো https:// ঠিকানা হতে হবে, ফাঁকা জায়গা ছাড়া, সর্বোচ্চ ২,০০০ অক্ষর'],
  [/^cannot change once readers/, 'পাঠক বিজ্ঞাপনটি দেখার পরে আর বদলানো যায় না: হিসাব বিজ্ঞাপনদাতার'],
  [/^must not be true: an article of an archive/, 'না হতে হবে: পুরোনো সংগ্রহের লেখা কাউকে জানানো হয় না'],
  [
    /^must not be true: the copy asks for no alert/,
    'না হতে হবে: লেখায় কোনো সতর্কবার্তা চাওয়া হয়নি; আগে লেখায় বেছে নিয়ে সংরক্ষণ করুন',
  ],
  [/^must not be true: its \S+ alert has gone out/, 'না হতে হবে: এই সতর্কবার্তা পাঠকের কাছে গেছে; একবারই যায়'],
  [/^must not be true: no correction is in work/, 'না হতে হবে: কোনো সংশোধন চলছে না'],
  [/^must not be true: no alert of it has gone out/, 'না হতে হবে: লেখাটি কাউকে মেইলে পাঠানো হয়নি'],
  [
    /^must not be true: its first alert went out over (\d+) days ago/,
    'না হতে হবে: প্রথম মেইলটি গেছে $1 দিনেরও আগে; কার কাছে গিয়েছিল, তা এর বেশি রাখা হয় না',
  ],
  [
    /^must not be true: at its publishAt its first alert went out over (\d+) days before/,
    'না হতে হবে: প্রকাশের সময়ে প্রথম মেইলটি $1 দিনের বেশি পুরোনো হবে; কার কাছে গিয়েছিল, তা এর বেশি রাখা হয় না',
  ],
  [
    /^is too late for the mail that was approved: its first alert went out over (\d+) days before/,
    'বেশি দেরি: অনুমোদনে বলা মেইলটি তখন আর যাবে না, প্রথম মেইলের $1 দিন পেরিয়ে যাবে; আগের সময় দিন, অথবা মেইল ছাড়া আবার অনুমোদন করুন',
  ],
  [/^is needed: its \S+ alert has not gone out/, 'বলুন: পাঠককে এখন জানানো হবে, না হবে না; সতর্কবার্তাটি এখনো যায়নি'],
  [/^is no longer sold/, 'এখন আর বিক্রি হয় না'],
];

/** A field's detail in Bengali; undefined for one that has no words yet. */
export function inBangla(detail: string): string | undefined {
  for (const [pattern, words] of fieldWords) {
    const found = pattern.exec(detail);
    if (found) return words.replace(/\$(\d)/g, (_, n) => found[Number(n)] ?? '');
  }
  return undefined;
}
