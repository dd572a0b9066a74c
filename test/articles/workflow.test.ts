import { describe, expect, it } from 'vitest';
import { type Actor, system } from '../../shared/actor.ts';
import { alertAgain } from '../../shared/articles/alerting.ts';
import type { Article } from '../../shared/articles/article.ts';
import {
  approve,
  backdate,
  publish,
  release,
  reschedule,
  unschedule,
} from '../../shared/articles/clearing.ts';
import { commentOn, resolve } from '../../shared/articles/comment.ts';
import { correct, openUpdate, reword, spike, unspike } from '../../shared/articles/correcting.ts';
import { assign, edit, sendBack, submit } from '../../shared/articles/drafting.ts';
import { failRender, renderAgain, sendUnrenderedBack } from '../../shared/articles/rendering.ts';
import { repicture } from '../../shared/articles/repicturing.ts';
import { weigh } from '../../shared/articles/weighing.ts';
import { expire, kill, reinstate, retract, unpublish } from '../../shared/articles/withdrawing.ts';
import { type Outcome, type StepName, steps } from '../../shared/articles/workflow.ts';
import { Problem } from '../../shared/problem.ts';
import { actor, anArticle as aFiled, later, noon, someContent } from './an-article.ts';

const anArticle = (differences: Partial<Article>) => aFiled({ assignee: 'nasima', ...differences });

/** Each step with all it needs to be taken, so that only state and person decide. */
const take: Record<Exclude<StepName, 'create'>, (article: Article, who: Actor) => Outcome> = {
  edit: (article, who) => edit(article, someContent(), 'h', who),
  submit,
  return: (article, who) =>
    article.renderFailed
      ? sendUnrenderedBack(article, { note: 'না', published: undefined, writers: [] }, who)
      : sendBack(article, 'না', who),
  approve: (article, who) => approve(article, {}, who),
  release,
  'fail-render': (article, who) => failRender(article, 'ভাঙা', who),
  render: renderAgain,
  repicture,
  publish: (article, who) => publish(article, { publishedAt: noon }, who),
  unschedule,
  reschedule: (article, who) => reschedule(article, { expireAt: later }, who),
  backdate: (article, who) => backdate(article, noon, who),
  update: openUpdate,
  reword: (article, who) => reword(article, 'আরও ঠিক করা হলো', who),
  unspike,
  alert: (article, who) => alertAgain(article, 'breaking', who),
  unpublish: (article, who) => unpublish(article, undefined, who),
  reinstate: (article, who) => reinstate(article, live, { reason: 'ঠিকই ছিল' }, who),
  weigh: (article, who) => weigh(article, 'large', who),
  assign: (article, who) => assign(article, 'selim', who),
  comment: (article, who) => commentOn(article, 'দেখুন', [], who),
  resolve: (article, who) => resolve(article, comment.id, [comment], who),
  correct: (article, who) => correct(article, 'নাম ঠিক করা হলো', who),
  spike: (article, who) => spike(article, article.path ? live : undefined, undefined, who),
  retract: (article, who) => retract(article, { reason: 'ভুল' }, who),
  expire,
  kill: (article, who) => kill(article, 'আদেশ', who),
};

/** Who the newsroom has: each role with copy of their own and of others, and two roles at once. */
const people: Record<string, Actor> = {
  'its reporter': actor('rumana', 'reporter'),
  'its reporter, now only an editor': actor('rumana', 'editor'),
  'its reporter, also an editor': actor('rumana', 'reporter', 'editor'),
  'its reporter, now without a role': actor('rumana'),
  'its assignee': actor('nasima', 'reporter'),
  'another reporter': actor('selim', 'reporter'),
  'another editor': actor('kamal', 'editor'),
  'a publisher': actor('parveen', 'publisher'),
  'a publisher who is an editor': actor('anwar', 'publisher', 'editor'),
  'an ad manager': actor('azad', 'ad-manager'),
  nobody: actor('x'),
  'the system': system('clock', noon),
};

