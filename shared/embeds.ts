/** A form that addresses of a provider's pages have, and where what is there can be played in a frame. */
export type Form = {
  page: RegExp;
  href: string;
  frame?: {
    /** Of a film, of a film made for telephones, of sound alone. */
    shape: 'wide' | 'tall' | 'sound';
    /** With the id, the last part of its path, or the page's address, escaped. */
    src: string;
  };
};

/**
 * The only providers whose media may be embedded, with the forms that addresses of their pages have. `page` finds the
 * id in an address without scheme, without `www.` or `m.` and without what tells who shared it; `href` is that page. A
 * reader's browser requests nothing from the provider until the reader plays it or follows the link. The policy of pages
 * allows frames of these providers and of nobody else.
 */
export const embeds = {
  youtube: {
    name: 'ইউটিউব',
    link: 'ভিডিওটি ইউটিউবে দেখুন',
    forms: [
      {
        page: /^(?:youtu\.be\/|youtube(?:-nocookie)?\.com\/(?:watch\?v=|shorts\/|live\/|embed\/))([\w-]{11})$/,
        href: 'https://www.youtube.com/watch?v={id}',
        frame: { shape: 'wide', src: 'https://www.youtube-nocookie.com/embed/{id}?autoplay=1&rel=0' },
      },
    ],
  },
  facebook: {
    name: 'ফেসবুক',
    link: 'পোস্টটি ফেসবুকে দেখুন',
    forms: [
      {
        page: /^facebook\.com\/(?:watch(?:\/live)?\?v=|reel\/|[\w.-]{1,80}\/videos\/(?:[\w.-]{1,80}\/)?)(\d{6,20})$/,
        href: 'https://www.facebook.com/watch/?v={id}',
        frame: {
          shape: 'wide',
          src: 'https://www.facebook.com/plugins/video.php?href={href}&show_text=false&autoplay=true',
        },
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
    link: 'পোস্টটি এক্সে দেখুন',
    forms: [
      {
        page: /^(?:x|twitter)\.com\/(\w{1,20}\/status\/\d{5,25})(?:\/(?:photo|video)\/\d)?$/,
        href: 'https://x.com/{id}',
      },
    ],
  },
  instagram: {
    name: 'ইনস্টাগ্রাম',
    link: 'পোস্টটি ইনস্টাগ্রামে দেখুন',
    forms: [
      {
        page: /^instagram\.com\/(?:[\w.]{1,30}\/)?((?:p|reel|tv)\/[\w-]{5,40})$/,
        href: 'https://www.instagram.com/{id}/',
      },
    ],
  },
  tiktok: {
    name: 'টিকটক',
    link: 'ভিডিওটি টিকটকে দেখুন',
    forms: [
      {
        page: /^tiktok\.com\/(@[\w.]{1,40}\/video\/\d{10,25})$/,
        href: 'https://www.tiktok.com/{id}',
        frame: { shape: 'tall', src: 'https://www.tiktok.com/player/v1/{name}?autoplay=1' },
      },
      { page: /^(?:vm\.|vt\.)tiktok\.com\/(\w{6,20})$/, href: 'https://vm.tiktok.com/{id}/' },
    ],
  },
  vimeo: {
    name: 'ভিমিও',
    link: 'ভিডিওটি ভিমিওতে দেখুন',
    forms: [
      {
        page: /^(?:player\.)?vimeo\.com\/(?:video\/)?(\d{6,12})$/,
        href: 'https://vimeo.com/{id}',
        frame: { shape: 'wide', src: 'https://player.vimeo.com/video/{id}?autoplay=1&dnt=1' },
      },
    ],
  },
  soundcloud: {
    name: 'সাউন্ডক্লাউড',
    link: 'অডিওটি সাউন্ডক্লাউডে শুনুন',
    forms: [
      {
        page: /^soundcloud\.com\/([\w-]{1,80}\/[\w-]{1,200})$/,
        href: 'https://soundcloud.com/{id}',
        frame: { shape: 'sound', src: 'https://w.soundcloud.com/player/?url={href}&auto_play=true' },
      },
    ],
  },
} as const satisfies Record<string, { name: string; link: string; forms: readonly Form[] }>;
