import { computed, signal } from '@preact/signals';
import type { ArticleRecord, ArticleWithCopy, Lease } from '../../../shared/articles/record.ts';
import { Refused } from '../api/request.ts';
import { stepOf } from '../api/step-of.ts';
import { type Means, openWriteQueue, type Write } from '../api/write-queue.ts';
import {
  type Begun,
  type FieldName,
  type Fields,
  fieldsOf,
  filingOf,
  type Merged,
  merged,
  noFields,
  sameFields,
} from './fields.ts';
import { settled } from './merge-bodies.ts';
import type { Place } from './one-tab.ts';

/** What both of two people changed: the version that the other one saved, and what each has. */
export type Conflict = { theirs: Fields; merged: Merged };

/** Who is taken in a place of a conflict. Of a body's blocks, both may be. */
export type Choice = 'mine' | 'theirs' | 'both';
/** A choice for each field that both changed, and for each place of the body in the order of its conflicts. */
export type Choices = { fields: Partial<Record<FieldName, Choice>>; body: readonly Choice[] };

/** What an article is opened with; `place` is that of its one writer in this browser. */
export type Opening = Means & {
  place: (article: string, keep: () => Promise<unknown>, came: () => void) => Place;
  /** Where an article that was new is from now on. */
  filed: (id: string) => void;
};

/** Milliseconds after a change until it is kept on this device, though somebody types on. */
const keepAfter = 400;
/** Milliseconds without a change after which the newsroom keeps it too, and the most from the first change until then. */
const shareAfter = 5_000;
const shareAtLeast = 30_000;
/** Milliseconds between two renewals of a lease, which lasts five minutes. */
const renewAfter = 90_000;
/** Milliseconds between two looks whether a word is still being composed, or what somebody else saved can be read. */
const [lookAgain, readAgain] = [50, 5_000];

/** Whether a save takes back what was done with a copy: it is a draft again. */
export const takesBack = ({ state }: Pick<ArticleRecord, 'state'>) =>
  state === 'approved' || state === 'submitted';
const hasCopy = (record: ArticleRecord): record is ArticleWithCopy => 'body' in record;
const isOf = (fields: Fields, filing: object) => JSON.stringify(filingOf(fields)) === JSON.stringify(filing);
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * One article on somebody's screen: what the newsroom has, what they have changed, and the queue of what they do to it. Nothing
 * that is typed is thrown away by any answer. One that is `new` gets its id when it is filed, and stays where it is written.
 */
