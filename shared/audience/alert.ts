import * as z from 'zod';
import type { Live } from '../articles/live.ts';
import type { NewsEvent } from '../events.ts';
import { instant } from '../instant.ts';
import { Section } from '../newsroom.ts';
import { isOpen, type Mailing, type MemberState } from './mailing.ts';
import type { Interest } from './subscription.ts';

/** The content of an alert: enough for a mail, a phone notification or a machine. */
export const Alert = z.object({
  /** The alert's id, the same at every delivery. */
  id: z.string(),
  kind: z.enum(['section', 'breaking', 'correction']),
  section: Section,
  articleId: z.string(),
  revision: z.int(),
  headline: z.string(),
  standfirst: z.string().optional(),
  /** Of a correction: what was wrong. */
  correction: z.string().optional(),
  path: z.string(),
  at: instant,
});
export type Alert = z.infer<typeof Alert>;

type Told = NewsEvent<'article.published'> | NewsEvent<'article.alert-asked'>;

/** The alerts that a fact asks for, by kind, with the id of each. */
function askedBy(fact: Told): Pick<Alert, 'id' | 'kind'>[] {
  const { articleId, revision } = fact.data;
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
 * tells them of a correction.
 */
export const asksForAlert = (fact: Told) => askedBy(fact).length > 0;

/** The alerts of a fact, if readers still have the article. */
export function alertsOf(fact: Told, live: Live | undefined): Alert[] {
  if (live?.state !== 'published') return [];
  const { headline, standfirst, section, path } = live;
  const note = live.corrections.findLast(({ revision }) => revision === fact.data.revision)?.note;
  return askedBy(fact).map(({ id, kind }) => ({
    ...{ id, kind, section, articleId: live.id, revision: fact.data.revision },
    ...{ headline, standfirst, path, at: fact.at },
    ...(kind === 'correction' && note !== undefined ? { correction: note } : {}),
  }));
}

/**
 * The mailing of an alert. It goes to those whom the `earlier` mailings of the article did not reach, and takes over from
 * those that are under way; a correction goes to those they reached, with what was wrong.
 */
export function mailingOf(alert: Alert, earlier: readonly Mailing[], at: string): Mailing {
  const { id, kind, articleId, section, revision } = alert;
  const alerts = earlier.filter((one) => one.kind !== 'correction');
  const ids = alerts.map((one) => one.id);
  const common = { id, version: 1, state: 'sending' as const, articleId, section, at, stops: 0, deeds: [] };
  if (kind === 'correction') {
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
export const takenOver = (earlier: readonly Mailing[]) =>
  earlier.filter((one) => one.kind !== 'correction' && isOpen(one));
