import { describe, expect, it } from 'vitest';
import {
  type Actor,
  type Article,
  approve,
  create,
  edit,
  type Outcome,
  publish,
  release,
  releaseIfDue,
  State,
  type StepName,
  sendBack,
  steps,
  submit,
  system,
} from '../../shared/articles/article.ts';
import { actor, anArticle, later, noon, someContent } from './an-article.ts';

const editor = actor('kamal', 'editor');
const reporter = actor('rumana', 'reporter');
const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe('approving copy', () => {
  it('binds the approval to the copy that was read', () => {
    const { article, facts } = approve(anArticle({ state: 'submitted' }), undefined, editor);
    expect(article).toMatchObject({
      state: 'approved',
      version: 4,
      approvedBy: 'kamal',
      approvedHash: 'a'.repeat(64),
    });
    expect(facts).toEqual([
      {
        type: 'article.approved',
        data: { articleId: 'art_7k2m9x4q1w5p', revision: 1, section: 'national', copyHash: 'a'.repeat(64) },
      },
    ]);
  });

  it('is refused to whoever filed it, editor or not', () => {
    const own = anArticle({ state: 'submitted', reporter: 'kamal' });
    expect(() => approve(own, undefined, editor)).toThrow(code('own-copy'));
  });

  it('lets it go at once when nothing holds it back, and fixes its path', () => {
    const { article, facts } = releaseIfDue(
      approve(anArticle({ state: 'submitted' }), undefined, editor),
      editor,
    );
    expect(article).toMatchObject({ state: 'released', version: 5, path: '/national/art_7k2m9x4q1w5p' });
    expect(facts.map(({ type }) => type)).toEqual(['article.approved', 'article.released']);
  });

  it('keeps it back under an embargo', () => {
    const { article, facts } = releaseIfDue(
      approve(anArticle({ state: 'submitted' }), later, editor),
      editor,
    );
    expect(article).toMatchObject({ state: 'approved', publishAt: later });
    expect(facts).toHaveLength(1);
  });
});

describe('releasing', () => {
  const approved = anArticle({ state: 'approved', approvedHash: 'a'.repeat(64), publishAt: later });

  it('waits for the embargo to lift, to the millisecond', () => {
    expect(() => release(approved, system('clock', '2026-01-01T08:59:59.999Z'))).toThrow(code('wrong-state'));
    expect(release(approved, system('clock', later)).article.state).toBe('released');
  });

  it('refuses a copy other than the approved one', () => {
    const swapped = { ...approved, copyHash: 'b'.repeat(64) };
    expect(() => release(swapped, system('clock', later))).toThrow(code('changed-copy'));
  });

  it('leaves a path alone once it is fixed', () => {
    const moved = { ...approved, section: 'sport' as const, path: '/national/art_7k2m9x4q1w5p' };
    expect(release(moved, system('clock', later)).article.path).toBe('/national/art_7k2m9x4q1w5p');
  });
});

describe('editing', () => {
  it('makes a new copy of the next version and voids what was cleared', () => {
    const approved = anArticle({
      state: 'approved',
      approvedBy: 'kamal',
      approvedHash: 'x',
      publishAt: later,
    });
    const { article } = edit(
      approved,
      someContent({ headline: 'নতুন', section: 'sport' }),
      'b'.repeat(64),
      reporter,
    );
    expect(article).toMatchObject({
      state: 'draft',
      version: 4,
      copyVersion: 4,
      headline: 'নতুন',
      section: 'sport',
    });
    expect(article).not.toHaveProperty('approvedHash');
    expect(article).not.toHaveProperty('publishAt');
  });
});

describe('creating', () => {
  it('makes a first draft of its reporter', () => {
    const { article, facts } = create('art_7k2m9x4q1w5p', someContent(), 'h', reporter);
    expect(article).toMatchObject({
      state: 'draft',
      version: 1,
      revision: 1,
      copyVersion: 1,
      reporter: 'rumana',
    });
    expect(facts.map(({ type }) => type)).toEqual(['article.created']);
  });

  it('takes a reporter', () => {
    expect(() => create('art_7k2m9x4q1w5p', someContent(), 'h', editor)).toThrow(code('forbidden'));
  });
});

/** Each step with all it needs to be taken, so that only state and person decide. */
const take: Record<Exclude<StepName, 'create'>, (article: Article, who: Actor) => Outcome> = {
  edit: (article, who) => edit(article, someContent(), 'h', who),
  submit,
  return: (article, who) => sendBack(article, 'না', who),
  approve: (article, who) => approve(article, undefined, who),
  release,
  publish: (article, who) => publish(article, noon, who),
};

const people: Record<string, Actor> = {
  'its reporter': reporter,
  'another reporter': actor('selim', 'reporter'),
  editor,
  publisher: actor('parveen', 'publisher'),
  'ad manager': actor('azad', 'ad-manager'),
  nobody: actor('x'),
  system: system('clock', noon),
};

/** Who may take each step, in words of this test: the workflow as the newsroom agreed on it. */
const allowed: Record<keyof typeof take, { who: string[]; from: State[] }> = {
  edit: { who: ['its reporter', 'editor'], from: ['draft', 'submitted', 'approved'] },
  submit: { who: ['its reporter', 'editor'], from: ['draft'] },
  return: { who: ['editor'], from: ['submitted', 'approved'] },
  approve: { who: ['editor'], from: ['submitted'] },
  release: { who: ['editor', 'system'], from: ['approved'] },
  publish: { who: ['system'], from: ['released'] },
};

describe('the workflow', () => {
  const cells = Object.keys(take).flatMap((step) =>
    State.options.flatMap((state) => Object.keys(people).map((person) => ({ step, state, person }))),
  );

  it.each(cells)('$step of $state copy by $person', ({ step, state, person }) => {
    const { who, from } = allowed[step as keyof typeof take];
    const article = anArticle({ state, approvedHash: 'a'.repeat(64) });
    const attempt = () => take[step as keyof typeof take](article, people[person] as Actor);
    if (!who.includes(person)) expect(attempt).toThrow(code('forbidden'));
    else if (!from.includes(state)) expect(attempt).toThrow(code('wrong-state'));
    else expect(attempt().article).toMatchObject({ state: steps[step as StepName].to, version: 4 });
  });

  it('leads every state somewhere except out of print', () => {
    const starts = new Set<string>(Object.values(steps).flatMap(({ from }) => from));
    expect(State.options.filter((state) => !starts.has(state))).toEqual(['published']);
  });
});
