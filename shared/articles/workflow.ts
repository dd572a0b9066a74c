import { type Actor, mustBe, type Role } from '../actor.ts';
import type { EventData, EventType, Fact } from '../events.ts';
import { Problem } from '../problem.ts';
import { type Article, isLive, type State } from './article.ts';

type Who = Role | 'its reporter' | 'system';
type Step = { from: readonly State[]; to: State; who: readonly Who[]; fact: EventType };

/** The editorial workflow: the states each step may start from, the state it ends in, who may take it, and its fact. */
export const steps = {
  create: { from: [], to: 'draft', who: ['reporter'], fact: 'article.created' },
  edit: {
    from: ['draft', 'submitted', 'approved'],
    to: 'draft',
    who: ['its reporter', 'editor'],
    fact: 'article.edited',
  },
  submit: { from: ['draft'], to: 'submitted', who: ['its reporter', 'editor'], fact: 'article.submitted' },
  return: { from: ['submitted', 'approved'], to: 'draft', who: ['editor'], fact: 'article.returned' },
  approve: { from: ['submitted'], to: 'approved', who: ['editor'], fact: 'article.approved' },
  release: { from: ['approved'], to: 'released', who: ['editor', 'system'], fact: 'article.released' },
  publish: { from: ['released'], to: 'published', who: ['system'], fact: 'article.published' },
  unschedule: { from: ['approved'], to: 'submitted', who: ['editor'], fact: 'article.unscheduled' },
  correct: {
    from: ['published', 'expired'],
    to: 'draft',
    who: ['its reporter', 'editor'],
    fact: 'article.correction-opened',
  },
  spike: {
    from: ['draft', 'submitted', 'approved'],
    to: 'spiked',
    who: ['editor'],
    fact: 'article.spiked',
  },
  retract: {
    from: ['draft', 'submitted', 'approved', 'released', 'published'],
    to: 'retracted',
    who: ['publisher'],
    fact: 'article.retracted',
  },
  expire: {
    from: ['draft', 'submitted', 'approved', 'released', 'published'],
    to: 'expired',
    who: ['system'],
    fact: 'article.expired',
  },
  kill: {
    from: ['draft', 'submitted', 'approved', 'released', 'published', 'retracted', 'expired', 'spiked'],
    to: 'killed',
    who: ['publisher'],
    fact: 'article.killed',
  },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof steps;

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
  const isNotLive = liveOnly.includes(name) && !isLive(article);
  if (name !== 'create' && (!from.includes(article.state) || isNotLive))
    throw new Problem('wrong-state', `Cannot ${name} ${article.id} while it is ${article.state}`, {
      state: article.state,
      version: article.version,
    });
}

/** Steps that need an article readers have. */
const liveOnly: readonly StepName[] = ['retract', 'expire'];

function isOne(who: Who, article: Article, { by, roles }: Actor) {
  if (who === 'its reporter') return by === article.reporter && roles.includes('reporter');
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
  const { id: articleId, revision, section } = article;
  return {
    article: { ...article, state: to, version: article.version + 1 },
    facts: [{ type: fact, data: { articleId, revision, section, ...detail } } as Fact],
  };
}

/** The article without its approval and schedule. An expiry set for a live article stays. */
export function withoutApproval(article: Article): Article {
  const { approvedBy: _by, approvedHash: _hash, publishAt: _from, expireAt, ...rest } = article;
  return isLive(article) && expireAt !== undefined ? { ...rest, expireAt } : rest;
}
