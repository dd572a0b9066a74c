import * as z from 'zod';
import type { EventData, EventType, Fact, Standing } from '../events.ts';
import { instant } from '../instant.ts';
import { newsroom } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import { Alert, type Content, Section } from './content.ts';

export const State = z
  .enum([
    'draft',
    'submitted',
    'approved',
    'released',
    'published',
    'retracted',
    'expired',
    'killed',
    'spiked',
  ])
  .meta({ id: 'State' });
export type State = z.infer<typeof State>;

/**
 * An article as the newsroom stands with it: who has it, at which step, and which saved copy it is about. The copy
 * itself is kept apart, by `copyVersion`.
 */
export const Article = z
  .object({
    id: z.string(),
    state: State,
    /** Counts saves; every write to the record is conditional on it. */
    version: z.int().positive(),
    /** Counts what readers have seen or are about to see. */
    revision: z.int().positive(),
    section: Section,
    /** Gone from a killed article. */
    headline: z.string().optional(),
    alert: Alert,
    /** The version at which the copy that this is about was saved. */
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
    /** Readers have it until this instant. */
    expireAt: instant.optional(),
    publishedAt: instant.optional(),
    /** Fixed when it first goes out. */
    path: z.string().optional(),
    /** The correction in work: its note to readers, who opened it, and the copy it started from. */
    correction: z.object({ note: z.string(), by: z.string(), at: instant, from: z.int() }).optional(),
    /** Who withdrew it from readers, or ended it, and why. */
    withdrawal: z.object({ by: z.string(), at: instant, reason: z.string().optional() }).optional(),
  })
  .meta({ id: 'Article' });
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

/**
 * Saves an earlier copy as the newest: a draft, whatever is live. Of published copy this opens a correction first, with
 * its note to readers.
 */
