import { newsroom } from '../newsroom.ts';
import type { Alert } from './alert.ts';
import { type Letter, letter } from './letter.ts';

/** Alerts a reader to an article. `endLink` is the reader's own link to unsubscribe. */
export function alertLetter(
  { kind, section, headline, standfirst, path }: Alert,
  origin: string,
  endLink: string,
): Letter {
  const about = kind === 'breaking' ? 'ব্রেকিং নিউজ' : newsroom.sections[section];
  return letter(`${about}: ${headline}`, [
    headline,
    ...(standfirst ? [standfirst] : []),
    { link: `${origin}${path}`, label: 'পুরো খবর পড়ুন' },
    { link: endLink, label: 'এই মেইল আর না চাইলে' },
  ]);
}
