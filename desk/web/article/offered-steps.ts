import { needsDecision } from '../../../shared/articles/alerting.ts';
import type { Article, State } from '../../../shared/articles/article.ts';
import { mayApprove } from '../../../shared/articles/clearing.ts';
import { guard, type StepName, steps } from '../../../shared/articles/workflow.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Who } from '../sign-in/session.ts';
import type { Words } from '../words/catalogue.ts';

/** A field of a step's form, by the word that it is called. */
type FieldOf = {
  name: 'note' | 'reason' | 'publishAt' | 'expireAt' | 'sendAlert' | 'mailCorrection' | 'mailRetraction';
  called:
    | 'note'
    | 'noteToReaders'
    | 'remark'
    | 'reason'
    | 'publishAt'
    | 'expireAt'
    | 'sendAlert'
    | 'mailCorrection'
    | 'mailRetraction';
  kind: 'text' | 'instant' | 'choice';
  isNeeded?: boolean;
  /** Whether it is asked of this article. */
  when?: (article: Article) => boolean;
};

export type OfferedName = keyof Words['step'] & StepName;

/** Asked of what is not released yet: of a published article the API refuses it. */
const publishTime: FieldOf = {
  name: 'publishAt',
  called: 'publishAt',
  kind: 'instant',
  when: ({ state }) => state === 'submitted' || state === 'approved',
};
const endTime: FieldOf = { name: 'expireAt', called: 'expireAt', kind: 'instant' };
const reason: FieldOf = { name: 'reason', called: 'reason', kind: 'text', isNeeded: true };
const remark: FieldOf = { name: 'note', called: 'remark', kind: 'text' };

/**
 * The steps that the desk offers, in this order, with what each asks: who may take them, and from where, is the workflow's
 * own table. `isGrave` ones are set apart from what is done every day.
 */
const offered: Record<OfferedName, { fields: readonly FieldOf[]; isGrave?: true }> = {
  submit: { fields: [] },
  approve: {
    fields: [
      publishTime,
      endTime,
      {
        name: 'sendAlert',
        called: 'sendAlert',
        kind: 'choice',
        when: (article) => needsDecision(article, new Date().toISOString()),
      },
      {
        name: 'mailCorrection',
        called: 'mailCorrection',
        kind: 'choice',
        when: ({ correction, alerted = [] }) => correction !== undefined && alerted.length > 0,
      },
    ],
  },
  return: { fields: [{ name: 'note', called: 'note', kind: 'text', isNeeded: true }] },
  unschedule: { fields: [] },
  reschedule: { fields: [publishTime, endTime] },
  correct: { fields: [{ name: 'note', called: 'noteToReaders', kind: 'text', isNeeded: true }] },
  update: { fields: [] },
  render: { fields: [] },
  unspike: { fields: [] },
  reinstate: { fields: [reason] },
  spike: { fields: [remark], isGrave: true },
  unpublish: { fields: [remark], isGrave: true },
  retract: {
    fields: [
      reason,
      {
        name: 'mailRetraction',
        called: 'mailRetraction',
        kind: 'choice',
        when: ({ alerted = [] }) => alerted.length > 0,
      },
    ],
    isGrave: true,
  },
  kill: { fields: [reason], isGrave: true },
};

export type Offer = {
  name: OfferedName;
  fields: readonly FieldOf[];
  isGrave: boolean;
  whyNot: keyof Words['whyNot'] | undefined;
};

/** What somebody is shown although they may not take it: else they would look for it. */
const expected: readonly OfferedName[] = ['submit', 'approve', 'return'];

/** The steps that an article may take from where it is, and why somebody cannot take one of those they would look for. */
export function stepsFor(article: Article, { by, roles }: Who): Offer[] {
  return (Object.keys(offered) as OfferedName[])
    .map((name) => {
      const { fields, isGrave = false } = offered[name];
      const asked = fields.filter(({ when }) => when === undefined || when(article));
      return { name, fields: asked, isGrave, whyNot: whyNot(name, article, { by, roles }) };
    })
    .filter(({ name, whyNot: no }) => {
      return no === undefined || (no !== 'wrong-state' && expected.includes(name));
    });
}

/** Asks the workflow as the API will. The instant plays no part in whether a step may be taken. */
export function whyNot(
  name: StepName,
  article: Article,
  { by, roles }: Pick<Who, 'by' | 'roles'>,
): keyof Words['whyNot'] | undefined {
  try {
    guard(name, article, { by, roles, at: '' });
    return name === 'approve' && !mayApprove(article, by) ? 'own-copy' : undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const isFromHere = (steps[name].from as readonly State[]).includes(article.state);
    return error.code === 'forbidden' && isFromHere ? 'forbidden' : 'wrong-state';
  }
}
