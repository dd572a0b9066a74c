import { createHash } from 'node:crypto';
import { newsroom } from '../newsroom.ts';

type Words = Readonly<Record<string, string>>;

/** What the sign-up form says a reader agrees to. Words that change are a new version: keep the old in `all`. */
export const wording = {
  title: 'খবর পান ই-মেইলে',
  purpose: 'যে বিভাগ বেছে নেবেন, তাতে জরুরি কিছু ঘটলে আমরা ই-মেইলে জানাব।',
  frequency: 'সব খবরের জন্য নয়, শুধু যেটি তখনই জানা দরকার। কোনো দিন একটিও না, কোনো দিন কয়েকটি।',
  sender: `পাঠাবে ${newsroom.name}, আর কেউ নয়।`,
  end: 'প্রতিটি মেইলেই একটি চাপে বন্ধ করা যায়।',
  privacy: 'ঠিকানাটি আর কোনো কাজে লাগাই না, কাউকে দিই না। মেইল খুললেন কি না, তা-ও দেখি না।',
} as const;

/** What the page of preferences says to whoever ticks one more. */
export const choosing = {
  title: 'ই-মেইলে কী পাবেন',
  purpose: 'ঠিকানায় যা যায়।',
  button: 'রাখুন',
} as const;

const versionOf = (words: Words) =>
  createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);

/** The version of the words, which the proof of consent names: the beginning of their SHA-256. */
export const wordingVersion = versionOf(wording);
export const choosingVersion = versionOf(choosing);

/** Words by version. Proofs name those that forms had before as well: when some change, add what was printed, and never change it. */
const all = new Map(
  [wording, choosing].map((words: Words) => [versionOf(words), Object.values(words).join('\n')]),
);

/** The words that a proof names by their version, as a reader read them; undefined for a version that no form had. */
export const wordsOf = (version: string | undefined) =>
  version === undefined ? undefined : all.get(version);
