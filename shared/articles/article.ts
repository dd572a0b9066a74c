import * as z from 'zod';
import type { EventData, EventType, Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { newsroom } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import { Alert, type Content, Section } from './content.ts';

export const State = z.enum(['draft', 'submitted', 'approved', 'released', 'published']);
export type State = z.infer<typeof State>;

/**
 * An article as the newsroom stands with it: who has it, at which step, and which saved copy it is about. The copy
 * itself is kept apart, by `copyVersion`.
 */
export const Article = z.object({
  id: z.string(),
  state: State,
  /** Counts saves; every write to the record is conditional on it. */
  version: z.int().positive(),
  /** Counts what readers have seen or are about to see. */
  revision: z.int().positive(),
  section: Section,
  headline: z.string(),
  alert: Alert,
  copyVersion: z.int().positive(),
  /** SHA-256 of the copy's canonical JSON, in hex. */
  copyHash: z.string(),
  reporter: z.string(),
  savedBy: z.string(),
  createdAt: instant,
  savedAt: instant,
  submittedAt: instant.optional(),
  approvedBy: z.string().optional(),
  /** The hash that was approved; published is this and nothing else. */
  approvedHash: z.string().optional(),
  /** The embargo: not before this instant. */
  publishAt: instant.optional(),
  publishedAt: instant.optional(),
  /** Fixed when it first goes out. */
  path: z.string().optional(),
});
export type Article = z.infer<typeof Article>;

export const Role = z.enum(['reporter', 'editor', 'publisher', 'ad-manager']);
export type Role = z.infer<typeof Role>;

/** Who does a step, with which roles, and when. `system` is the clock or the renderer; no token can carry it. */
export type Actor = { by: string; roles: readonly (Role | 'system')[]; at: string };

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
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof steps;

/** What a step yields: the article as it now stands and what to announce, one version for each fact. Saved together. */
export type Outcome = { article: Article; facts: Fact[] };

/** Files a first draft. */
export function create(id: string, content: Content, copyHash: string, actor: Actor): Outcome {
  const draft: Article = {
    id,
    state: 'draft',
    version: 0,
    revision: 1,
    ...shown(content),
    copyVersion: 1,
    copyHash,
    reporter: actor.by,
    savedBy: actor.by,
    createdAt: actor.at,
    savedAt: actor.at,
  };
  guard('create', draft, actor);
  return move('create', draft, {});
}

/** Saves a new copy. It is a draft again whatever it was: an edit voids a submission and an approval. */
export function edit(article: Article, content: Content, copyHash: string, actor: Actor): Outcome {
  guard('edit', article, actor);
  const copyVersion = article.version + 1;
  const saved = { ...shown(content), copyVersion, copyHash, savedBy: actor.by, savedAt: actor.at };
  return move('edit', { ...withoutApproval(article), ...saved }, {});
}

/** Hands a draft to its desk. */
export function submit(article: Article, actor: Actor): Outcome {
  guard('submit', article, actor);
  return move('submit', { ...article, submittedAt: actor.at }, {});
}

/** Gives copy back to its reporter with a note on what is wanted. */
export function sendBack(article: Article, note: string, actor: Actor): Outcome {
  guard('return', article, actor);
  return move('return', withoutApproval(article), { note });
}

/**
 * Clears copy for publication, now or when its embargo lifts, and binds the approval to the copy's hash. Nobody
 * approves their own copy.
 */
export function approve(article: Article, publishAt: string | undefined, actor: Actor): Outcome {
  guard('approve', article, actor);
  if (actor.by === article.reporter || (newsroom.strictApproval && actor.by === article.savedBy))
    throw new Problem('own-copy', `${actor.by} wrote ${article.id}; another editor has to approve it`);
  const { copyHash } = article;
  const cleared = { ...article, approvedBy: actor.by, approvedHash: copyHash, publishAt };
  return move('approve', cleared, { copyHash, ...(publishAt === undefined ? {} : { publishAt }) });
}

/** Lets approved copy go to the renderer. Its path is fixed here, once and for all. */
export function release(article: Article, actor: Actor): Outcome {
  guard('release', article, actor);
  if (article.approvedHash !== article.copyHash)
    throw new Problem('changed-copy', `${article.id} is not the copy that was approved; approve it again`);
  if (!isDue(article, actor.at))
    throw new Problem('wrong-state', `${article.id} is under embargo until ${article.publishAt}`);
  return move('release', { ...article, path: article.path ?? `/${article.section}/${article.id}` }, {});
}

/** Notes that readers can see it. Only the renderer takes this step, after the page is in the bucket. */
export function publish(article: Article, publishedAt: string, actor: Actor): Outcome {
  guard('publish', article, actor);
  const { path = '', alert } = article;
  return move('publish', { ...article, publishedAt }, { path, alert });
}

/** Lets approved copy go in the same breath when nothing holds it back. */
export function releaseIfDue(approved: Outcome, actor: Actor): Outcome {
  if (!isDue(approved.article, actor.at)) return approved;
  const released = release(approved.article, actor);
  return { article: released.article, facts: [...approved.facts, ...released.facts] };
}

/** The clock or the renderer, who act for nobody. */
export const system = (name: string, at: string): Actor => ({ by: name, roles: ['system'], at });

/** Whether nothing holds approved copy back any longer. Without a `publishAt` it is due at once. */
export const isDue = ({ publishAt }: Pick<Article, 'publishAt'>, at: string) =>
  publishAt === undefined || publishAt <= at;

/** Refuses a step to someone who may not take it, then from a state it does not start in. */
function guard(name: StepName, article: Article, actor: Actor) {
  const { from, who }: Step = steps[name];
  if (!who.some((one) => isOne(one, article, actor)))
    throw new Problem('forbidden', `To ${name} this article one must be ${who.join(' or ')}`);
  if (name !== 'create' && !from.includes(article.state))
    throw new Problem('wrong-state', `Cannot ${name} ${article.id} while it is ${article.state}`, {
      state: article.state,
      version: article.version,
    });
}

function isOne(who: Who, article: Article, { by, roles }: Actor) {
  if (who === 'its reporter') return by === article.reporter && roles.includes('reporter');
  return roles.includes(who);
}

type Detail<S extends StepName> = Omit<
  EventData<(typeof steps)[S]['fact']>,
  'articleId' | 'revision' | 'section'
>;

function move<S extends StepName>(name: S, article: Article, detail: Detail<S>): Outcome {
  const { to, fact }: Step = steps[name];
  const { id: articleId, revision, section } = article;
  return {
    article: { ...article, state: to, version: article.version + 1 },
    facts: [{ type: fact, data: { articleId, revision, section, ...detail } } as Fact],
  };
}

const shown = ({ section, headline, alert }: Content) => ({ section, headline, alert });

const withoutApproval = ({
  approvedBy: _by,
  approvedHash: _hash,
  publishAt: _at,
  ...article
}: Article): Article => article;
