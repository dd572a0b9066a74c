import type { Site } from '../site.ts';
import { subscriptionPage } from '../view/subscription.tsx';

/** `/confirm#token=…`: the page that confirmation mails link to. */
export const confirmPage = (site: Site): string =>
  subscriptionPage(
    'confirm',
    {
      title: 'গ্রাহক হওয়া নিশ্চিত করুন',
      lead: 'নিচের বোতামটি চাপলে আপনার বেছে নেওয়া বিভাগের খবর ই-মেইলে পৌঁছাতে শুরু করবে।',
      button: 'নিশ্চিত করছি',
      done: 'ধন্যবাদ। আপনি এখন খবরের গ্রাহক।',
    },
    site,
  );
