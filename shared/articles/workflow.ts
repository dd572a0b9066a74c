import { type Actor, mustBe, type Role } from '../actor.ts';
import type { EventData, EventType, Fact } from '../events.ts';
import { Problem } from '../problem.ts';
import { type Article, isLive, type State } from './article.ts';

type Who = Role | 'its reporter' | 'its assignee' | 'system';
type Step = { from: readonly State[]; to: State | 'same'; who: readonly Who[]; fact: EventType };

/** Copy that the newsroom works on. */
const inWork = ['draft', 'submitted', 'approved'] as const satisfies State[];
/** Where readers may have an article: a change of it may be in work. */
const outThere = [...inWork, 'released', 'published'] as const satisfies State[];
/** What readers have or had, and a change can bring to them. */
const changeable = ['published', 'expired', 'unpublished'] as const satisfies State[];
/** Where nothing is under way that a save could disturb. */
const atRest = [
  ...inWork,
  'published',
  'retracted',
  'unpublished',
  'expired',
  'spiked',
] as const satisfies State[];

/**
 * The editorial workflow: the states each step may start from, the state it ends in, who may take it, and its fact. A
 * step to `same` leaves the article where it is on its list.
 */
export const steps = {
  create: { from: [], to: 'draft', who: ['reporter'], fact: 'article.created' },
  edit: {
    from: inWork,
    to: 'draft',
    who: ['its reporter', 'its assignee', 'editor'],
    fact: 'article.edited',
  },
  submit: {
    from: ['draft'],
    to: 'submitted',
    who: ['its reporter', 'its assignee', 'editor'],
    fact: 'article.submitted',
  },
  /** From `released` only what could not be rendered. */
  return: {
    from: ['submitted', 'approved', 'released'],
    to: 'draft',
    who: ['editor'],
    fact: 'article.returned',
  },
  approve: { from: ['submitted'], to: 'approved', who: ['editor'], fact: 'article.approved' },
  release: { from: ['approved'], to: 'released', who: ['editor', 'system'], fact: 'article.released' },
  /** The article stays released: the renderer may still succeed. */
  'fail-render': { from: ['released'], to: 'same', who: ['system'], fact: 'article.render-failed' },
  /** Only what could not be rendered. */
  render: { from: ['released'], to: 'same', who: ['editor', 'system'], fact: 'article.render-asked' },
  publish: { from: ['released'], to: 'published', who: ['system'], fact: 'article.published' },
  /** What readers have of it is shown with other pictures, or files of them. */
  repicture: { from: outThere, to: 'same', who: ['system'], fact: 'article.repictured' },
  unschedule: { from: ['approved'], to: 'submitted', who: ['editor'], fact: 'article.unscheduled' },
  /** Of approved copy both times, of what readers have its end. */
  reschedule: { from: ['approved', 'published'], to: 'same', who: ['editor'], fact: 'article.rescheduled' },
  backdate: { from: ['draft', 'submitted'], to: 'same', who: ['publisher'], fact: 'article.backdated' },
  correct: {
    from: changeable,
    to: 'draft',
    who: ['its reporter', 'editor'],
    fact: 'article.correction-opened',
  },
  update: { from: changeable, to: 'draft', who: ['its reporter', 'editor'], fact: 'article.update-opened' },
  /** From approved copy back to its desk. */
  reword: {
    from: inWork,
    to: 'same',
    who: ['its reporter', 'its assignee', 'editor'],
    fact: 'article.reworded',
  },
  /** Its reporter only as long as it was never submitted. */
  spike: { from: inWork, to: 'spiked', who: ['its reporter', 'editor'], fact: 'article.spiked' },
  /** To its desk again if it was there. */
  unspike: { from: ['spiked'], to: 'draft', who: ['its reporter', 'editor'], fact: 'article.unspiked' },
  retract: {
    from: [...outThere, 'unpublished'],
    to: 'retracted',
    who: ['publisher'],
    fact: 'article.retracted',
  },
  unpublish: { from: outThere, to: 'unpublished', who: ['editor', 'publisher'], fact: 'article.unpublished' },
  /** A retraction only by a publisher. */
  reinstate: {
    from: ['retracted', 'unpublished'],
    to: 'released',
    who: ['editor', 'publisher'],
    fact: 'article.reinstated',
  },
  /** Tells those whom the alerts before did not reach. */
  alert: { from: ['published'], to: 'same', who: ['editor'], fact: 'article.alert-asked' },
  expire: { from: outThere, to: 'expired', who: ['system'], fact: 'article.expired' },
  kill: {
    from: [...outThere, 'retracted', 'unpublished', 'expired', 'spiked'],
    to: 'killed',
    who: ['publisher'],
    fact: 'article.killed',
  },
  /** How much room fronts give it. */
  weigh: { from: [...inWork, 'published'], to: 'same', who: ['editor'], fact: 'article.weighed' },
  assign: { from: atRest, to: 'same', who: ['its reporter', 'editor'], fact: 'article.assigned' },
  comment: {
    from: atRest,
    to: 'same',
    who: ['reporter', 'editor', 'publisher'],
    fact: 'article.commented',
  },
  resolve: {
    from: atRest,
    to: 'same',
    who: ['reporter', 'editor', 'publisher'],
    fact: 'article.comment-resolved',
  },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof steps;

/**
 * Steps that end what readers have. Clients take them on whatever version there is: who saves again and again must not hold them
 * off.
 */
export const withdrawals: readonly StepName[] = ['retract', 'unpublish', 'kill'];

/** The result of a step: the article's new state and its facts, one version for each fact. Saved together. */
export type Outcome = { article: Article; facts: Fact[] };

/** Takes a second step on the result of the first; both are saved together. */
export function andThen(first: Outcome, next: (article: Article) => Outcome): Outcome {
  const second = next(first.article);
  return { article: second.article, facts: [...first.facts, ...second.facts] };
}

/** Throws `forbidden` when the actor may not take the step, then `wrong-state` when it cannot start from this state. */
export function guard(name: StepName, article: Article, actor: Actor) {
  const { from, who }: Step = steps[name];
  if (!who.some((one) => isOne(one, article, actor))) throw mustBe(who, `${name} this article`);
  const isNotLive = liveOnly.includes(name) && !isLive(article) && article.state !== 'unpublished';
  const isUnderWay = failedOnly.includes(name) && article.state === 'released' && !article.renderFailed;
  if (name !== 'create' && (!from.includes(article.state) || isNotLive || isUnderWay))
    throw new Problem('wrong-state', `Cannot ${name} ${article.id} while it is ${article.state}`, {
      state: article.state,
      version: article.version,
    });
}

/** Steps that need an article readers have, or had until it was unpublished. */
const liveOnly: readonly StepName[] = ['retract', 'unpublish', 'expire', 'repicture'];

/** Steps that an article which was released takes only when it could not be rendered. */
const failedOnly: readonly StepName[] = ['return', 'render'];

function isOne(who: Who, article: Article, { by, roles }: Actor) {
  if (who === 'its reporter') return by === article.reporter && roles.includes('reporter');
  if (who === 'its assignee') return by === article.assignee && roles.includes('reporter');
  return roles.includes(who);
}

/** The data of a step's fact besides the article, its revision and its section. */
export type Detail<S extends StepName> = Omit<
  EventData<(typeof steps)[S]['fact']>,
  'articleId' | 'revision' | 'section'
>;

/** Moves an article to the step's end state and next version, with the step's fact. */
export function move<S extends StepName>(name: S, article: Article, detail: Detail<S>): Outcome {
  const { to, fact }: Step = steps[name];
  const { since, ...rest } = article;
  const place = to === 'same' ? { ...rest, ...(since ? { since } : {}) } : { ...rest, state: to };
  return withFact({ article: place, facts: [] }, fact, detail);
}

/** Moves an article whose approval the step voids. Whoever approved it will be told, unless they took the step. */
export const moveUnapproved = <S extends StepName>(
  name: S,
  article: Article,
  changes: Partial<Article>,
  detail: Detail<S>,
  actor: Actor,
): Outcome => voiding(article, actor, move(name, { ...withoutApproval(article), ...changes }, detail));

/** The outcome of a step that voids the approval an article had before, with the fact that tells who gave it. */
export function voiding(before: Article, { by }: Actor, outcome: Outcome): Outcome {
  const { state, approvedBy, publishAt, expireAt } = before;
  if (state !== 'approved' || approvedBy === undefined || approvedBy === by) return outcome;
  return withFact(outcome, 'article.approval-voided', {
    approvedBy,
    ...(publishAt === undefined ? {} : { publishAt }),
    ...(expireAt === undefined ? {} : { expireAt }),
  });
}

/** The outcome with one more fact of the article, at one more version. */
export function withFact({ article, facts }: Outcome, type: EventType, detail: object): Outcome {
  const { id: articleId, revision, section } = article;
  const fact = { type, data: { articleId, revision, section, ...detail } } as Fact;
  return { article: { ...article, version: article.version + 1 }, facts: [...facts, fact] };
}

/** The article without its approval. The times that were wanted for it stay until somebody changes them. */
export function withoutApproval(article: Article): Article {
  const {
    approvedBy: _by,
    approvedHash: _hash,
    sendAlert: _decided,
    mailCorrection: _too,
    ...rest
  } = article;
  return rest;
}

/** Everyone who changed the copy since it was last released, with one more. */
export const changers = ({ changedBy, savedBy }: Article, by: string): string[] => [
  ...new Set([...(changedBy ?? [savedBy]), by]),
];
