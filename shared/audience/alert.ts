import * as z from 'zod';
import { isTombstone, type Published } from '../articles/live.ts';
import { addressOf } from '../articles/slug.ts';
import type { NewsEvent } from '../events.ts';
import { instant } from '../instant.ts';
import { Section } from '../newsroom.ts';
import type { Interest } from './interest.ts';
import { isOpen, Mailing, type MemberState } from './mailing.ts';

/** The content of an alert: enough for a mail, a phone notification or a machine. */
export const Alert = z.object({
  /** The alert's id, the same at every delivery. */
  id: z.string(),
  kind: Mailing.shape.kind,
  section: Section,
  articleId: z.string(),
  revision: z.int(),
  headline: z.string(),
  standfirst: z.string().optional(),
  /** Of a correction: what was wrong. */
  correction: z.string().optional(),
  /** Of a retraction: why. */
  reason: z.string().optional(),
  path: z.string(),
  at: instant,
});
export type Alert = z.infer<typeof Alert>;

type Told = NewsEvent<'article.published' | 'article.alert-asked' | 'article.retracted'>;

/** The alerts that a fact asks for, by kind, with the id of each. */
function askedBy(fact: Told): Pick<Alert, 'id' | 'kind'>[] {
  const { articleId, revision } = fact.data;
  if (fact.type === 'article.retracted')
    return fact.data.mailRetraction
      ? [{ id: `retraction-${articleId}-${revision}`, kind: 'retraction' }]
      : [];
  if (fact.type === 'article.alert-asked')
    return [{ id: `${firstOf(articleId)}-again-${fact.data.number}`, kind: fact.data.kind }];
  const { alert: kind, sendAlert = revision === 1, mailCorrection } = fact.data;
  const first = firstOf(articleId);
  return [
    ...(kind !== 'none' && sendAlert ? [{ id: revision === 1 ? first : `${first}-${kind}`, kind }] : []),
    ...(mailCorrection ? [{ id: `correction-${articleId}-${revision}`, kind: 'correction' as const }] : []),
  ];
}

const firstOf = (articleId: string) => `alert-${articleId}`;

/**
 * Whether a publication alerts readers: a first one that asks for it, and a later one for which an editor said so. Or
 * tells them of a correction, or of a retraction.
 */
export const asksForAlert = (fact: Told) => askedBy(fact).length > 0;

/** The alerts of a fact, if readers still have the article; of a retraction, if they do not have it back. */
export function alertsOf(fact: Told, published: Published | undefined): Alert[] {
  const isStanding = fact.type === 'article.retracted' ? 'retracted' : 'published';
  if (published?.state !== isStanding) return [];
  const { headline = '', section } = published;
  const { revision } = fact.data;
  const note = published.corrections?.findLast((one) => one.revision === revision)?.note;
  const about = isTombstone(published) ? { reason: published.reason } : { standfirst: published.standfirst };
  return askedBy(fact).map(({ id, kind }) => ({
    ...{ id, kind, section, articleId: published.id, revision },
    ...{
      headline,
      ...about,
      path: isTombstone(published) ? published.path : addressOf(published),
      at: fact.at,
    },
    ...(kind === 'correction' && note !== undefined ? { correction: note } : {}),
  }));
}

/**
 * The mailing of an alert. It goes to those whom the `earlier` mailings of the article did not reach, and takes over from
 * those that are under way; a correction goes to those they reached, with what was wrong, and a retraction to all of them.
 */
export function mailingOf(alert: Alert, earlier: readonly Mailing[], at: string): Mailing {
  const { id, kind, articleId, section, revision } = alert;
  const alerts = earlier.filter(isNews);
  const ids = alerts.map((one) => one.id);
  const common = { id, version: 1, state: 'sending' as const, articleId, section, at, stops: 0, deeds: [] };
  if (kind === 'correction' || kind === 'retraction') {
    const lists = [...new Set(alerts.flatMap(({ audience }) => audience.lists))];
    const of = { mailings: ids, states: ['sent', 'unknown'] satisfies MemberState[], before: revision };
    return { ...common, kind, audience: { lists, except: [], of } };
  }
  const open = takenOver(alerts);
  const lists = [...new Set([...listsOf(kind, section), ...open.flatMap(({ audience }) => audience.lists)])];
  const isBreaking = kind === 'breaking' || open.some((one) => one.kind === 'breaking');
  return { ...common, kind: isBreaking ? 'breaking' : 'section', audience: { lists, except: ids } };
}

/** The lists of readers that an alert goes to. */
export const listsOf = (kind: 'section' | 'breaking', section: Section): Interest[] =>
  kind === 'breaking' ? ['breaking', section] : [section];

/** Of earlier mailings of an article, those that a later alert takes over from: nobody is in two that go out at once. */
export const takenOver = (earlier: readonly Mailing[]) => earlier.filter((one) => isNews(one) && isOpen(one));

/** Whether it tells of an article, not of what was wrong with one. */
export const isNews = ({ kind }: Pick<Mailing, 'kind'>) => kind === 'section' || kind === 'breaking';
