import { signal } from '@preact/signals';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft, Intent } from '../../../desk/web/api/kept.ts';
import { type Answer, Refused, type Sent, Unreachable } from '../../../desk/web/api/request.ts';
import { type Fields, noFields } from '../../../desk/web/article/fields.ts';
import { type OpenArticle, openArticle } from '../../../desk/web/article/open-article.ts';
import { SignInOver } from '../../../desk/web/sign-in/user-pool.ts';
import { type Block, plainText } from '../../../shared/articles/body.ts';
import type { ArticleRecord } from '../../../shared/articles/record.ts';
import type { ProblemCode } from '../../../shared/problem.ts';

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    now: Date.UTC(2026, 10, 28),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const paragraph = (text: string): Block => ({ kind: 'paragraph', spans: [{ text }] });
const body = (...texts: string[]) => texts.map(paragraph);

/** What may happen to somebody who writes, in any order. */
const happenings = [
  ...['type', 'type', 'type', 'type elsewhere', 'type a headline'],
  ...['a moment', 'half a second', 'half a second', 'five seconds', 'a minute'],
  ...['save', 'save', 'yes, void it', 'answer', 'answer', 'answer', 'lose an answer'],
  ...['hold an answer', 'hold an answer', 'deliver', 'deliver'],
  ...['others save here', 'others save elsewhere', 'others change the headline', 'others approve'],
  ...['hear', 'hear', 'lease taken', 'offline', 'online', 'signed out', 'sign in'],
  ...['reload', 'tab killed', 'choose mine', 'choose both'],
] as const;
type Happening = (typeof happenings)[number];

/** Single things, and what people do in a row, so that a history comes to where approvals and conflicts are. */
const histories = (longest: number) =>
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...happenings).map((one) => [one]) },
        {
          weight: 1,
          arbitrary: fc.constantFrom<Happening[]>(
            ['online', 'sign in', 'answer', 'answer'],
            ['others approve', 'hear', 'answer', 'type', 'save', 'yes, void it', 'answer'],
            ['type', 'save', 'lose an answer', 'tab killed', 'answer', 'answer'],
            ['type', 'others save here', 'save', 'answer', 'answer', 'type'],
          ),
        },
      ),
      { minLength: 1, maxLength: longest, size: 'max' },
    )
    .map((parts) => parts.flat());

/** How a request ends: its answer comes at once, comes late, or never. */
type Answered = 'now' | 'late' | 'never';

type Version = { version: number; state: 'draft' | 'approved' | 'killed'; headline: string; body: Block[] };

/** An article's API, a browser's store, and a tab with the article open: its writer's, and somebody else at work. */
class World {
  #serial = 0;
  server: Version = { version: 1, state: 'draft', headline: 'শিরোনাম', body: body('শুরু', 'মাঝ', 'শেষ') };
  #answers = new Map<string, Answer<ArticleRecord>>();
  #intents = new Map<string, Intent>();
  #drafts = new Map<string, Draft>();
  #pending: ((how: Answered) => void)[] = [];
  /** Answers that are on their way: the others overtake them. */
  #late: (() => void)[] = [];
  #tab = 0;
  isSignedOut = false;
  isOffline = false;
  lease = '';
  article: OpenArticle;
  /** Words that were typed, each with when; what one saw and let go of is taken out. */
  mine = new Map<string, number>();
  theirs = new Set<string>();
  /** The version whose approval the writer agreed to void. */
  agreed = 0;
  faults: string[] = [];
  puts = 0;
  shared = 0;
  dropped = 0;
  giveAway: () => Promise<unknown> = async () => {};
  voided = 0;
  conflicts = 0;

  constructor() {
    this.article = this.open();
  }

