import { type Found, foundBy } from './found.ts';

/** Signs of a markup that readers would see: HTML, entities, and what other programs make of ~~ and [x]. */
export const pastedMarkup = (text: string): Found[] => [
  ...foundBy(/<\/?[a-z][a-z0-9:-]{0,20}(?:\s[^<>]{0,500})?\/?>/gi, text, 'Readers see this sign of HTML.'),
  ...foundBy(/&(?:[a-z]{2,10}|#\d{1,6}|#x[\da-f]{1,6});/gi, text, 'Readers see this code of HTML.'),
  ...foundBy(/~~(?=\S)[^~\n]{1,200}~~/g, text, 'Readers see the ~~: nothing is struck out.'),
  ...foundBy(/(?<![\p{L}\p{N}])\[[ xX]\](?=\s)/gu, text, 'Readers see this box as signs.'),
  ...foundBy(/\[\^[^\]\s]{1,20}\]/g, text, 'Readers see this footnote sign; write the note into the text.'),
  ...foundBy(/`{1,3}[^`\n]{0,200}`{0,3}/g, text, 'Readers see these signs of code.'),
  ...foundBy(/<[!?][^<>]{0,200}>?/g, text, 'Readers see this sign of HTML.'),
  ...foundBy(/\*\*|(?<!_)__(?!_)/g, text, 'Readers see these signs: the emphasis has no other end.'),
];
