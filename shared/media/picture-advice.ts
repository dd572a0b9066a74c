import type { FileKind } from './file-kind.ts';
import { type Refusal, refused } from './refusal.ts';

/** What to send instead of a file of a kind that is not accepted, in English and in Bengali. */
export const pictureAdvice: Partial<Record<FileKind, Refusal>> = {
  gif: refused('GIF is not accepted: send JPEG or PNG', 'GIF নেওয়া হয় না: JPEG বা PNG পাঠান'),
  apng: refused('it moves: send a still picture, as JPEG or PNG', 'ছবিটি চলমান: স্থির ছবি পাঠান, JPEG বা PNG'),
  avis: refused('it moves: send a still picture, as JPEG or PNG', 'ছবিটি চলমান: স্থির ছবি পাঠান, JPEG বা PNG'),
  svg: refused(
    'SVG is a document that can run scripts: send PNG',
    'SVG আসলে একটি নথি, যাতে প্রোগ্রাম থাকতে পারে: PNG পাঠান',
  ),
  heic: refused(
    'HEIC is not accepted: send JPEG. An iPhone takes JPEG with Settings, Camera, Formats, Most Compatible',
    'HEIC নেওয়া হয় না: JPEG পাঠান। আইফোনে Settings, Camera, Formats থেকে Most Compatible বেছে নিলে JPEG হয়',
  ),
  other: refused(
    'it is no picture that can be read: send JPEG, PNG, WebP or AVIF',
    'এটি পড়ার মতো ছবি নয়: JPEG, PNG, WebP বা AVIF পাঠান',
  ),
};
