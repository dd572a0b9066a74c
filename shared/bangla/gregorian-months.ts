/**
 * The months in the spelling of the Bangla Academy. Not those of Intl: they change even within one major version of Node,
 * and would change pages.
 */
export const gregorianMonths = [
  'জানুয়ারি',
  'ফেব্রুয়ারি',
  'মার্চ',
  'এপ্রিল',
  'মে',
  'জুন',
  'জুলাই',
  'আগস্ট',
  'সেপ্টেম্বর',
  'অক্টোবর',
  'নভেম্বর',
  'ডিসেম্বর',
];
