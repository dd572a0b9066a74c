import { describe, expect, it } from 'vitest';
import { system } from '../../shared/actor.ts';
import { approve, release, releaseIfDue, unschedule } from '../../shared/articles/clearing.ts';
import { correct, spike } from '../../shared/articles/correcting.ts';
import { create, edit, restore } from '../../shared/articles/drafting.ts';
import { kill, retract } from '../../shared/articles/withdrawing.ts';
import { actor, anArticle, later, noon, someContent } from './an-article.ts';

const editor = actor('kamal', 'editor');
const reporter = actor('rumana', 'reporter');
const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe('approving copy', () => {
  it('binds the approval to the copy that was read', () => {
    const { article, facts } = approve(anArticle({ state: 'submitted' }), {}, editor);
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
    expect(() => approve(own, {}, editor)).toThrow(code('own-copy'));
  });

  it('lets it go at once when nothing holds it back, and fixes its path', () => {
    const { article, facts } = releaseIfDue(approve(anArticle({ state: 'submitted' }), {}, editor), editor);
    expect(article).toMatchObject({ state: 'released', version: 5, path: '/national/art_7k2m9x4q1w5p' });
    expect(facts.map(({ type }) => type)).toEqual(['article.approved', 'article.released']);
  });

  it('keeps it back under an embargo', () => {
    const { article, facts } = releaseIfDue(
      approve(anArticle({ state: 'submitted' }), { publishAt: later }, editor),
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
      version: 5,
      copyVersion: 4,
      headline: 'নতুন',
      section: 'sport',
    });
    expect(article).not.toHaveProperty('approvedHash');
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

describe('an expiry', () => {
  const submitted = anArticle({ state: 'submitted' });

  it.each([later, noon])('is refused when nobody could read it before (%s)', (expireAt) => {
    expect(() => approve(submitted, { publishAt: later, expireAt }, editor)).toThrow(code('invalid-input'));
  });

  it('stands through a correction unless it is set anew or lifted', () => {
    const live = anArticle({ state: 'published', path: '/national/x', expireAt: later });
    const opened = { ...correct(live, 'নাম ঠিক করা হলো', reporter).article, state: 'submitted' as const };
    expect(approve(opened, {}, editor).article.expireAt).toBe(later);
    expect(approve(opened, { expireAt: null }, editor).article.expireAt).toBeUndefined();
  });

  it('stands when the approval falls', () => {
    const approved = anArticle({ state: 'approved', approvedHash: 'x', expireAt: later });
    expect(unschedule(approved, editor).article).toHaveProperty('expireAt', later);
  });
});

describe('a correction', () => {
  const live = anArticle({
    state: 'published',
    path: '/national/art_7k2m9x4q1w5p',
    publishedAt: noon,
    approvedBy: 'kamal',
    approvedHash: 'a'.repeat(64),
  });
  const opened = correct(live, 'নাম ঠিক করা হলো', editor).article;

  it('is the next revision, a draft with its note, without the approval of the last', () => {
    expect(opened).toMatchObject({ state: 'draft', revision: 2, correction: { by: 'kamal', from: 1 } });
    expect(opened).not.toHaveProperty('approvedHash');
  });

  it('is approved by another editor than the one who opened or changed it', () => {
    const changed = { ...edit(opened, someContent(), 'b', actor('mitu', 'editor')).article };
    const submitted = { ...changed, state: 'submitted' as const };
    for (const name of ['kamal', 'mitu', 'rumana'])
      expect(() => approve(submitted, {}, actor(name, 'editor', 'reporter')), name).toThrow(code('own-copy'));
    expect(approve(submitted, {}, actor('hasan', 'editor')).article.state).toBe('approved');
  });

  it('that is spiked leaves the article as readers have it', () => {
    const changed = edit(opened, someContent({ headline: 'নতুন', section: 'sport' }), 'b', editor).article;
    const shown = { ...live, headline: 'শিরোনাম' };
    const { article, facts } = spike(changed, shown, undefined, editor);
    expect(article).toMatchObject({
      state: 'published',
      revision: 1,
      section: 'national',
      headline: 'শিরোনাম',
      copyVersion: 1,
      copyHash: 'a'.repeat(64),
    });
    expect(article).not.toHaveProperty('correction');
    expect(facts[0]).toMatchObject({ type: 'article.spiked', data: { revision: 2 } });
  });
});

describe('withdrawing', () => {
  const publisher = actor('parveen', 'publisher');
  const live = anArticle({ state: 'published', path: '/national/x', expireAt: later });

  it('takes a revision above all that was rendered, and ends a correction in work', () => {
    const opened = correct(live, 'নাম ঠিক করা হলো', editor).article;
    const { article } = retract(opened, { reason: 'তথ্য ভুল ছিল' }, publisher);
    expect(article).toMatchObject({ state: 'retracted', revision: 3, withdrawal: { reason: 'তথ্য ভুল ছিল' } });
    expect(article).not.toHaveProperty('correction');
  });

  it('for law leaves no word of the text in the record, but who, when, why and a hash', () => {
    const { article, facts } = kill(live, 'আদালতের আদেশ', publisher);
    expect(article).not.toHaveProperty('headline');
    expect(article).toMatchObject({
      copyHash: 'a'.repeat(64),
      withdrawal: { by: 'parveen', at: noon, reason: 'আদালতের আদেশ' },
    });
    expect(facts[0]?.data).toMatchObject({ reason: 'আদালতের আদেশ', copyHash: 'a'.repeat(64) });
  });
});

describe('restoring', () => {
  const earlier = { content: someContent({ headline: 'আগের' }), copyHash: 'c'.repeat(64), writers: [] };

  it('saves an earlier copy as the newest draft', () => {
    const { article, facts } = restore(anArticle({ state: 'submitted' }), earlier, {}, editor);
    expect(article).toMatchObject({ state: 'draft', headline: 'আগের', copyVersion: 4, version: 4 });
    expect(facts.map(({ type }) => type)).toEqual(['article.edited']);
  });

  it('of what readers have opens a correction, which needs a note', () => {
    const live = anArticle({ state: 'published', path: '/national/x' });
    expect(() => restore(live, earlier, {}, editor)).toThrow(code('invalid-input'));
    const { article, facts } = restore(live, earlier, { note: 'আগের পাঠ ফিরল' }, editor);
    expect(article).toMatchObject({ state: 'draft', revision: 2, version: 5, copyVersion: 5 });
    expect(facts.map(({ type }) => type)).toEqual(['article.correction-opened', 'article.edited']);
  });
});
