import { type Found, foundBy } from './found.ts';

/** Two ends of one sentence: ।। or । । or ॥ or ।.. */
export const doubleDanda = (text: string): Found[] =>
  foundBy(/[।॥](?:\s*[।॥]|\.)+|॥/g, text, 'A sentence ends with one ।.');