  open(): OpenArticle {
    const tab = ++this.#tab;
    /** A tab that is gone does nothing more. */
    const here =
      <Given extends unknown[], T>(work: (...given: Given) => T) =>
      async (...given: Given) =>
        this.#tab === tab ? work(...given) : new Promise<never>(() => {});
    const article = openArticle('art_1', {
      by: 'rumana',
      request: here((method: string, path: string, sent: Sent = {}) =>
        this.request(method, path, structuredClone(sent)),
      ) as never,
      kept: {
        keepIntent: here((intent: Intent) => this.#intents.set(intent.key, structuredClone(intent))),
        dropIntent: here((key: string) => this.#intents.delete(key)),
        intentsOf: here(() => structuredClone([...this.#intents.values()])),
        keepDraft: here((draft: Draft) => this.#drafts.set(draft.article, structuredClone(draft))),
        dropDraft: here((_by: string, id: string) => this.#drafts.delete(id)),
        draftOf: here((_by: string, id: string) => structuredClone(this.#drafts.get(id))),
      } as never,
      place: (_article, keep) => {
        this.giveAway = keep;
        return {
          isHere: signal(true),
          ask: async () => true,
          takeOver: async () => {},
          leave: () => {},
        };
      },
      filed: () => {},
    });
    void article.open();
    return article;
  }

  async request(method: string, path: string, sent: Sent) {
    const how = await new Promise<Answered>((answered) => {
      this.#pending.push(answered);
    });
    if (this.isOffline) throw new Unreachable();
    if (this.isSignedOut) throw new SignInOver();
    const answer = (async () => this.act(method, path, sent))();
    answer.catch(() => undefined);
    if (how === 'late')
      await new Promise<void>((deliver) => {
        this.#late.push(deliver);
      });
    if (how === 'never') throw new Unreachable();
    return answer;
  }

  act(method: string, path: string, sent: Sent) {
    const refuse = (status: number, code: ProblemCode) => {
      throw new Refused(status, { code });
    };
    const { version, state } = this.server;
    if (path.endsWith('/working') && method === 'PUT') this.shared += 1;
    if (path.endsWith('/working') && method === 'DELETE') this.dropped += 1;
    if (path.endsWith('/working')) return method === 'GET' ? refuse(404, 'not-found') : { body: {} };
    if (path.endsWith('/lease')) {
      if (this.lease !== '') return refuse(409, 'leased');
      return { body: { by: 'rumana', since: '', until: '' } };
    }
    if (method === 'GET') return this.read();
    const known = this.#answers.get(sent.key ?? '');
    if (known) return known;
    if (sent.ifMatch !== `"${version}"`) return refuse(412, 'stale');
    if (state === 'killed') return refuse(409, 'wrong-state');
    if (state === 'approved') {
      this.voided += 1;
      if (this.agreed !== version) this.faults.push('an approval was voided that nobody agreed to');
    }
    const filing = sent.body as { headline: string; body: Block[] };
    this.puts += 1;
    this.put({ state: 'draft', headline: filing.headline, body: filing.body });
    const answer = this.read();
    this.#answers.set(sent.key ?? '', answer);
    return answer;
  }

  read(): Answer<ArticleRecord> {
    const { version, state, headline, body } = this.server;
    const head = { id: 'art_1', version, copyVersion: version, state, section: 'national' };
    const copy = { headline, body, bylines: [], tags: [], alert: 'none' };
    const record = (state === 'killed' ? head : { ...head, ...copy }) as unknown as ArticleRecord;
    return { body: structuredClone(record), etag: `"${version}"`, isUnchanged: false };
  }

  keep = async (fields: object) =>
    this.#drafts.set('art_1', { by: 'rumana', article: 'art_1', from: 1, at: Date.now(), fields });

  put(changes: Partial<Version>) {
    this.server = { ...this.server, ...changes, version: this.server.version + 1 };
  }

  word(of: string) {
    this.#serial += 1;
    return `${of}${this.#serial}.`;
  }

  type(change: (fields: Fields, word: string) => Partial<Fields>) {
    const { article } = this;
    if (!article.record.peek() || this.server.state === 'killed') return;
    const word = this.word('আমি');
    this.mine.set(word, Date.now());
    article.change(change(article.fields.peek(), word));
  }

  others(change: (word: string) => Partial<Version>) {
    if (this.server.state === 'killed') return;
    const word = this.word('অন্য');
    this.theirs.add(word);
    this.put({ state: 'draft', ...change(word) });
  }

  async answer(how: Answered = 'now') {
    this.#pending.shift()?.(how);
    await this.advance(0);
  }

  async deliver() {
    this.#late.shift()?.();
    await this.advance(0);
  }

  advance = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

  save(mayVoid = false) {
    void this.article.save(mayVoid).catch(() => undefined);
    return this.advance(0);
  }

  choose(choice: 'mine' | 'both') {
    const conflict = this.article.conflict.peek();
    if (!conflict) return;
    const { conflicts, pieces } = conflict.merged;
    const fields = Object.fromEntries(conflicts.map((name) => [name, 'mine'] as const));
    this.article.resolve({
      fields,
      body: pieces.filter((piece) => 'conflict' in piece).map(() => choice),
    });
    // Somebody saw theirs and let it go.
    const shown = this.shown();
    for (const word of this.theirs)
      if (textOf(conflict.theirs).includes(word) && !shown.includes(word)) this.theirs.delete(word);
  }

  /** The tab is gone, with all that it had under way. */
  async gone() {
    [this.#pending, this.#late] = [[], []];
    vi.clearAllTimers();
    this.article = this.open();
    await this.advance(0);
  }

  async step(what: Happening) {
    switch (what) {
      case 'type':
        return this.type(({ body: blocks }, word) => ({ body: written(blocks, 0, word) }));
      case 'type elsewhere':
        return this.type(({ body: blocks }, word) => ({ body: written(blocks, 2, word) }));
      case 'type a headline':
        return this.type(({ headline }, word) => ({ headline: headline + word }));
      case 'a moment':
        return this.advance(100);
      case 'half a second':
        return this.advance(500);
      case 'five seconds':
        return this.advance(5_000);
      case 'a minute':
        return this.advance(60_000);
      case 'save':
        return this.save();
      case 'yes, void it':
        if (!this.article.asksToVoid.peek()) return undefined;
        this.agreed = this.article.record.peek()?.version ?? 0;
        return this.save(true);
      case 'answer':
        return this.answer();
      case 'lose an answer':
        return this.answer('never');
      case 'hold an answer':
        return this.answer('late');
      case 'deliver':
        return this.deliver();
      case 'others save here':
        return this.others((word) => ({ body: written(this.server.body, 0, word) }));
      case 'others save elsewhere':
        return this.others((word) => ({ body: written(this.server.body, 1, word) }));
      case 'others change the headline':
        return this.others((word) => ({ headline: this.server.headline + word }));
      case 'others approve':
        return this.server.state === 'draft' ? this.put({ state: 'approved' }) : undefined;
      case 'hear':
        void this.article.load();
        return this.advance(0);
      case 'lease taken':
        this.lease = 'kamal';
        return undefined;
      case 'offline':
        this.isOffline = true;
        return undefined;
      case 'online':
        this.isOffline = false;
        this.article.queue.wake();
        void this.article.load();
        return this.advance(0);
      case 'signed out':
        this.isSignedOut = true;
        return undefined;
      case 'sign in':
        this.isSignedOut = false;
        this.article.queue.wake();
        return this.advance(0);
      case 'reload':
        this.article.close();
        await this.advance(0);
        return this.gone();
      case 'tab killed':
        // Of what was typed in the last half second, what was not kept yet may go with it.
        for (const [word, at] of this.mine)
          if (Date.now() - at < 500 && !this.kept().includes(word) && !textOf(this.server).includes(word))
            this.mine.delete(word);
        return this.gone();
      case 'choose mine':
        return this.choose('mine');
      case 'choose both':
        return this.choose('both');
    }
  }

  shown = () => textOf(this.article.fields.peek());
  get pending() {
    return this.#pending.length;
  }

  kept = () => JSON.stringify([...this.#drafts.values(), ...this.#intents.values()]);

  check() {
    const isOpen = this.article.record.peek() !== undefined;
    const [shown, saved] = [this.shown(), textOf(this.server)];
    const conflict = this.article.conflict.peek();
    if (conflict) this.conflicts += 1;
    const offered = conflict ? textOf(conflict.theirs) : '';
    const here = isOpen ? shown : shown + this.kept() + saved;
    for (const word of this.mine.keys()) if (!here.includes(word)) this.faults.push(`lost ${word}`);
    for (const word of this.theirs)
      if (!saved.includes(word) && !shown.includes(word) && !offered.includes(word) && isOpen)
        this.faults.push(`overwrote ${word}`);
  }

  /** A connection, a sign-in, an answer to everything, and somebody who chooses and saves. */
  async settle() {
    await this.step('online');
    await this.step('sign in');
    for (let round = 0; round < 6; round += 1) {
      for (let turn = 0; turn < 8; turn += 1) {
        await this.answer();
        await this.deliver();
        await this.advance(turn === 0 ? 61_000 : 0);
      }
      for (const what of ['choose both', 'save', 'yes, void it'] as const) await this.step(what);
    }
  }
}

const textOf = ({ headline, body: blocks }: Pick<Fields, 'headline' | 'body'>) =>
  `${headline}\n${plainText(blocks)}`;

function written(blocks: readonly Block[], at: number, word: string): Block[] {
  const place = Math.min(at, Math.max(0, blocks.length - 1));
  const old = blocks[place];
  return blocks.with(place, paragraph(`${old ? plainText([old]) : ''}${word}`));
}

const numRuns = Number(process.env.HISTORIES ?? 1_000);

describe('an article on somebody’s screen', () => {
  it('loses no character, overwrites nobody and voids no approval unasked, whatever happens', async () => {
    let [puts, conflicts, voided] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(histories(60), async (history) => {
        const world = new World();
        for (const what of history) {
          await world.step(what);
          world.check();
        }
        puts += world.puts;
        conflicts += world.conflicts;
        voided += world.voided;
        expect(world.faults).toEqual([]);
        world.article.close();
        vi.clearAllTimers();
      }),
      { numRuns },
    );
    // They went through what they are about.
    expect(Math.min(puts, conflicts, voided)).toBeGreaterThan(10);
  });

  it('is saved in the end, once there is a connection, a sign-in and an answer', async () => {
    await fc.assert(
      fc.asyncProperty(histories(30), async (history) => {
        const world = new World();
        for (const what of history) await world.step(what);
        await world.settle();
        world.check();
        expect(world.faults).toEqual([]);
        expect(world.article.isDirty.peek()).toBe(false);
        for (const word of world.mine.keys()) expect(textOf(world.server)).toContain(word);
        world.article.close();
        vi.clearAllTimers();
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  const opened = async () => {
    const world = new World();
    await world.settle();
    return world;
  };

  it('keeps with its writer what was being written when it is killed: nothing of it is sent', async () => {
    const world = await opened();
    await world.step('type');
    world.put({ state: 'killed' });
    await world.step('hear');
    await world.answer();
    await world.answer();
    await world.advance(500);
    expect(world.article.record.peek()?.state).toBe('killed');
    world.check();
    await world.step('save');
    await world.step('tab killed');
    for (let turn = 0; turn < 8; turn += 1) await world.answer();
    world.check();
    expect(world.faults).toEqual([]);
    expect([world.puts, world.article.isDirty.peek()]).toEqual([0, true]);
    world.article.discard();
    await world.advance(0);
    expect([world.kept(), world.article.fields.peek()]).toEqual(['[]', noFields]);
  });

  it('leaves nothing of a killed text on the screen of somebody who changed nothing', async () => {
    const world = await opened();
    world.put({ state: 'killed' });
    await world.step('hear');
    await world.answer();
    expect(world.article.fields.peek()).toEqual(noFields);
  });

  it('takes no step of copy that is another than was looked at', async () => {
    const world = await opened();
    await world.step('others save elsewhere');
    await world.step('hear');
    await world.answer();
    await expect(world.article.take('approve', {}, 1)).rejects.toMatchObject({ status: 412 });
  });

  it('keeps what somebody types without a pause, on the device and in the newsroom', async () => {
    const world = await opened();
    for (let nth = 0; nth < 310; nth += 1) {
      await world.step('type elsewhere');
      await world.step('a moment');
      await world.step('answer');
    }
    expect(world.shared).toBe(1);
    await world.step('tab killed');
    for (let turn = 0; turn < 4; turn += 1) await world.answer();
    expect(world.mine.size).toBeGreaterThan(300);
    world.check();
    expect(world.faults).toEqual([]);
  });

  const takes = async (world: World, ...some: Happening[]) => {
    for (const what of some) await world.step(what);
  };

  it('takes an answer that others overtook for what it is: old', async () => {
    const world = await opened();
    await takes(world, 'hear', 'hold an answer', 'others save here', 'hear', 'answer', 'deliver');
    expect(world.article.record.peek()?.version).toBe(2);
    expect(world.shown()).toContain('অন্য');
  });

  it('sends nothing while somebody has to choose, and takes no half of a choice', async () => {
    const world = await opened();
    await takes(world, 'type a headline', 'others change the headline', 'hear', 'answer', 'answer');
    expect(world.article.conflict.peek()?.merged.conflicts).toEqual(['headline']);
    world.article.resolve({ fields: {}, body: [] });
    expect(world.article.conflict.peek()).toBeDefined();
    await takes(world, 'save', 'half a second');
    expect([world.puts, world.pending]).toEqual([0, 0]);
  });

  it('is saved once by two saves in a row', async () => {
    const world = await opened();
    await takes(world, 'type', 'save', 'save', 'answer', 'answer', 'answer', 'answer', 'answer');
    expect([world.puts, world.article.isDirty.peek()]).toEqual([1, false]);
  });

  it('is what was taken back while it was being saved', async () => {
    const world = await opened();
    const { headline } = world.article.fields.peek();
    await takes(world, 'type a headline', 'save');
    world.article.change({ headline });
    await takes(world, 'answer', 'answer', 'answer');
    expect(world.article.fields.peek().headline).toBe(headline);
    expect(world.article.isDirty.peek()).toBe(true);
  });

  it('is in no conflict with its own save, whose answer is on the way', async () => {
    const world = await opened();
    // The lease is asked for with the first change.
    await takes(world, 'type', 'answer', 'save', 'hold an answer', 'type', 'hear', 'answer', 'answer');
    expect(world.article.conflict.peek()).toBeUndefined();
    await takes(world, 'deliver', 'answer');
    world.check();
    expect(world.faults).toEqual([]);
    expect([world.puts, world.article.isDirty.peek()]).toEqual([1, true]);
  });

  it('is on the device before another tab goes on with it', async () => {
    const world = await opened();
    await world.step('type');
    await world.giveAway();
    for (const word of world.mine.keys()) expect(world.kept()).toContain(word);
    expect(world.article.isDirty.peek()).toBe(false);
  });

  it('has nothing unsaved in the newsroom once it is saved, though that was still on its way', async () => {
    const world = await opened();
    await takes(world, 'type', 'answer', 'five seconds', 'hold an answer', 'save', 'answer');
    // What is to go waits for what came before it.
    expect([world.article.isDirty.peek(), world.shared, world.pending]).toEqual([false, 1, 0]);
    await takes(world, 'deliver', 'answer');
    expect(world.dropped).toBe(1);
  });

  it('that is new has what was typed while it was filed', async () => {
    const drafts = new Map<string, Draft>();
    let answer: (with_: Answer<ArticleRecord>) => void = () => {};
    let filedAs = '';
    const article = openArticle('new', {
      by: 'rumana',
      request: () => new Promise((done) => (answer = done as typeof answer)),
      kept: {
        keepIntent: async () => {},
        dropIntent: async () => {},
        intentsOf: async () => [],
        keepDraft: async (draft: Draft) => drafts.set(draft.article, draft),
        dropDraft: async (_by: string, id: string) => drafts.delete(id),
        draftOf: async (_by: string, id: string) => drafts.get(id),
      } as never,
      place: () => ({
        isHere: signal(true),
        ask: async () => true,
        takeOver: async () => {},
        leave: () => {},
      }),
      filed: (id) => {
        filedAs = id;
      },
    });
    await article.open();
    article.change({ headline: 'ক' });
    void article.save();
    await vi.advanceTimersByTimeAsync(0);
    article.change({ headline: 'কখ' });
    const copy = { section: noFields.section, headline: 'ক', body: [], bylines: [], tags: [], alert: 'none' };
    const record = { id: 'art_9', version: 1, copyVersion: 1, state: 'draft', ...copy };
    answer({ body: record as unknown as ArticleRecord, etag: '"1"', isUnchanged: false });
    await vi.advanceTimersByTimeAsync(0);
    expect(filedAs).toBe('art_9');
    expect([...drafts.keys()]).toEqual(['art_9']);
    expect(drafts.get('art_9')?.fields).toMatchObject({ mine: { headline: 'কখ' }, base: { headline: 'ক' } });
  });

  it('that is new is filed once, however often its writer saves meanwhile, and then saved with the rest', async () => {
    const sent: string[] = [];
    let answer: (with_: Answer<ArticleRecord>) => void = () => {};
    const article = openArticle('new', {
      by: 'rumana',
      request: (method: string, path: string) => {
        if (method === 'POST' || (method === 'PUT' && !path.endsWith('/working')))
          sent.push(`${method} ${path}`);
        return new Promise((done) => (answer = done as typeof answer));
      },
      kept: {
        // A device takes a while.
        keepIntent: () => new Promise((done) => setTimeout(done, 20)),
        dropIntent: async () => {},
        intentsOf: async () => [],
        keepDraft: () => new Promise((done) => setTimeout(done, 20)),
        dropDraft: async () => {},
        draftOf: async () => undefined,
      } as never,
      place: () => ({
        isHere: signal(true),
        ask: async () => true,
        takeOver: async () => {},
        leave: () => {},
      }),
      filed: () => {},
    });
    await article.open();
    for (const headline of ['ক', 'কখ', 'কখগ']) {
      article.change({ headline });
      void article.save();
      void article.save();
    }
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toEqual(['POST /api/articles']);
    const copy = {
      section: noFields.section,
      headline: 'কখগ',
      body: [],
      bylines: [],
      tags: [],
      alert: 'none',
    };
    const record = { id: 'art_9', version: 1, copyVersion: 1, state: 'draft', ...copy };
    article.change({ headline: 'কখগঘ' });
    void article.save();
    await vi.advanceTimersByTimeAsync(30);
    answer({ body: record as unknown as ArticleRecord, etag: '"1"', isUnchanged: false });
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toEqual(['POST /api/articles', 'PUT /api/articles/art_9']);
    article.close();
  });

  it('that is new, and left before it is filed, calls nobody back, and is free for who opens it', async () => {
    const drafts = new Map<string, Draft>();
    let answer: (with_: Answer<ArticleRecord>) => void = () => {};
    const left: string[] = [];
    let filedAs = '';
    const article = openArticle('new', {
      by: 'rumana',
      request: () => new Promise((done) => (answer = done as typeof answer)),
      kept: {
        keepIntent: async () => {},
        dropIntent: async () => {},
        intentsOf: async () => [],
        keepDraft: async (draft: Draft) => drafts.set(draft.article, draft),
        dropDraft: async (_by: string, id: string) => drafts.delete(id),
        draftOf: async (_by: string, id: string) => drafts.get(id),
      } as never,
      place: (of) => ({
        isHere: signal(of === 'new'),
        ask: async () => of === 'new',
        takeOver: async () => {},
        leave: () => left.push(of),
      }),
      filed: (id) => {
        filedAs = id;
      },
    });
    await article.open();
    article.change({ headline: 'ক' });
    void article.save();
    await vi.advanceTimersByTimeAsync(0);
    article.change({ headline: 'কখ' });
    article.close();
    await vi.advanceTimersByTimeAsync(0);
    const copy = { section: noFields.section, headline: 'ক', body: [], bylines: [], tags: [], alert: 'none' };
    const record = { id: 'art_9', version: 1, copyVersion: 1, state: 'draft', ...copy };
    answer({ body: record as unknown as ArticleRecord, etag: '"1"', isUnchanged: false });
    await vi.advanceTimersByTimeAsync(0);
    expect([filedAs, left.includes('art_9')]).toEqual(['', true]);
    expect([...drafts.keys()]).toEqual(['art_9']);
    expect(drafts.get('art_9')?.fields).toMatchObject({ mine: { headline: 'কখ' }, base: { headline: 'ক' } });
  });

  it('looks again for what somebody else saved, when it cannot be read at once', async () => {
    const world = await opened();
    await takes(world, 'type', 'answer', 'others save elsewhere', 'save', 'answer');
    await takes(world, 'offline', 'answer', 'online', 'offline', 'answer', 'answer');
    world.isOffline = false;
    await takes(world, 'five seconds', 'five seconds', 'answer', 'answer', 'answer');
    expect([world.article.queue.state.peek(), world.shown().includes('অন্য')]).toEqual(['idle', true]);
  });

  it('asks for no choice any more once it is killed', async () => {
    const world = await opened();
    await takes(world, 'type a headline', 'others change the headline', 'hear', 'answer', 'answer');
    expect(world.article.conflict.peek()).toBeDefined();
    world.put({ state: 'killed' });
    await takes(world, 'hear', 'answer', 'answer');
    expect(world.article.conflict.peek()).toBeUndefined();
  });

  it('takes nothing in while a word is composed, which it would tear', async () => {
    const world = await opened();
    await world.step('type elsewhere');
    world.article.isComposing.value = true;
    await world.step('others save here');
    await world.step('hear');
    for (let turn = 0; turn < 4; turn += 1) await world.answer();
    await world.advance(1_000);
    expect(world.shown()).not.toContain('অন্য');
    await world.step('type elsewhere');
    world.article.isComposing.value = false;
    await world.advance(1_000);
    expect(world.shown()).toContain('অন্য');
    world.check();
    expect(world.faults).toEqual([]);
  });
});
