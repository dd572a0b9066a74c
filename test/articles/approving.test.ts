import { describe, expect, it } from 'vitest';
import { system } from '../../shared/actor.ts';
import { alertAgain } from '../../shared/articles/alerting.ts';
import type { Article } from '../../shared/articles/article.ts';
import {
  approve,
  publish,
  release,
  releaseIfDue,
  reschedule,
  unschedule,
} from '../../shared/articles/clearing.ts';
import { correct, openUpdate, reword, spike, unspike } from '../../shared/articles/correcting.ts';
import { edit, restore, sendBack, submit } from '../../shared/articles/drafting.ts';
import { expire, retract, unpublish } from '../../shared/articles/withdrawing.ts';
import { actor, anArticle, later, noon, someContent } from './an-article.ts';

const kamal = actor('kamal', 'editor');
const mitu = actor('mitu', 'editor');
const rumana = actor('rumana', 'reporter');
const parveen = actor('parveen', 'publisher');
const code = (wanted: string) => expect.objectContaining({ code: wanted });
const at = (pointer: string) =>
  expect.objectContaining({
    code: 'invalid-input',
    extension: { errors: [expect.objectContaining({ pointer })] },
  });
const types = ({ facts }: { facts: { type: string }[] }) => facts.map(({ type }) => type);

const before = '2026-01-01T05:00:00.000Z';
const evening = '2026-01-01T12:00:00.000Z';
const hash = 'a'.repeat(64);
const scheduled = (differences: Partial<Article> = {}) =>
  anArticle({
    ...{ state: 'approved', approvedBy: 'kamal', approvedHash: hash, submittedAt: noon },
    ...{ publishAt: later, expireAt: evening },
    ...differences,
  });
const published = (differences: Partial<Article> = {}) =>
  anArticle({
    ...{ state: 'published', path: '/national/art_7k2m9x4q1w5p', publishedAt: noon, approvedHash: hash },
    ...differences,
  });
const submitted = (article: Article) => ({ ...article, state: 'submitted' as const });

describe('wanted times', () => {
  const steps: Record<string, (article: Article) => { article: Article; facts: { type: string }[] }> = {
    'an edit': (article) => edit(article, someContent(), 'b', rumana),
    'a restored copy': (article) =>
      restore(article, { content: someContent(), copyHash: 'b', writers: [] }, {}, rumana),
    'a return': (article) => sendBack(article, 'আরও লিখুন', mitu),
    'an unscheduling': (article) => unschedule(article, mitu),
    'a spike that is taken back': (article) => {
      const spiked = spike(article, undefined, 'থাক', mitu);
      return { ...unspike(spiked.article, mitu), facts: spiked.facts };
    },
  };

  it.each(Object.keys(steps))('stand through %s, and whoever approved is told of the empty slot', (name) => {
    const outcome = steps[name]?.(scheduled());
    const { article = anArticle(), facts = [] } = outcome ?? {};
    expect(article).toMatchObject({ publishAt: later, expireAt: evening });
    expect(article).not.toHaveProperty('approvedHash');
    expect(facts.at(-1)).toMatchObject({
      type: 'article.approval-voided',
      data: { approvedBy: 'kamal', publishAt: later, expireAt: evening },
    });
    const again = releaseIfDue(approve(submitted(article), {}, actor('hasan', 'editor')), kamal);
    expect(again.article).toMatchObject({ state: 'approved', publishAt: later, expireAt: evening });
    expect(again.facts[0]?.data).toMatchObject({ publishAt: later, expireAt: evening });
  });

  it('tell nobody who took the approval back alone', () => {
    expect(types(unschedule(scheduled(), kamal))).toEqual(['article.unscheduled']);
  });

  it('are due when they have passed meanwhile, and go with null', () => {
    const late = submitted(scheduled({ publishAt: before }));
    expect(releaseIfDue(approve(late, {}, mitu), mitu).article.state).toBe('released');
    const now = releaseIfDue(approve(submitted(scheduled()), { publishAt: null }, mitu), mitu);
    expect(now.article).toMatchObject({ state: 'released', expireAt: evening });
    expect(now.article).not.toHaveProperty('publishAt');
  });

  it.each([before, noon])('that lie in the past when they are sent are refused: %s', (publishAt) => {
    for (const step of [approve, reschedule]) {
      const article = step === approve ? submitted(scheduled()) : scheduled();
      expect(() => step(article, { publishAt }, mitu)).toThrow(at('/publishAt'));
      expect(() => step(article, { expireAt: publishAt }, mitu)).toThrow(at('/expireAt'));
    }
  });

  it('leave readers half a minute at least', () => {
    const in29Seconds = new Date(Date.parse(later) + 29_000).toISOString();
    const in30Seconds = new Date(Date.parse(later) + 30_000).toISOString();
    const copy = submitted(scheduled());
    expect(() => approve(copy, { publishAt: later, expireAt: in29Seconds }, mitu)).toThrow(at('/expireAt'));
    expect(approve(copy, { publishAt: later, expireAt: in30Seconds }, mitu).article.expireAt).toBe(
      in30Seconds,
    );
  });

  it('name the field that was sent, or the end that has passed', () => {
    const copy = submitted(scheduled({ publishAt: undefined, expireAt: later }));
    expect(() => approve(copy, { publishAt: evening }, mitu)).toThrow(at('/publishAt'));
    const over = submitted(scheduled({ publishAt: undefined, expireAt: before }));
    expect(() => approve(over, {}, mitu)).toThrow(at('/expireAt'));
    expect(approve(over, { expireAt: null }, mitu).article.expireAt).toBeUndefined();
    expect(approve(over, { expireAt: later }, mitu).article.expireAt).toBe(later);
  });

  it('of what readers have are the clock’s matter: a correction after its end is not refused', () => {
    const opened = correct(published({ expireAt: before }), 'নাম ঠিক করা হলো', rumana).article;
    expect(approve(submitted(opened), {}, kamal).article.expireAt).toBe(before);
  });
});

