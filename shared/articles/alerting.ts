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

/** Readers are alerted of an article, unless it has only come from an archive. */
const canAlert = ({ alert, backdatedTo }: Article) => alert !== 'none' && backdatedTo === undefined;

/** Whether an approval of a change has to say if its alert goes out: the copy asks for one that has not gone out. */
export const needsDecision = (article: Article) => article.path !== undefined && owesAlert(article);

/** Whether copy asks for an alert that has not gone out. */
export const owesAlert = (article: Article) => canAlert(article) && !isSent(article);

/**
 * Whether the alert of approved copy goes out with it: with a first publication unless the editor says no. With a change
 * that raises the alert, the editor has to say: throws `invalid-input` without a decision, and for a second alert of the
 * same kind. Undefined when there is nothing to decide.
 */
export function sendsAlert(article: Article, said: boolean | undefined): boolean | undefined {
  const { alert } = article;
  const isOpen = owesAlert(article);
  if (said === true && !isOpen) throw refusal(whyNot(article));
  if (!isOpen) return undefined;
  if (said === undefined && needsDecision(article))
    throw refusal(
      `is needed: its ${alert} alert has not gone out. Send true to alert readers now, or false for no alert`,
    );
  return said ?? true;
}

function whyNot({ alert, backdatedTo }: Article): string {
  if (backdatedTo !== undefined) return 'must not be true: an article of an archive alerts nobody';
  return alert === 'none'
    ? 'must not be true: the copy asks for no alert; save it with alert section or breaking'
    : `must not be true: its ${alert} alert has gone out, and goes out once`;
}

const refusal = (detail: string, field = 'sendAlert') =>
  new Problem('invalid-input', `${field} ${detail}`, { errors: [{ pointer: `/${field}`, detail }] });

/** Whether this publication sends its alert, and which have gone out after it. */
export function alertsWith(
  article: Article,
  at: string,
): { sends: boolean; went: Pick<Article, 'alerted' | 'alertedAt'> } {
  const { alert, alerted = [], revision, sendAlert = revision === 1 } = article;
  const sends = alert !== 'none' && sendAlert && canAlert(article) && !isSent(article);
  return { sends, went: sends ? { alerted: [...alerted, alert], alertedAt: at } : { alerted } };
}

/**
 * Days for which the newsroom knows whom it mailed an article. Those who are told of a mistake are found among them, so
 * that it is told of a while before: a mailing can stand still for days.
 */
export const daysMailed = { known: 90, told: 84 };

/**
 * Whether those who were mailed what a correction corrects are told of it, as its approval says. Throws `invalid-input`
 * where there is nothing to tell, or nobody.
 */
export function mailsCorrection(
  article: Article,
  said: boolean | undefined,
  actor: Actor,
): { mailCorrection?: true } {
  if (!said) return {};
  if (!article.correction) throw refusal('must not be true: no correction is in work', 'mailCorrection');
  checkWasMailed(article, actor, 'mailCorrection');
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

function checkWasMailed({ alerted = [], alertedAt }: Article, { at }: Actor, field: string) {
  if (alerted.length === 0)
    throw refusal('must not be true: no alert of it has gone out, so nobody was mailed it', field);
  // Before its time was recorded, an alert may have gone out at any.
  if (alertedAt && Date.parse(at) - Date.parse(alertedAt) > daysMailed.told * day)
    throw refusal(
      `must not be true: its last alert went out over ${daysMailed.told} days ago, and whom it reached is forgotten soon`,
      field,
    );
}

/** More would only reach who has subscribed since. */
const mostAgain = 20;

/** Milliseconds between two of one kind: machines get each, and two people may press one button. */
const leastAgain = 10 * 60_000;

/** Alerts, by mail and to machines, whom the alerts of an article before did not reach. */
export function alertAgain(article: Article, kind: 'section' | 'breaking', actor: Actor): Outcome {
  guard('alert', article, actor);
  const { alertsAgain = 0, alertedAgain, alerted = [], path = '', backdatedTo, state, version } = article;
  const why =
    backdatedTo !== undefined
      ? 'is of an archive: it alerts nobody'
      : `has alerted readers ${alertsAgain} times again: that is enough`;
  if (backdatedTo !== undefined || alertsAgain >= mostAgain)
    throw new Problem('wrong-state', `${article.id} ${why}`, { state, version });
  if (alertedAgain?.kind === kind && Date.parse(actor.at) - Date.parse(alertedAgain.at) < leastAgain)
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
      alertedAt: actor.at,
    },
    { kind, number, path },
  );
}
