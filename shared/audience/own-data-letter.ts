import { newsroom } from '../newsroom.ts';
import { type Letter, letter } from './letter.ts';
import { pageLink } from './links.ts';

/** Sends a reader the link to what is stored of them. */
export const ownDataLetter = (token: string, origin: string): Letter =>
  letter({
    subject: `${newsroom.name}: আপনার তথ্য দেখার লিংক`,
    headline: 'আপনার তথ্য দেখার লিংক',
    paragraphs: ['আপনার সম্পর্কে কী রাখা আছে, তা দেখতে বা সব মুছে ফেলতে এই লিংক চেয়েছেন।'],
    button: { link: pageLink(origin, 'my-data', token), label: 'আমার তথ্য' },
    why: 'লিংকটি এক ঘণ্টা কার্যকর থাকবে, একবারই কাজ করবে। আপনি না চেয়ে থাকলে কিছু করতে হবে না।',
  });