describe('another time', () => {
  it('is one step for approved copy, and so is now', () => {
    const moved = releaseIfDue(
      reschedule(scheduled(), { publishAt: '2026-01-01T10:00:00.000Z' }, mitu),
      mitu,
    );
    expect(moved.article).toMatchObject({ state: 'approved', publishAt: '2026-01-01T10:00:00.000Z' });
    expect(types(moved)).toEqual(['article.rescheduled']);
    const now = releaseIfDue(reschedule(scheduled(), { publishAt: null }, mitu), mitu);
    expect(types(now)).toEqual(['article.rescheduled', 'article.released']);
    expect(now.article).toMatchObject({ state: 'released', approvedBy: 'kamal', expireAt: evening });
  });

  it('lifts an end, of what readers have too', () => {
    expect(reschedule(scheduled(), { expireAt: null }, mitu).article.expireAt).toBeUndefined();
    const lifted = reschedule(published({ expireAt: later }), { expireAt: null }, mitu).article;
    expect(lifted).toMatchObject({ state: 'published' });
    expect(lifted.expireAt).toBeUndefined();
    expect(() => reschedule(published(), { publishAt: later }, mitu)).toThrow(at('/publishAt'));
    expect(() => reschedule(published(), {}, mitu)).toThrow(at('/publishAt'));
  });
});