const live = anArticle({
  state: 'published',
  path: '/national/art_7k2m9x4q1w5p',
  approvedHash: 'a'.repeat(64),
});
const comment = { id: '00000002', text: 'দেখুন', by: 'mitu', at: noon };
const correction = { note: 'নাম ঠিক করা হলো', by: 'mitu', at: noon, from: 1 };
const approved = { approvedBy: 'kamal', approvedHash: 'a'.repeat(64) };
const withdrawal = { by: 'parveen', at: noon };

/** Where an article can stand: before readers have it, in their hands, with a correction in work, and ended. */
const places: Record<string, Article> = {
  draft: anArticle({}),
  submitted: anArticle({ state: 'submitted' }),
  approved: anArticle({ state: 'approved', ...approved }),
  released: anArticle({ ...live, state: 'released' }),
  unrendered: anArticle({
    ...live,
    state: 'released',
    renderFailed: { at: '2020-01-01T00:00:00.000Z', reason: 'ভাঙা' },
  }),
  published: live,
  'draft correction': anArticle({ ...live, state: 'draft', correction, revision: 2 }),
  'submitted correction': anArticle({ ...live, state: 'submitted', correction, revision: 2 }),
  'approved correction': anArticle({ ...live, state: 'approved', correction, revision: 2, ...approved }),
  'released correction': anArticle({ ...live, state: 'released', correction, revision: 2 }),
  spiked: anArticle({ state: 'spiked', withdrawal }),
  retracted: anArticle({ ...live, state: 'retracted', withdrawal }),
  unpublished: anArticle({ ...live, state: 'unpublished', withdrawal }),
  expired: anArticle({ ...live, state: 'expired', withdrawal }),
  killed: anArticle({ ...live, state: 'killed', withdrawal, headline: undefined }),
};

const inWork = ['draft', 'submitted', 'approved'].flatMap((state) => [state, `${state} correction`]);
const outThere = ['released', 'unrendered', 'published', 'released correction'];
const editors = [
  'its reporter, now only an editor',
  'its reporter, also an editor',
  'another editor',
  'a publisher who is an editor',
];
const publishers = ['a publisher', 'a publisher who is an editor'];
const eitherOfThem = [...new Set([...editors, ...publishers])];
const corrections = inWork.filter((place) => place.endsWith('correction'));
const changeable = ['published', 'expired', 'unpublished'];
const atRest = [...inWork, 'published', 'retracted', 'unpublished', 'expired', 'spiked'];
const theNewsroom = [
  'its reporter',
  'another reporter',
  'its assignee',
  ...new Set([...editors, ...publishers]),
];

/** Who may take each step and where, in words of this test: the workflow as the newsroom agreed on it. */
const allowed: Record<keyof typeof take, { who: string[]; from: string[]; to: string }> = {
  edit: { who: ['its reporter', 'its assignee', ...editors], from: inWork, to: 'draft' },
  submit: {
    who: ['its reporter', 'its assignee', ...editors],
    from: ['draft', 'draft correction'],
    to: 'submitted',
  },
  return: {
    who: editors,
    from: [...inWork.filter((place) => !place.startsWith('draft')), 'unrendered'],
    to: 'draft',
  },
  'fail-render': { who: ['the system'], from: ['released', 'unrendered', 'released correction'], to: 'same' },
  render: { who: [...editors, 'the system'], from: ['unrendered'], to: 'same' },
  repicture: { who: ['the system'], from: [...outThere, ...corrections], to: 'same' },
  approve: { who: editors, from: ['submitted', 'submitted correction'], to: 'approved' },
  release: { who: [...editors, 'the system'], from: ['approved', 'approved correction'], to: 'released' },
  publish: { who: ['the system'], from: ['released', 'unrendered', 'released correction'], to: 'published' },
  unschedule: { who: editors, from: ['approved', 'approved correction'], to: 'submitted' },
  reschedule: { who: editors, from: ['approved', 'approved correction', 'published'], to: 'same' },
  backdate: { who: publishers, from: ['draft', 'submitted'], to: 'same' },
  correct: { who: ['its reporter', ...editors], from: changeable, to: 'draft' },
  update: { who: ['its reporter', ...editors], from: changeable, to: 'draft' },
  reword: { who: ['its reporter', 'its assignee', ...editors], from: corrections, to: 'same' },
  spike: { who: ['its reporter', ...editors], from: inWork, to: 'spiked' },
  unspike: { who: ['its reporter', ...editors], from: ['spiked'], to: 'draft' },
  retract: { who: publishers, from: [...outThere, ...corrections, 'unpublished'], to: 'retracted' },
  alert: { who: editors, from: ['published'], to: 'same' },
  unpublish: { who: eitherOfThem, from: [...outThere, ...corrections], to: 'unpublished' },
  reinstate: { who: eitherOfThem, from: ['retracted', 'unpublished'], to: 'released' },
  expire: { who: ['the system'], from: [...outThere, ...corrections], to: 'expired' },
  kill: { who: publishers, from: Object.keys(places).filter((place) => place !== 'killed'), to: 'killed' },
  weigh: { who: editors, from: [...inWork, 'published'], to: 'same' },
  assign: { who: ['its reporter', ...editors], from: atRest, to: 'same' },
  comment: { who: theNewsroom, from: atRest, to: 'same' },
  resolve: { who: theNewsroom, from: atRest, to: 'same' },
};