export function restore(
  article: Article,
  earlier: { content: Content; copyHash: string },
  note: string | undefined,
  actor: Actor,
): Outcome {
  const { content, copyHash } = earlier;
  if (!(steps.correct.from as readonly State[]).includes(article.state))
    return edit(article, content, copyHash, actor);
  if (note === undefined)
    throw new Problem('invalid-input', 'Readers have this article: say in a note what is corrected', {
      errors: [{ pointer: '/note', detail: 'is needed: readers have this article' }],
    });
  return then(correct(article, note, actor), (opened) => edit(opened, content, copyHash, actor));
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
 * From when and until when readers have an article; each end may be open. ISO instants. An end that was set for what
 * readers have stands unless it is set anew, or lifted with null.
 */
export type Schedule = { publishAt?: string | undefined; expireAt?: string | null | undefined };

/**
 * Clears copy for publication, now or when its embargo lifts, and binds the approval to the copy's hash. Nobody
 * approves their own copy.
 */
export function approve(article: Article, { publishAt, expireAt: until }: Schedule, actor: Actor): Outcome {
  guard('approve', article, actor);
  const expireAt = until === undefined ? article.expireAt : (until ?? undefined);
  if (authorsOf(article).includes(actor.by))
    throw new Problem('own-copy', `${actor.by} wrote ${article.id}; another editor has to approve it`);
  if (expireAt !== undefined && expireAt <= (publishAt ?? actor.at))
    throw new Problem('invalid-input', 'It would expire before anybody could read it', {
      errors: [{ pointer: '/expireAt', detail: 'must be later than publishAt, and than now' }],
    });
  const { copyHash } = article;
  const cleared = { ...article, approvedBy: actor.by, approvedHash: copyHash, publishAt, expireAt };
  return move('approve', cleared, {
    copyHash,
    ...(publishAt === undefined ? {} : { publishAt }),
    ...(expireAt === undefined ? {} : { expireAt }),
  });
}

/** Whose copy it is: its reporter's, and a correction's as well who opened it and who changed it. */
function authorsOf({ reporter, savedBy, copyVersion, correction }: Article) {
  const isSavedSince = correction !== undefined && copyVersion > correction.from;
  return [
    reporter,
    ...(newsroom.strictApproval || isSavedSince ? [savedBy] : []),
    ...(correction ? [correction.by] : []),
  ];
}

/** Takes approved copy off the schedule, back to its desk; the copy stays as it is. */
export function unschedule(article: Article, actor: Actor): Outcome {
  guard('unschedule', article, actor);
  return move('unschedule', withoutApproval(article), {});
}

/** Lets approved copy go to the renderer. Its path is fixed here, once and for all. */
export function release(article: Article, actor: Actor): Outcome {
  guard('release', article, actor);
  if (article.approvedHash !== article.copyHash)
    throw new Problem('changed-copy', `${article.id} is not the copy that was approved; approve it again`);
  if (!isDue(article, actor.at))
    throw new Problem('wrong-state', `${article.id} is under embargo until ${article.publishAt}`);
  const { withdrawal: _over, ...going } = article;
  return move(
    'release',
    { ...going, path: article.path ?? `/${article.section}/${article.id}` },
    {
      copyVersion: article.copyVersion,
    },
  );
}

/**
 * Notes that readers can see it. Only the renderer takes this step, after the page is in the bucket. `left` is where it
 * stood before, when it is a correction.
 */
export function publish(
  article: Article,
  { publishedAt, left }: { publishedAt: string; left?: Standing | undefined },
  actor: Actor,
): Outcome {
  guard('publish', article, actor);
  const { correction: _noted, ...rest } = article;
  const { path = '', alert } = article;
  return move('publish', { ...rest, publishedAt }, { path, alert, ...(left ? { left } : {}) });
}

/** Lets approved copy go in the same breath when nothing holds it back. */
export const releaseIfDue = (approved: Outcome, actor: Actor): Outcome =>
  isDue(approved.article, actor.at) ? then(approved, (article) => release(article, actor)) : approved;

/** Opens the next revision of what readers have, with a note to them. The live page stays until it is released. */
export function correct(article: Article, note: string, actor: Actor): Outcome {
  guard('correct', article, actor);
  const correction = { note, by: actor.by, at: actor.at, from: article.copyVersion };
  return move(
    'correct',
    { ...withoutApproval(article), revision: article.revision + 1, correction },
    { note },
  );
}

/** What readers have of an article, as far as a step of the desk has to know: the revision and its copy. */
export type Shown = Pick<Article, 'revision' | 'section' | 'headline' | 'alert' | 'copyVersion' | 'copyHash'>;

/**
 * Ends copy before publication. Of an article that readers have, only the correction in work ends: it is `published`
 * again, as `live` says.
 */
export function spike(
  article: Article,
  live: Shown | undefined,
  note: string | undefined,
  actor: Actor,
): Outcome {
  guard('spike', article, actor);
  const told = note === undefined ? {} : { note };
  if (!live) {
    const withdrawal = { by: actor.by, at: actor.at, reason: note };
    return move('spike', { ...withoutApproval(article), withdrawal }, told);
  }
  const { article: spiked, facts } = move('spike', withoutApproval(article), told);
  const { correction: _dropped, ...kept } = spiked;
  const { revision, section, headline, alert, copyVersion, copyHash } = live;
  const back = { revision, section, headline, alert, copyVersion, copyHash, approvedHash: copyHash };
  return { article: { ...kept, ...back, state: article.withdrawal ? 'expired' : 'published' }, facts };
}

/** Withdraws what readers have: a notice with the reason replaces the page. A correction in work ends with it. */
export function retract(article: Article, reason: string, actor: Actor): Outcome {
  guard('retract', article, actor);
  return withdraw('retract', article, { by: actor.by, at: actor.at, reason }, { reason });
}

/** Ends the publication of what was to be read until now. Only the clock takes this step. */
export function expire(article: Article, actor: Actor): Outcome {
  guard('expire', article, actor);
  return withdraw('expire', article, { by: actor.by, at: actor.at }, {});
}

/**
 * Removes an article for law or safety: its text leaves every output and every list. The record keeps who, when, why
 * and the copy's hash.
 */
export function kill(article: Article, reason: string, actor: Actor): Outcome {
  guard('kill', article, actor);
  const { copyHash } = article;
  const { headline: _gone, ...rest } = article;
  return withdraw('kill', rest, { by: actor.by, at: actor.at, reason }, { reason, copyHash });
}

/** Withdraws with a revision above all that was ever rendered, so that the notice stays over late renders. */
function withdraw<S extends 'retract' | 'expire' | 'kill'>(
  name: S,
  article: Article,
  withdrawal: NonNullable<Article['withdrawal']>,
  detail: Detail<S>,
): Outcome {
  const { correction: _dropped, expireAt: _past, ...rest } = withoutApproval(article);
  return move(name, { ...rest, revision: article.revision + 1, withdrawal }, detail);
}

/** One step after another, saved together. */
function then(first: Outcome, next: (article: Article) => Outcome): Outcome {
  const second = next(first.article);
  return { article: second.article, facts: [...first.facts, ...second.facts] };
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
  const isNotLive = liveOnly.includes(name) && !isLive(article);
  if (name !== 'create' && (!from.includes(article.state) || isNotLive))
    throw new Problem('wrong-state', `Cannot ${name} ${article.id} while it is ${article.state}`, {
      state: article.state,
      version: article.version,
    });
}

/** Steps about what readers have. */
const liveOnly: readonly StepName[] = ['retract', 'expire'];

/** Whether there is copy that is not with readers and not dropped. */
export const isInWork = ({ state }: Article) =>
  state === 'draft' || state === 'submitted' || state === 'approved';

/** Whether readers have it, whatever is in work: it has gone out, and nothing has withdrawn it since. */
export const isLive = ({ path, withdrawal }: Article) => path !== undefined && withdrawal === undefined;

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

/** The approval is void, and with it the schedule, but for the end that is set for what readers have. */
function withoutApproval(article: Article): Article {
  const { approvedBy: _by, approvedHash: _hash, publishAt: _from, expireAt, ...rest } = article;
  return isLive(article) && expireAt !== undefined ? { ...rest, expireAt } : rest;
}
