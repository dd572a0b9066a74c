import type { Actor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Article } from './article.ts';
import { guard, move, type Outcome } from './workflow.ts';

const day = 24 * 60 * 60_000;

/** An alert of a level tells everybody whom a lower one tells. */
const covers = { section: ['section', 'breaking'], breaking: ['breaking'] } as const;

/** Whether the alert that a copy asks for has gone out: of a higher level, too. */
const isSent = ({ alert, alerted }: Article) =>
  alert !== 'none' && alerted?.some((sent) => (covers[alert] as readonly string[]).includes(sent)) === true;

/**
 * Days for which the newsroom knows whom it mailed an article. So that nobody gets one twice, and everybody hears of a mistake
 * in it, no mail of an article begins later; it ends a while before, since a mailing can stand still for days.
 */
export const daysMailed = { known: 90, open: 84 };

/** Whether the first alert of an article went out so long ago that whom it reached is forgotten soon, or is. */
export const isLongMailed = ({ alerted = [], alertedAt, createdAt }: Article, at: string) =>
  // Before its time was recorded, it may have gone out at any.
  alerted.length > 0 && Date.parse(at) - Date.parse(alertedAt ?? createdAt) > daysMailed.open * day;

/** Readers are alerted of an article, unless it has only come from an archive, or was mailed long ago. */
const canAlert = (article: Article, at: string) =>
  article.alert !== 'none' && article.backdatedTo === undefined && !isLongMailed(article, at);

/** Whether an approval of a change has to say if its alert goes out: the copy asks for one that has not gone out. */
export const needsDecision = (article: Article, at: string) =>
  article.path !== undefined && owesAlert(article, at);

/** Whether copy asks for an alert that has not gone out. */
export const owesAlert = (article: Article, at: string) => canAlert(article, at) && !isSent(article);

/** When approved copy goes to readers, and its mail with it: now, or after an embargo. */
export const goesOutAt = (publishAt: string | undefined, at: string) =>
  publishAt !== undefined && publishAt > at ? publishAt : at;

/**
 * Whether the alert of approved copy goes out with it, at `then`: with a first publication unless the editor says no. With
 * a change that raises the alert, the editor has to say: throws `invalid-input` without a decision, and for a second alert
 * of the same kind. Undefined when there is nothing to decide.
 */
export function sendsAlert(
  article: Article,
  said: boolean | undefined,
  { at }: Pick<Actor, 'at'>,
  then = at,
): boolean | undefined {
  const { alert } = article;
  const isOpen = owesAlert(article, then);
  if (said === true && !isOpen) throw refusal(whyNot(article, at));
  if (!isOpen) return undefined;
  if (said === undefined && needsDecision(article, then))
    throw refusal(
      `is needed: its ${alert} alert has not gone out. Send true to alert readers now, or false for no alert`,
    );
  return said ?? true;
}

function whyNot(article: Article, at: string): string {
  const { alert, backdatedTo } = article;
  if (backdatedTo !== undefined) return 'must not be true: an article of an archive alerts nobody';
  if (alert === 'none')
    return 'must not be true: the copy asks for no alert; save it with alert section or breaking';
  return isSent(article)
    ? `must not be true: its ${alert} alert has gone out, and goes out once`
    : mailedTooLongAgo(article, at);
}

const mailedTooLongAgo = (article: Article, at: string) =>
  isLongMailed(article, at)
    ? `must not be true: its first alert went out over ${daysMailed.open} days ago, and whom it reached is forgotten`
    : `must not be true: at its publishAt its first alert went out over ${daysMailed.open} days before, and whom it reached is forgotten`;

/** Throws `invalid-input` when approved copy would go out only after the mail that its approval promised can. */
export function checkMailsThen(article: Article, publishAt: string | undefined, at: string): void {
  const { sendAlert, mailCorrection, alertedAt } = article;
  const isPromised = (sendAlert === true && alertedAt !== undefined) || mailCorrection === true;
  if (isPromised && isLongMailed(article, goesOutAt(publishAt, at)))
    throw refusal(
      `is too late for the mail that was approved: its first alert went out over ${daysMailed.open} days before`,
      'publishAt',
    );
}

