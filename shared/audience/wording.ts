import { createHash } from 'node:crypto';
import { newsroom } from '../newsroom.ts';

/** What the sign-up form says a reader agrees to. Words that change are a new version: add them to `test/audience/wordings.json`. */
export const wording = {
  title: 'খবর পান ই-মেইলে',
  purpose: 'যে বিভাগ বেছে নেবেন, তাতে জরুরি কিছু ঘটলে আমরা ই-মেইলে জানাব।',
  frequency: 'সব খবরের জন্য নয়, শুধু যেটি তখনই জানা দরকার। কোনো দিন একটিও না, কোনো দিন কয়েকটি।',
  sender: `পাঠাবে ${newsroom.name}, আর কেউ নয়।`,
  end: 'প্রতিটি মেইলেই একটি চাপে বন্ধ করা যায়।',
  privacy: 'ঠিকানাটি আর কোনো কাজে লাগাই না, কাউকে দিই না। মেইল খুললেন কি না, তা-ও দেখি না।',
} as const;

/** The version of the words, which the proof of consent names: the beginning of their SHA-256. */
export const wordingVersion = createHash('sha256').update(JSON.stringify(wording)).digest('hex').slice(0, 16);
