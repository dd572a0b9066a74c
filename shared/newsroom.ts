import * as z from 'zod';

/**
 * The newsroom: names, sections, imprint, house rules. A newsroom that adopts Khobor edits this file. Section keys are
 * part of paths and never change once used; their order here is the order of the navigation.
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
   * The only providers whose media may be embedded, with the forms that addresses of their pages have. `page` finds the
   * id in an address without scheme, without `www.` or `m.` and without what tells who shared it; `href` is that page. A
   * reader's browser requests nothing from the provider until the reader follows the link.
   */
  embeds: {
    youtube: {
      name: 'ইউটিউব',
      forms: [
        {
          page: /^(?:youtu\.be\/|youtube(?:-nocookie)?\.com\/(?:watch\?v=|shorts\/|live\/|embed\/))([\w-]{11})$/,
          href: 'https://www.youtube.com/watch?v={id}',
        },
      ],
    },
    facebook: {
      name: 'ফেসবুক',
      forms: [
        {
          page: /^facebook\.com\/(?:watch(?:\/live)?\?v=|reel\/|[\w.-]{1,80}\/videos\/(?:[\w.-]{1,80}\/)?)(\d{6,20})$/,
          href: 'https://www.facebook.com/watch/?v={id}',
        },
        {
          page: /^facebook\.com\/(share\/(?:[vpr]\/)?\w{6,30}|[\w.-]{1,80}\/posts\/[\w-]{6,100})$/,
          href: 'https://www.facebook.com/{id}',
        },
        { page: /^fb\.watch\/([\w-]{6,30})$/, href: 'https://fb.watch/{id}/' },
      ],
    },
    x: {
      name: 'এক্স',
      forms: [
        {
          page: /^(?:x|twitter)\.com\/(\w{1,20}\/status\/\d{5,25})(?:\/(?:photo|video)\/\d)?$/,
          href: 'https://x.com/{id}',
        },
      ],
    },
    instagram: {
      name: 'ইনস্টাগ্রাম',
      forms: [
        {
          page: /^instagram\.com\/(?:[\w.]{1,30}\/)?((?:p|reel|tv)\/[\w-]{5,40})$/,
          href: 'https://www.instagram.com/{id}/',
        },
      ],
    },
    tiktok: {
      name: 'টিকটক',
      forms: [
        { page: /^tiktok\.com\/(@[\w.]{1,40}\/video\/\d{10,25})$/, href: 'https://www.tiktok.com/{id}' },
        { page: /^(?:vm\.|vt\.)tiktok\.com\/(\w{6,20})$/, href: 'https://vm.tiktok.com/{id}/' },
      ],
    },
    vimeo: {
      name: 'ভিমিও',
      forms: [{ page: /^(?:player\.)?vimeo\.com\/(?:video\/)?(\d{6,12})$/, href: 'https://vimeo.com/{id}' }],
    },
    soundcloud: {
      name: 'সাউন্ডক্লাউড',
      forms: [
        { page: /^soundcloud\.com\/([\w-]{1,80}\/[\w-]{1,200})$/, href: 'https://soundcloud.com/{id}' },
      ],
    },
  },
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
  /** Whether Atom and JSON feeds carry articles in full. RSS and all lists carry the standfirst. */
  fullTextFeeds: false as boolean,
  /**
   * Nobody approves copy that they changed since it was last approved. When true, an editor may approve what a reporter
   * filed and they rewrote themselves: then nobody else has read what goes out. Weaker; for newsrooms with one editor on
   * duty. It never holds for corrections and updates.
   */
  editorsMayApproveTheirEdits: false as boolean,
  /** Whether the day of the month is written as an ordinal, in each calendar: ১৭ই কার্তিক, but ২ নভেম্বর. */
  ordinalDays: { bangla: true, gregorian: false },
} as const;

export type Section = keyof typeof newsroom.sections;

export const sections = Object.keys(newsroom.sections) as [Section, ...Section[]];

export const Section = z
  .enum(sections, { error: () => `must be one of: ${sections.join(', ')}` })
  .meta({ id: 'Section' });

/** Who is alerted of a publication: nobody, the section's subscribers, or all subscribers of breaking news as well. */
export const AlertLevel = z.enum(['none', 'section', 'breaking']);
export type AlertLevel = z.infer<typeof AlertLevel>;