describe('four eyes', () => {
  const filed = anArticle({ changedBy: ['rumana'] });
  const approves = (article: Article, name: string) => () =>
    approve(submitted(article), {}, actor(name, 'editor'));

  it('count an editor whose text its reporter saved again', () => {
    const rewritten = edit(filed, someContent(), 'b', kamal).article;
    const again = edit(rewritten, someContent(), 'c', rumana).article;
    expect(approves(again, 'kamal')).toThrow(code('own-copy'));
    expect(approves(again, 'mitu')().article.state).toBe('approved');
  });

  it('count an editor who rewrote a draft, submitted it and was the last', () => {
    const rewritten = submit(edit(filed, someContent(), 'b', kamal).article, kamal).article;
    expect(approves(rewritten, 'kamal')).toThrow(code('own-copy'));
  });

  it('count everyone through an approval that was voided, until a release', () => {
    const rewritten = edit(filed, someContent(), 'b', mitu).article;
    const cleared = approve(submitted(rewritten), { publishAt: later }, kamal).article;
    const again = edit(cleared, someContent(), 'c', rumana).article;
    expect(approves(again, 'mitu')).toThrow(code('own-copy'));
    const gone = release({ ...cleared, publishAt: undefined, approvedHash: cleared.copyHash }, kamal).article;
    const out = publish(gone, { publishedAt: noon }, system('renderer', noon)).article;
    expect(approves(openUpdate(out, kamal).article, 'mitu')().article.state).toBe('approved');
  });

  it('count who reworded a note, and who restored a copy', () => {
    const opened = correct(published(), 'নাম ঠিক করা হলো', rumana).article;
    expect(approves(reword(opened, 'বয়স ঠিক করা হলো', kamal).article, 'kamal')).toThrow(code('own-copy'));
    const restored = restore(
      filed,
      { content: someContent(), copyHash: 'b', writers: [] },
      {},
      kamal,
    ).article;
    expect(approves(restored, 'kamal')).toThrow(code('own-copy'));
  });

  it('count who wrote a correction that ended with an expiry, when another goes on from it', () => {
    const opened = correct(published({ changedBy: [] }), 'নাম ঠিক করা হলো', rumana).article;
    const rewritten = edit(opened, someContent(), 'b', kamal).article;
    const over = expire(rewritten, system('clock', later)).article;
    expect(approves(openUpdate(over, mitu).article, 'kamal')).toThrow(code('own-copy'));
    expect(approves(openUpdate(over, mitu).article, 'hasan')().article.state).toBe('approved');
  });

  it('take the last saver for articles that were stored before everyone was counted', () => {
    const old = anArticle({ savedBy: 'kamal' });
    expect(approves(old, 'kamal')).toThrow(code('own-copy'));
    expect(approves(old, 'mitu')().article.state).toBe('approved');
  });
});

describe('a note', () => {
  const opened = correct(published(), 'নাম ঠিক করা হলো', rumana).article;

  it('is reworded while the correction is in work, which voids an approval', () => {
    expect(reword(opened, 'বয়স ঠিক করা হলো', rumana).article).toMatchObject({
      state: 'draft',
      correction: { note: 'বয়স ঠিক করা হলো', by: 'rumana', from: 1 },
    });
    const approved = approve(submitted(opened), {}, kamal).article;
    const { article, facts } = reword(approved, 'বয়স ঠিক করা হলো', mitu);
    expect(article).toMatchObject({ state: 'submitted' });
    expect(article).not.toHaveProperty('approvedHash');
    expect(facts.map(({ type }) => type)).toEqual(['article.reworded', 'article.approval-voided']);
  });

  it('makes an update a correction, and its absence a correction an update', () => {
    const update = openUpdate(published(), rumana).article;
    expect(update).toMatchObject({ state: 'draft', revision: 2, update: { by: 'rumana', from: 1 } });
    const correction = reword(update, 'সংখ্যাটি ভুল ছিল', kamal).article;
    expect(correction.correction).toMatchObject({ note: 'সংখ্যাটি ভুল ছিল', by: 'rumana' });
    expect(correction.update).toBeUndefined();
    expect(reword(correction, undefined, kamal).article).toMatchObject({ update: { by: 'rumana' } });
    expect(() => reword(submitted(anArticle()), 'নোট', rumana)).toThrow(code('wrong-state'));
  });
});