export function openArticle(given: string, opening: Opening) {
  const { by, request, kept } = opening;
  let id = given;
  let path = `/api/articles/${id}`;
  let isNew = id === 'new';
  const queue = openWriteQueue<ArticleRecord>(id, opening);
  const record = signal<ArticleRecord | undefined>();
  const failure = signal<Error | undefined>();
  /** The fields as they were read, and as they stand in the form. */
  const base = signal<Fields>(noFields);
  const fields = signal<Fields>(noFields);
  /** A version of somebody else that waits for a choice. */
  const met = signal<{ etag: string | undefined; theirs: ArticleWithCopy; fields: Fields } | undefined>();
  const wasRestored = signal(false);
  const lease = signal<Lease | undefined>();
  /** A save would take an approval or a submission back: somebody is asked. */
  const asksToVoid = signal(false);
  /** Whether a word is being composed: another text in its field would tear it. */
  const isComposing = signal(false);
  const isDirty = computed(() => !sameFields(base.value, fields.value));
  // Who goes on typing chooses of what is there then.
  const conflict = computed<Conflict | undefined>(
    () =>
      met.value && {
        theirs: met.value.fields,
        merged: merged(base.value, fields.value, met.value.fields),
      },
  );
  let keeping: ReturnType<typeof setTimeout> | undefined;
  let sharing: ReturnType<typeof setTimeout> | undefined;
  let reading: ReturnType<typeof setTimeout> | undefined;
  let unsharedSince: number | undefined;
  let isShared = false;
  /** From before a save is kept until it is answered: keys that are pressed twice must not file an article twice. */
  let isSaving = false;
  let wantsSave = false;
  let isClosed = false;
  let renewing: ReturnType<typeof setInterval> | undefined;

  const calm = async () => {
    while (isComposing.peek() && !isClosed) await pause(lookAgain);
  };

  /** Takes what the newsroom has as the new base; my changes stand on it, but for those that somebody has to decide on. */
  const meet = async (read: ArticleRecord, etag: string | undefined) => {
    await calm();
    // An answer that was long on its way is older than what is here.
    if (read.version < (record.peek()?.version ?? 0)) return;
    lease.value = 'lease' in read ? read.lease : undefined;
    if (!hasCopy(read)) {
      record.value = read;
      met.value = undefined;
      if (!isDirty.peek()) [base.value, fields.value] = [noFields, noFields];
      queue.startFrom(etag);
      return;
    }
    const theirs = fieldsOf(read);
    const isKnown = read.version === record.peek()?.version && sameFields(base.peek(), theirs);
    if (isKnown && !met.peek()) return queue.startFrom(etag);
    const { fields: both, conflicts } = merged(base.peek(), fields.peek(), theirs);
    if (conflicts.length > 0) {
      // Of what was begun before the screen was opened nothing else is known.
      record.value ??= read;
      met.value = { etag, theirs: read, fields: theirs };
      return;
    }
    stand(read, etag, theirs, both);
  };

  const stand = (read: ArticleRecord, etag: string | undefined, theirs: Fields, mine: Fields) => {
    met.value = undefined;
    record.value = read;
    base.value = theirs;
    fields.value = mine;
    queue.startFrom(etag);
    void keepOrDrop();
  };

  const isSending = () => ['sending', 'kept', 'over'].includes(queue.state.peek());

  const load = async () => {
    clearTimeout(reading);
    try {
      const { body, etag } = await request<ArticleRecord>('GET', path);
      failure.value = undefined;
      if (record.peek() && isSending()) return;
      await meet(body, etag);
    } catch (error) {
      failure.value = error as Error;
      // Somebody else was first: until it is known what they saved, nothing can be saved.
      if (queue.state.peek() === 'stale' && !isClosed) reading = setTimeout(() => void load(), readAgain);
    }
  };

  const restore = async () => {
    const local = await kept.draftOf(by, id);
    const found = local?.fields ?? (isNew ? undefined : await sharedDraft());
    if (!found) return;
    const { base: from, mine } = found as Begun;
    isShared = !isNew;
    base.value = from;
    fields.value = mine;
    wasRestored.value = isDirty.peek();
  };

  /** What this person had not saved on another machine. */
  const sharedDraft = async () =>
    (await request<{ fields: object }>('GET', `${path}/working`).catch(() => undefined))?.body.fields;

  /** What is told of unsaved text goes out one after the other: what was dropped must not come back. */
  let telling: Promise<unknown> = Promise.resolve();
  const tell = (method: 'PUT' | 'DELETE', body?: object) => {
    telling = telling.then(() => request(method, `${path}/working`, body && { body }).catch(() => undefined));
    return telling;
  };

  /** Has the newsroom keep what is not saved, for this person alone: on another machine they find it again. */
  const share = async () => {
    if (isNew || !isDirty.peek() || !isHere.peek()) return;
    unsharedSince = undefined;
    isShared = true;
    await tell('PUT', { from: record.peek()?.version ?? 0, fields: begun() });
  };

  const dropShared = async () => {
    clearTimeout(sharing);
    if (!isShared) return;
    isShared = false;
    await tell('DELETE');
  };

  const begun = (): Begun => ({ base: base.peek(), mine: fields.peek() });

  const keepOrDrop = async () => {
    clearTimeout(keeping);
    keeping = undefined;
    if (isHere.peek()) await keepNow();
  };

  const keepNow = async () => {
    if (!isDirty.peek()) {
      await Promise.all([kept.dropDraft(by, id), dropShared()]);
      return;
    }
    await kept.keepDraft(draft());
  };

  const draft = () => {
    const from = record.peek()?.copyVersion ?? 0;
    return { by, article: id, from, at: Date.now(), fields: begun() };
  };

  /** Keeps what is here before it returns: the page is being left, or put away, and may never run again. */
  const leave = () => {
    if (isDirty.peek() && isHere.peek()) kept.keepLeaving(draft());
  };

  /** Goes on with what was written here before, or in another tab. */
  const goOn = async () => {
    await restore();
    const resumed = queue.resume();
    if (!isNew) {
      await load();
      void resumed.then((done) => done && load());
      return;
    }
    const done = await resumed;
    const now = fields.peek();
    if (!done) return;
    await filed(done.answer, isOf(now, done.body) ? now : noFields);
    await follow();
  };

  /** Another tab takes what was written here, and goes on with it: here it is read as that saves it. */
  const giveAway = async () => {
    for (const timer of [keeping, sharing]) clearTimeout(timer);
    keeping = undefined;
    await keepNow();
    fields.value = base.peek();
    met.value = undefined;
  };

  const placeOf = (article: string) => opening.place(article, giveAway, () => void goOn());
  const place = signal(placeOf(id));
  const isHere = computed(() => place.value.isHere.value);

  const open = async () => {
    if (await place.peek().ask()) await goOn();
    else if (!isNew) await load();
  };

  const change = (changes: Partial<Fields>) => {
    fields.value = { ...fields.peek(), ...changes };
    keeping ??= setTimeout(() => void keepOrDrop(), keepAfter);
    clearTimeout(sharing);
    unsharedSince ??= Date.now();
    const left = unsharedSince + shareAtLeast - Date.now();
    sharing = setTimeout(() => void share(), Math.max(0, Math.min(shareAfter, left)));
    if (!isNew && renewing === undefined && isDirty.peek()) {
      void renew();
      renewing = setInterval(() => void renew(), renewAfter);
    }
  };

  /** Lets others see that somebody is editing. It keeps nobody from saving. */
  const renew = async (takeOver = false) => {
    if (!takeOver && !isDirty.peek()) return;
    try {
      lease.value = (await request<Lease>('POST', `${path}/lease`, { body: { takeOver } })).body;
    } catch (error) {
      if (error instanceof Refused && error.told.code === 'leased') await load();
    }
  };

  /** Whoever is done with it for now is not editing: the next change says so again. */
  const giveLeaseBack = () => {
    if (renewing === undefined) return;
    clearInterval(renewing);
    renewing = undefined;
    void request('POST', `${path}/lease`, { body: { done: true } }).catch(() => undefined);
  };

  /** A new article is there, and this is it from now on: what was written of it since it was `sent` is unsaved text of it. */
  const filed = async (saved: ArticleRecord, sent: Fields) => {
    const before = { id, place: place.peek() };
    const next = placeOf(saved.id);
    if (!isClosed) await next.ask();
    await calm();
    [id, path, isNew] = [saved.id, `/api/articles/${saved.id}`, false];
    place.value = next;
    queue.moveTo(id);
    const theirs = hasCopy(saved) ? fieldsOf(saved) : noFields;
    stand(saved, queue.etag.peek(), theirs, merged(sent, fields.peek(), theirs).fields);
    if (isDirty.peek()) await kept.keepDraft(draft());
    // Another tab that takes the place of what is new must not find this there.
    await kept.dropDraft(by, before.id);
    before.place.leave();
    // Whoever has gone elsewhere meanwhile stays there, and finds it free when they open it.
    if (isClosed) return next.leave();
    opening.filed(id);
  };

  /** Does a write in its turn. When somebody else was first, what they saved is fetched and met. */
  const send = async (write: Write): Promise<ArticleRecord> => {
    try {
      return await queue.send(write);
    } catch (error) {
      if (error instanceof Refused && error.status === 412 && !isNew) await load();
      throw error;
    }
  };

  const isKilled = () => record.peek()?.state === 'killed';

  /**
   * Saves. One that would take an approval or a submission back is asked for first, and `mayVoid` is the answer; one that is
   * asked for while another is under way follows it.
   */
  const save = async (mayVoid = false): Promise<void> => {
    asksToVoid.value = false;
    // A write that is meant is kept by itself, but not what comes of its being refused.
    await keepOrDrop();
    if (!isDirty.peek() || met.peek() || isKilled() || !isHere.peek()) return;
    if (isSaving || isSending()) {
      wantsSave = true;
      return;
    }
    const before = record.peek();
    if (before && takesBack(before) && !mayVoid) {
      asksToVoid.value = true;
      return;
    }
    isSaving = true;
    try {
      await saveNow(before);
    } finally {
      isSaving = false;
    }
    await follow();
  };

  const saveNow = async (before: ArticleRecord | undefined): Promise<void> => {
    const sent = fields.peek();
    const filing = filingOf(sent, before && hasCopy(before) ? before.source : undefined);
    if (isNew) return filed(await send({ method: 'POST', path: '/api/articles', body: filing }), sent);
    const saved = await send({ method: 'PUT', path, body: filing });
    await calm();
    wasRestored.value = false;
    if (hasCopy(saved) && saved.version >= (record.peek()?.version ?? 0)) {
      const theirs = fieldsOf(saved);
      // What was typed while it was being saved stands on what was saved.
      stand(saved, queue.etag.peek(), theirs, merged(sent, fields.peek(), theirs).fields);
    }
  };

  const follow = async () => {
    if (!wantsSave) return;
    wantsSave = false;
    await save();
  };

  /** Takes a step; `seen` is the version of the copy that it was decided on. Throws `Refused` when that is another now. */
  const take = async (step: string, body: object, seen?: number) => {
    const sent = stepOf(id, step, body);
    if (!sent.ifMatch && seen !== undefined && record.peek()?.copyVersion !== seen)
      throw new Refused(412, { code: 'stale' });
    const saved = await send(sent);
    await meet(saved, queue.etag.peek());
    await follow();
    if (!isDirty.peek()) giveLeaseBack();
  };

  /** Ends a conflict as somebody chose. Nothing is taken of which nobody said whose it is. */
  const resolve = (choices: Choices) => {
    const [waits, now] = [met.peek(), conflict.peek()];
    if (!waits || !now) return;
    const { fields: both, conflicts, pieces } = now.merged;
    const body = settled(pieces, choices.body);
    const others = conflicts.filter((name) => name !== 'body');
    if (!body || others.some((name) => choices.fields[name] === undefined)) return;
    const taken = others.filter((name) => choices.fields[name] === 'theirs');
    const theirs = Object.fromEntries(taken.map((name) => [name, waits.fields[name]]));
    stand(waits.theirs, waits.etag, waits.fields, { ...both, ...theirs, body });
  };

  const discard = () => {
    fields.value = base.peek();
    if (isKilled()) [base.value, fields.value] = [noFields, noFields];
    met.value = undefined;
    wasRestored.value = false;
    void keepOrDrop();
    if (!isNew) void load();
  };

  const close = () => {
    isClosed = true;
    for (const timer of [keeping, sharing, reading]) clearTimeout(timer);
    void keepOrDrop().finally(() => place.peek().leave());
    giveLeaseBack();
  };

  return {
    ...{ queue, record, failure, fields, conflict, wasRestored, lease, isDirty },
    get id() {
      return id;
    },
    get isNew() {
      return isNew;
    },
    ...{ asksToVoid, isComposing, isHere },
    takePlace: () => place.peek().takeOver(),
    takeLease: () => renew(true),
    ...{ open, load, change, save, take, resolve, discard, close, leave },
  };
}

export type OpenArticle = ReturnType<typeof openArticle>;
