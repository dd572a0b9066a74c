import { newsroom } from '../newsroom.ts';
import { type Letter, letter } from './letter.ts';
import { pageLink } from './links.ts';
import type { Wish } from './subscription.ts';

/** Asks a reader to confirm a wish. The link opens a page with a button; opening it changes nothing. */
export function confirmationLetter({ sections }: Wish, token: string, origin: string): Letter {
  const wishes = sections
    .map((interest) => (interest === 'breaking' ? 'ব্রেকিং নিউজ' : newsroom.sections[interest]))
    .join(', ');
  return letter(`${newsroom.name}: আপনার সাবস্ক্রিপশন নিশ্চিত করুন`, [
    `আপনি ${newsroom.name}-এর খবর ই-মেইলে পেতে চেয়েছেন: ${wishes}।`,
    { link: pageLink(origin, 'confirm', token), label: 'নিশ্চিত করতে এই লিংকে যান' },
    'লিংকটি সাত দিন কার্যকর থাকবে। অনুরোধটি আপনার না হলে কিছু করতে হবে না, আর কোনো মেইল যাবে না।',
  ]);
}
