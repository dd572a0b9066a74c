import { newsroom } from '../newsroom.ts';
import type { Alert } from './alert.ts';
import type { Subscription } from './subscription.ts';

/** A mail as text and HTML, before it is addressed. */
export type Letter = { subject: string; text: string; html: string };

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

/** Alerts a reader to an article. `{{endLink}}` is the reader's own link to unsubscribe. */
export function alertLetter({ kind, section, headline, standfirst, path }: Alert, origin: string): Letter {
  const about = kind === 'breaking' ? 'ব্রেকিং নিউজ' : newsroom.sections[section];
  return letter(`${about}: ${headline}`, [
    headline,
    ...(standfirst ? [standfirst] : []),
    { link: `${origin}${path}`, label: 'পুরো খবর পড়ুন' },
    { link: '{{endLink}}', label: 'এই মেইল আর না চাইলে' },
  ]);
}

type Line = string | { link: string; label: string };

function letter(subject: string, lines: Line[]): Letter {
  return {
    subject: literal(subject),
    text: `${lines.map((line) => (typeof line === 'string' ? literal(line) : `${line.label}: ${line.link}`)).join('\n\n')}\n\n${newsroom.name}\n`,
    html: `<!doctype html><html lang="bn"><body style="font-family:'Noto Serif Bengali',serif;font-size:17px;line-height:1.7">${lines
      .map((line) =>
        typeof line === 'string'
          ? `<p>${escaped(literal(line))}</p>`
          : `<p><a href="${escaped(line.link)}">${escaped(line.label)}</a></p>`,
      )
      .join('')}<p>${escaped(newsroom.name)}</p></body></html>`,
  };
}

/** Text with `{{` and `}}` broken up, so that it cannot be a template field. */
const literal = (text: string) => text.replaceAll('{{', '{ {').replaceAll('}}', '} }');

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