const refusal = (detail: string, field = 'sendAlert') =>
  new Problem('invalid-input', `${field} ${detail}`, { errors: [{ pointer: `/${field}`, detail }] });

const firstAt = ({ alerted = [], alertedAt }: Article, at: string) =>
  alerted.length > 0 && alertedAt ? alertedAt : at;

/** Whether this publication sends its alert, and which have gone out after it. */
export function alertsWith(
  article: Article,
  at: string,
): { sends: boolean; went: Pick<Article, 'alerted' | 'alertedAt'> } {
  const { alert, alerted = [], revision, sendAlert = revision === 1 } = article;
  const sends = alert !== 'none' && sendAlert && owesAlert(article, at);
  return {
    sends,
    went: sends ? { alerted: [...alerted, alert], alertedAt: firstAt(article, at) } : { alerted },
  };
}

/**
 * Whether those who were mailed what a correction corrects are told of it when it goes out, as its approval says. Throws
 * `invalid-input` where there is nothing to tell, or nobody.
 */
export function mailsCorrection(
  article: Article,
  said: boolean | undefined,
  actor: Actor,
  then = actor.at,
): { mailCorrection?: true } {
  if (!said) return {};
  if (!article.correction) throw refusal('must not be true: no correction is in work', 'mailCorrection');
  checkWasMailed(article, actor, 'mailCorrection', then);
  return { mailCorrection: true };
}

/** Whether those who were mailed an article are told that it is retracted. Throws `invalid-input` where nobody was. */
export function mailsRetraction(
  article: Article,
  said: boolean | undefined,
  actor: Actor,
): { mailRetraction?: true } {
  if (!said) return {};
  checkWasMailed(article, actor, 'mailRetraction');
  return { mailRetraction: true };
}

function checkWasMailed(article: Article, { at }: Actor, field: string, then = at) {
  if ((article.alerted ?? []).length === 0)
    throw refusal('must not be true: no alert of it has gone out to anybody', field);
  if (isLongMailed(article, then)) throw refusal(mailedTooLongAgo(article, at), field);
}

/** Why nobody is alerted of an article any more. */
export const alertedLongAgo = `was first mailed over ${daysMailed.open} days ago: file it anew`;

/** More would only reach who has subscribed since. */
const mostAgain = 20;

/** Milliseconds between two: machines get each, and two people may press one button. What grows to breaking news waits for none. */
const leastAgain = 10 * 60_000;

/** Alerts, by mail and to machines, whom the alerts of an article before did not reach. */
export function alertAgain(article: Article, kind: 'section' | 'breaking', actor: Actor): Outcome {
  guard('alert', article, actor);
  const { alertsAgain = 0, alertedAgain, alerted = [], path = '', backdatedTo, state, version } = article;
  const why =
    (backdatedTo !== undefined && 'is of an archive: it alerts nobody') ||
    (alertsAgain >= mostAgain && `has alerted readers ${alertsAgain} times again: that is enough`) ||
    (isLongMailed(article, actor.at) && alertedLongAgo);
  if (why) throw new Problem('wrong-state', `${article.id} ${why}`, { state, version });
  const isRaised = alertedAgain?.kind === 'section' && kind === 'breaking';
  if (alertedAgain && !isRaised && Date.parse(actor.at) - Date.parse(alertedAgain.at) < leastAgain)
    throw new Problem(
      'too-many',
      `${article.id} alerted readers again at ${alertedAgain.at}: wait ten minutes`,
    );
  const number = alertsAgain + 1;
  return move(
    'alert',
    {
      ...article,
      alertsAgain: number,
      alertedAgain: { kind, at: actor.at },
      alerted: [...new Set([...alerted, kind])],
      alertedAt: firstAt(article, actor.at),
    },
    { kind, number, path },
  );
}
