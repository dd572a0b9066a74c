import type { SampleStory } from './stories.ts';

/** An article that the newsroom is working on, and how far it came; `note` is what its editor wrote when it went back. */
export type StoryInWork = Pick<SampleStory, 'reporter' | 'content'> & {
  comes: 'to nobody yet' | 'to its editor' | 'back to its reporter';
  note?: string;
};

/** What whoever opens the desk for the first time finds to do: to finish, to approve, to mend. */
export const inWork: StoryInWork[] = [
  {
    reporter: 'rumana',
    comes: 'to nobody yet',
    content: {
      section: 'agriculture',
      headline: 'হাওরে ধান পাকার আগেই বাঁধে ফাটল',
      bylines: ['রুমানা হক'],
      dateline: 'সুনামগঞ্জ',
      body: `সুনামগঞ্জের শনির হাওরে ফসলরক্ষা বাঁধের তিনটি স্থানে ফাটল দেখা দিয়েছে। ধান কাটা শুরু হতে বাকি তিন সপ্তাহ।

কৃষক আবদুল মতিন বলেন, ‘মাটি ফেলা হয়েছে, চাপা দেওয়া হয়নি। বৃষ্টি হলেই ধসে।’`,
      tags: ['হাওর', 'বাঁধ'],
      alert: 'none',
    },
  },
  {
    reporter: 'tanvir',
    comes: 'to its editor',
    content: {
      section: 'national',
      headline: 'সেতুর কাজ থেমে আছে আট মাস, নৌকাই ভরসা তিন ইউনিয়নের',
      standfirst: 'ঠিকাদার বদলের পর আর কাজ শুরু হয়নি। বর্ষার আগে পিলার না উঠলে অপেক্ষা আরও এক বছরের।',
      bylines: ['তানভীর রহমান'],
      dateline: 'কুড়িগ্রাম প্রতিনিধি',
      body: `কুড়িগ্রামের ধরলা নদীর ওপর নির্মাণাধীন সেতুর কাজ আট মাস ধরে বন্ধ। তিন ইউনিয়নের ৪০ হাজার মানুষ পারাপার হচ্ছেন নৌকায়।

স্থানীয় সরকার প্রকৌশল অধিদপ্তরের উপজেলা প্রকৌশলী জানান, নতুন ঠিকাদার নিয়োগের দরপত্র মূল্যায়ন চলছে। এ মাসের মধ্যে কার্যাদেশ দেওয়ার আশা করছেন তাঁরা।

ঘাটের মাঝি ইদ্রিস আলী বলেন, ‘সকালে ইস্কুলের পোলাপান পার করি আগে, পরে রোগী, তারপর বাজার।’`,
      tags: ['কুড়িগ্রাম', 'সেতু'],
      slug: 'ধরলা-সেতু',
      alert: 'none',
    },
  },
  {
    reporter: 'rehana',
    comes: 'to its editor',
    content: {
      section: 'sport',
      headline: 'জেলা স্টেডিয়ামে ফ্লাডলাইট, রাতের লিগ শুরু শুক্রবার',
      bylines: ['রেহানা পারভীন'],
      body: `রাজশাহী জেলা স্টেডিয়ামে চারটি ফ্লাডলাইট টাওয়ার বসানোর কাজ শেষ হয়েছে। শুক্রবার সন্ধ্যা সাতটায় প্রথম রাতের ম্যাচে মুখোমুখি হবে পদ্মা ক্রীড়া চক্র ও সোনাদীঘি একাদশ।

আয়োজকেরা জানান, টিকিট লাগবে না। গ্যালারি খুলবে বিকেল পাঁচটায়।`,
      tags: ['ফুটবল', 'রাজশাহী'],
      alert: 'none',
    },
  },
  {
    reporter: 'mitali',
    comes: 'back to its reporter',
    note: 'কোন ওয়ার্ডে কত জন, সেই সংখ্যার সূত্র লিখুন। মেয়রের বক্তব্যও লাগবে।',
    content: {
      section: 'women',
      headline: 'কর্মজীবী মায়েদের জন্য শহরে তৃতীয় দিবাযত্ন কেন্দ্র',
      bylines: ['মিতালী সরকার'],
      body: `নওগাঁ শহরে চালু হলো তৃতীয় শিশু দিবাযত্ন কেন্দ্র। প্রথম দিনে নাম লিখিয়েছে ২৬ শিশু।

পোশাকশ্রমিক মর্জিনা বেগম বলেন, ‘মেয়েকে রেখে কাজে যেতে আর মায়ের কাছে ফোন করতে হয় না বারবার।’`,
      tags: ['শিশু', 'নওগাঁ'],
      alert: 'none',
    },
  },
];
