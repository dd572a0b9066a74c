import { newsroom } from '../newsroom.ts';
import { type Letter, letter } from './letter.ts';
import type { Subscription } from './subscription.ts';

/** Asks a reader to confirm a subscription. The link opens a page with a button; opening it changes nothing. */
export function confirmationLetter({ id, confirmToken, wanted }: Subscription, origin: string): Letter {
  const link = `${origin}/confirm?token=${id}.${confirmToken}`;
  const wishes = wanted
    .map((interest) => (interest === 'breaking' ? 'ব্রেকিং নিউজ' : newsroom.sections[interest]))
    .join(', ');
  return letter(`${newsroom.name}: আপনার সাবস্ক্রিপশন নিশ্চিত করুন`, [
    `আপনি ${newsroom.name}-এর খবর ই-মেইলে পেতে চেয়েছেন: ${wishes}।`,
    { link, label: 'নিশ্চিত করতে এই লিংকে যান' },
    'লিংকটি সাত দিন কার্যকর থাকবে। অনুরোধটি আপনার না হলে কিছু করতে হবে না, আর কোনো মেইল যাবে না।',
  ]);
}
