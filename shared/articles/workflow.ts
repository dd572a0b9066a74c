import { type Actor, mustBe, type Role } from '../actor.ts';
import type { EventData, EventType, Fact } from '../events.ts';
import { Problem } from '../problem.ts';
import { type Article, isLive, type State } from './article.ts';

type Who = Role | 'its reporter' | 'system';
type Step = { from: readonly State[]; to: State; who: readonly Who[]; fact: EventType };

/** The editorial workflow: where each step may start, where it ends, who may take it, and the fact it leaves behind. */
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

/** What a step yields: the article as it now stands and what to announce, one version for each fact. Saved together. */
export type Outcome = { article: Article; facts: Fact[] };

/** One step after another, saved together. */
export function andThen(first: Outcome, next: (article: Article) => Outcome): Outcome {
  const second = next(first.article);
  return { article: second.article, facts: [...first.facts, ...second.facts] };
}

/** Refuses a step to someone who may not take it, then from a state it does not start in. */
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

/** Steps about what readers have. */
const liveOnly: readonly StepName[] = ['retract', 'expire'];

function isOne(who: Who, article: Article, { by, roles }: Actor) {
  if (who === 'its reporter') return by === article.reporter && roles.includes('reporter');
  return roles.includes(who);
}

/** What a step's fact says beside the article, its revision and its section. */
export type Detail<S extends StepName> = Omit<
  EventData<(typeof steps)[S]['fact']>,
  'articleId' | 'revision' | 'section'
>;

/** Moves an article to where a step ends, at its next version, with the fact that says so. */
export function move<S extends StepName>(name: S, article: Article, detail: Detail<S>): Outcome {
  const { to, fact }: Step = steps[name];
  const { id: articleId, revision, section } = article;
  return {
    article: { ...article, state: to, version: article.version + 1 },
    facts: [{ type: fact, data: { articleId, revision, section, ...detail } } as Fact],
  };
}

/** The article with its approval void, and its schedule with it; an end that is set for what readers have stays. */
export function withoutApproval(article: Article): Article {
  const { approvedBy: _by, approvedHash: _hash, publishAt: _from, expireAt, ...rest } = article;
  return isLive(article) && expireAt !== undefined ? { ...rest, expireAt } : rest;
}
