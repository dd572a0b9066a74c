import type { Article } from '../articles/article.ts';
import type { NewsEvent, staffEvents } from '../events.ts';
import { newsroom } from '../newsroom.ts';

/** Facts that staff are notified of. */
export type StaffEvent = NewsEvent<(typeof staffEvents)[number]>;

/** A message to staff: a text for a mail or a chat, and attributes that subscriptions filter on. */
export type StaffMessage = { text: string; attributes: Record<string, string> };

const words = {
  'article.submitted': 'অনুমোদনের অপেক্ষায়',
  'article.returned': 'ফেরত এসেছে',
  'article.approved': 'অনুমোদিত হয়েছে',
} as const;

/** The message that copy has been submitted, returned or approved. */
export function staffMessageOf(
  { type, by, data }: StaffEvent,
  { id, headline = id, reporter }: Article,
): StaffMessage {
  const note = type === 'article.returned' ? `\n${data.note}` : '';
  return {
    text: `${newsroom.sections[data.section]}: “${headline}” ${words[type]} (${by})${note}\n/api/articles/${id}`,
    attributes: { type: type.slice('article.'.length), section: data.section, article: id, reporter, by },
  };
}