describe('copy at the desk that a withdrawal ends', () => {
  const opened = edit(
    correct(published({ expireAt: later }), 'নাম ঠিক করা হলো', mitu).article,
    someContent(),
    'b',
    mitu,
  ).article;
  const approved = approve(submitted(opened), { publishAt: '2026-01-01T08:00:00.000Z' }, kamal).article;

  it.each([
    ['expiry', expire(approved, system('clock', later))],
    ['retraction', retract(approved, { reason: 'ভুল' }, parveen)],
    ['unpublishing', unpublish(approved, undefined, mitu)],
  ])('is announced to its people: %s', (_name, { article, facts }) => {
    expect(facts).toHaveLength(2);
    expect(facts[1]).toMatchObject({
      type: 'article.change-dropped',
      data: {
        openedBy: 'mitu',
        copyVersion: opened.copyVersion,
        approvedBy: 'kamal',
        publishAt: '2026-01-01T08:00:00.000Z',
      },
    });
    expect(article).not.toHaveProperty('publishAt');
    expect(article).not.toHaveProperty('correction');
  });

  it('keeps its end for readers when the correction is dropped with another', () => {
    const moved = approve(submitted(opened), { expireAt: null }, kamal).article;
    const live = published({ expireAt: later });
    const { article } = spike({ ...moved, state: 'draft' }, live, undefined, kamal);
    expect(article).toMatchObject({ state: 'published', expireAt: later });
  });
});