/** What an editor may do and its reporter only in one case: spike own copy that no desk has had, take back an own spike. */
const onlyEditors = (step: string, place: string) =>
  (step === 'spike' && place !== 'draft') || step === 'unspike';

/** What each cell must come to: the state it leads to, or the exact status and code of the refusal. */
function expected(step: keyof typeof take, place: string, person: string): string {
  const { who, from, to } = allowed[step];
  if (!who.includes(person)) return '403 forbidden';
  if (!from.includes(place)) return '409 wrong-state';
  if (['approve', 'reschedule'].includes(step) && person.startsWith('its reporter')) return '403 own-copy';
  if (onlyEditors(step, place) && person === 'its reporter') return '403 forbidden';
  if (step === 'reinstate' && place === 'retracted' && !publishers.includes(person)) return '403 forbidden';
  if (step === 'reword' && place === 'approved correction') return 'submitted';
  if (to === 'same') return places[place]?.state ?? '';
  return step === 'spike' && place.endsWith('correction') ? 'published' : to;
}

function outcome(step: keyof typeof take, place: string, person: string): string {
  const [article, who] = [places[place] as Article, people[person] as Actor];
  try {
    const { article: after, facts } = take[step](article, who);
    expect(after.version).toBe(article.version + facts.length);
    expect(facts.map(({ type }) => type)).toEqual([steps[step].fact, ...alsoTold(step, place, person)]);
    return after.state;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return `${error.toJSON().status} ${error.code}`;
  }
}

/** What else is told: who approved, that somebody else voided it; and the people of a correction, that it has ended. */
function alsoTold(step: keyof typeof take, place: string, person: string): string[] {
  const ends = ['retract', 'unpublish', 'expire', 'kill'];
  if (ends.includes(step) && corrections.includes(place)) return ['article.change-dropped'];
  const voids = ['edit', 'return', 'unschedule', 'spike', 'reword', 'kill'];
  const isOwn = person === 'another editor';
  return voids.includes(step) && place.startsWith('approved') && !isOwn ? ['article.approval-voided'] : [];
}

describe('the workflow', () => {
  const cells = (Object.keys(take) as (keyof typeof take)[]).flatMap((step) =>
    Object.keys(places).flatMap((place) => Object.keys(people).map((person) => ({ step, place, person }))),
  );

  it.each(Object.keys(take) as (keyof typeof take)[])(
    'of %s says of every place and person what happens',
    (step) => {
      const own = cells.filter((cell) => cell.step === step);
      const told = (say: typeof outcome) =>
        own.map(({ place, person }) => `${place}, ${person}: ${say(step, place, person)}`);
      expect(told(outcome)).toEqual(told(expected));
    },
  );

  it('has a cell for every step, state, role, and for own copy and that of others', () => {
    expect(cells).toHaveLength((Object.keys(steps).length - 1) * 15 * 12);
    expect(new Set(Object.values(places).map(({ state }) => state)).size).toBe(10);
  });
});
