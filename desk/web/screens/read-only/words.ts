import { bilingual } from '../../words/bilingual.ts';

export const readOnlyWords = bilingual(
  {
    notice: (name: string, since: string, reason: string) =>
      `এখন শুধু পড়া যায়, কিছু বদলানো যায় না: ${reason}। বন্ধ রেখেছেন ${name}, ${since}। লেখায় যা বদলান আর যে ধাপ নেন, এই যন্ত্রে থাকছে; খুললে পাঠানো হবে।`,
    fact: {
      'newsroom.made-read-only': 'সব বদলানো বন্ধ রেখেছেন',
      'newsroom.made-writable': 'বদলানো আবার খুলে দিয়েছেন',
    } as Record<string, string>,
  },
  {
    notice: (name, since, reason) =>
      `The newsroom is read-only: ${reason}. ${name} made it so, ${since}. What you write in articles and the steps you take stay on this device, and are sent when that ends.`,
    fact: {
      'newsroom.made-read-only': 'made the newsroom read-only',
      'newsroom.made-writable': 'made the newsroom writable again',
    },
  },
);