describe('an alert', () => {
  const out = (alert: Article['alert'], alerted?: Article['alerted']) => published({ alert, alerted });
  const changed = (article: Article, alert: Article['alert']) =>
    submitted(edit(openUpdate(article, rumana).article, someContent({ alert }), 'b', rumana).article);

  it('goes out with a first publication, unless the editor says no', () => {
    const first = anArticle({ state: 'submitted', alert: 'section' });
    const sent = (article: Article) =>
      publish(release(article, kamal).article, { publishedAt: noon }, system('renderer', noon));
    expect(sent(approve(first, {}, kamal).article).facts[0]?.data).toMatchObject({ sendAlert: true });
    const silent = sent(approve(first, { sendAlert: false }, kamal).article);
    expect(silent.facts[0]?.data).toMatchObject({ alert: 'section', sendAlert: false });
    expect(silent.article.alerted).toEqual([]);
  });

  it.each([
    ['raised from none', changed(out('none', []), 'breaking')],
    ['raised further', changed(out('section', ['section']), 'breaking')],
    ['kept back at first', changed(out('section', []), 'section')],
    ['raised on an article of before', changed(out('none'), 'section')],
  ])('that is %s asks for a decision, and goes out once', (_which, article) => {
    expect(() => approve(article, {}, kamal)).toThrow(at('/sendAlert'));
    expect(approve(article, { sendAlert: false }, kamal).article.sendAlert).toBe(false);
    const gone = release(approve(article, { sendAlert: true }, kamal).article, kamal).article;
    const { article: told, facts } = publish(gone, { publishedAt: noon }, system('renderer', noon));
    expect(facts[0]?.data).toMatchObject({ sendAlert: true });
    expect(told.alerted).toContain(article.alert);
    const again = changed(told, article.alert);
    expect(approve(again, {}, kamal).article.sendAlert).toBeUndefined();
    expect(() => approve(again, { sendAlert: true }, kamal)).toThrow(at('/sendAlert'));
  });

  it.each([
    ['has gone out at a higher level', changed(out('breaking', ['breaking']), 'section')],
    ['went out before alerts were recorded', changed(out('section'), 'section')],
    ['is not asked for', changed(out('section', ['section']), 'none')],
    ['is asked for by an archive', anArticle({ state: 'submitted', alert: 'breaking', backdatedTo: before })],
  ])('that %s needs no decision and cannot be sent', (_which, article) => {
    expect(approve(article, {}, kamal).article.sendAlert).toBeUndefined();
    expect(() => approve(article, { sendAlert: true }, kamal)).toThrow(at('/sendAlert'));
  });

  it('goes out again once in ten minutes, of whatever kind; what grows to breaking news waits for none', () => {
    const first = release(
      approve(anArticle({ state: 'submitted', alert: 'section' }), {}, kamal).article,
      kamal,
    ).article;
    let told = publish(first, { publishedAt: noon }, system('renderer', noon)).article;
    const again = (minutes: number, kind: 'section' | 'breaking') => {
      told = alertAgain(told, kind, {
        ...kamal,
        at: new Date(Date.parse(noon) + minutes * 60_000).toISOString(),
      }).article;
    };
    again(0, 'section');
    expect(() => again(9, 'section')).toThrow(code('too-many'));
    again(9, 'breaking');
    for (const kind of ['section', 'breaking'] as const)
      expect(() => again(18, kind)).toThrow(code('too-many'));
    again(19, 'section');
    expect(told.alertsAgain).toBe(3);
  });

  it('is raised, repeated and corrected for as long as is known who had it', () => {
    const first = release(
      approve(anArticle({ state: 'submitted', alert: 'section' }), {}, kamal).article,
      kamal,
    ).article;
    const told = publish(first, { publishedAt: noon }, system('renderer', noon)).article;
    expect(told.alertedAt).toBe(noon);
    const inDays = (days: number) => ({
      ...parveen,
      at: new Date(Date.parse(noon) + days * 24 * 60 * 60_000).toISOString(),
    });
    const withdrawn = (days: number, from = told) =>
      retract(from, { reason: 'ভুল', mailRetraction: true }, inDays(days)).facts[0]?.data;
    expect(withdrawn(84)).toMatchObject({ mailRetraction: true });
    expect(() => withdrawn(85)).toThrow(at('/mailRetraction'));
    // Of whom a later one did not reach, the first one's batches alone say that they had it.
    const again = (days: number) => alertAgain(told, 'breaking', { ...kamal, at: inDays(days).at });
    expect(() => withdrawn(85, again(80).article)).toThrow(at('/mailRetraction'));
    expect(() => again(85)).toThrow(code('wrong-state'));
    const raised = submitted(
      edit(openUpdate(told, rumana).article, someContent({ alert: 'breaking' }), 'b', rumana).article,
    );
    const sent = (days: number, sendAlert?: boolean) =>
      approve(raised, { sendAlert }, { ...kamal, at: inDays(days).at }).article.sendAlert;
    expect(sent(84, true)).toBe(true);
    expect(() => sent(85, true)).toThrow(at('/sendAlert'));
    expect(sent(85)).toBeUndefined();
    const waited = release(
      approve(raised, { sendAlert: true }, { ...kamal, at: inDays(84).at }).article,
      kamal,
    ).article;
    const gone = publish(waited, { publishedAt: noon }, system('renderer', inDays(85).at));
    expect(gone.facts[0]?.data).toMatchObject({ sendAlert: false });
    expect(gone.article).toMatchObject({ alerted: ['section'], alertedAt: noon });
    const corrected = submitted(
      edit(correct(told, 'নামের বানান', rumana).article, someContent({ alert: 'section' }), 'b', rumana).article,
    );
    const cleared = (days: number) =>
      approve(corrected, { mailCorrection: true }, { ...kamal, at: inDays(days).at });
    expect(cleared(84).article.mailCorrection).toBe(true);
    expect(() => cleared(85)).toThrow(at('/mailCorrection'));
    // What goes out later has to be known then: nothing is promised that is never sent.
    const planned = (publishAt: string, said: Parameters<typeof approve>[1]) =>
      approve(said.sendAlert ? raised : corrected, { publishAt, ...said }, { ...kamal, at: inDays(80).at });
    for (const [field, said] of [
      ['/sendAlert', { sendAlert: true }],
      ['/mailCorrection', { mailCorrection: true }],
    ] as const) {
      expect(() => planned(inDays(85).at, said)).toThrow(at(field));
      const { article } = planned(inDays(84).at, said);
      const moved = (days: number) =>
        reschedule(article, { publishAt: inDays(days).at }, { ...kamal, at: inDays(81).at });
      expect(moved(83).article.publishAt).toBe(inDays(83).at);
      expect(() => moved(85)).toThrow(at('/publishAt'));
    }
    expect(planned(inDays(85).at, {}).article.mailCorrection).toBeUndefined();
    // A first alert goes out whenever its article does.
    expect(
      approve(anArticle({ state: 'submitted', alert: 'section' }), { publishAt: inDays(200).at }, kamal)
        .article.sendAlert,
    ).toBe(true);
  });
});
