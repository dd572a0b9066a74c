import type { Article } from '../articles/article.ts';
import { moment } from '../bangla/dates.ts';
import type { NewsEvent, staffEvents } from '../events.ts';
import { newsroom } from '../newsroom.ts';

/** Facts that staff are notified of. */
export type StaffEvent = NewsEvent<(typeof staffEvents)[number]>;

/** A message to staff: a text for a mail or a chat, and attributes that subscriptions filter on. */
export type StaffMessage = { text: string; attributes: Record<string, string> };

/**
 * The message that copy has been submitted, returned, approved or assigned, that it could not be rendered, that an approval is void, or that a correction
 * in work has ended. `to` names one person whom it concerns besides the reporter: who approved, or was assigned.
 */
export function staffMessageOf(
  fact: StaffEvent,
  { id, headline = id, reporter: filedBy }: Article,
  nameOf: (account: string) => string,
): StaffMessage {
  const { type, data } = fact;
  const [reporter, by] = [nameOf(filedBy), nameOf(fact.by)];
  const { what, to, more = [] } = said(fact, nameOf);
  return {
    text: [
      `${newsroom.sections[data.section]}: “${headline}” ${what} (${by})`,
      ...more,
      `/api/articles/${id}`,
    ].join('\n'),
    attributes: {
      ...{ type: type.slice('article.'.length), section: data.section, article: id, reporter, by },
      ...(to === undefined ? {} : { to }),
    },
  };
}

/** The accounts that a message names. */
export function peopleIn({ by, data }: StaffEvent, { reporter }: Article): string[] {
  const { approvedBy, openedBy, to } = { approvedBy: undefined, openedBy: undefined, to: undefined, ...data };
  return [by, reporter, approvedBy, openedBy, to].filter((account) => account !== undefined);
}

/** What a message says has happened, to whom besides the reporter, and in further lines. */
function said(
  { type, data }: StaffEvent,
  nameOf: (account: string) => string,
): { what: string; to?: string; more?: string[] } {
  switch (type) {
    case 'article.submitted':
      return { what: 'অনুমোদনের অপেক্ষায়' };
    case 'article.returned':
      return { what: 'ফেরত এসেছে', more: [data.note] };
    case 'article.approved':
      return { what: 'অনুমোদিত হয়েছে' };
    case 'article.render-failed':
      return {
        what: 'প্রকাশ করা যায়নি: পাতাটি তৈরি হয়নি',
        ...(data.approvedBy === undefined ? {} : { to: data.approvedBy }),
        more: [data.reason],
      };
    case 'article.approval-voided':
      return {
        what: `${nameOf(data.approvedBy)}-এর অনুমোদন আর বহাল নেই`,
        to: nameOf(data.approvedBy),
        more: emptySlot(data.publishAt),
      };
    case 'article.change-dropped': {
      const { copyVersion, approvedBy, openedBy, publishAt } = data;
      return {
        what: 'পাঠকের কাছ থেকে সরে যাওয়ায় চলমান সংশোধন বাদ পড়েছে',
        to: nameOf(approvedBy ?? openedBy),
        more: [...(copyVersion === undefined ? [] : [`লেখাটি আছে: v${copyVersion}`]), ...emptySlot(publishAt)],
      };
    }
    case 'article.assigned':
      return data.to === undefined
        ? { what: 'আবার প্রতিবেদকের কাছে' }
        : { what: `${nameOf(data.to)}-কে দেওয়া হয়েছে`, to: nameOf(data.to) };
  }
}

const emptySlot = (publishAt: string | undefined) =>
  publishAt === undefined ? [] : [`${moment(publishAt)}-এর জায়গা এখন খালি`];
