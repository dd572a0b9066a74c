import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** A write that was meant, from the click until it is known whether it was done. */
export type Intent = {
  /** Its `Idempotency-Key`: sent again, it is done once. */
  key: string;
  by: string;
  /** The article that it is about; `new` for one that is filed. */
  article: string;
  method: 'POST' | 'PUT';
  path: string;
  body: object;
  ifMatch?: string;
  at: number;
};

/** Fields of an article as somebody has them on their screen, and the version they began from. */
export type Draft = { by: string; article: string; from: number; at: number; fields: object };

interface Kept extends DBSchema {
  intents: { key: string; value: Intent; indexes: { article: [string, string] } };
  drafts: { key: [string, string]; value: Draft };
}

let opened: Promise<IDBPDatabase<Kept>> | undefined;

/** What is kept on this device: of each person by themselves, nobody else who signs in here sees it. */
const database = () => {
  opened ??= openDB<Kept>('khobor-desk', 1, {
    upgrade: (db) => {
      db.createObjectStore('intents', { keyPath: 'key' }).createIndex('article', ['by', 'article']);
      db.createObjectStore('drafts', { keyPath: ['by', 'article'] });
    },
  });
  return opened;
};

/** A browser may refuse to keep anything, as in private windows: then what is on the screen is all there is. */
const orNothing = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined);

export const keepIntent = (intent: Intent) => orNothing(database().then((db) => db.put('intents', intent)));
export const dropIntent = (key: string) => orNothing(database().then((db) => db.delete('intents', key)));
export const intentsOf = async (by: string, article: string): Promise<Intent[]> =>
  (await orNothing(database().then((db) => db.getAllFromIndex('intents', 'article', [by, article])))) ?? [];

/** Where a draft is that a page had when it was left: there is no time then to wait for a database. */
const left = (by: string, article: string) => `khobor.left.${by}.${article}`;

export const keepDraft = async (draft: Draft) => {
  await orNothing(database().then((db) => db.put('drafts', draft)));
  const newer = leftDraft(draft.by, draft.article);
  if (newer && newer.at <= draft.at) localStorage.removeItem(left(draft.by, draft.article));
};

/** Keeps a draft before it returns: the page is being left, and may never run again. */
export function keepLeaving(draft: Draft): void {
  try {
    localStorage.setItem(left(draft.by, draft.article), JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing, or no more: what is in the database is all there is.
  }
}

function leftDraft(by: string, article: string): Draft | undefined {
  try {
    return JSON.parse(localStorage.getItem(left(by, article)) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

export const dropDraft = (by: string, article: string) => {
  if (leftDraft(by, article)) localStorage.removeItem(left(by, article));
  return orNothing(database().then((db) => db.delete('drafts', [by, article])));
};
export const draftOf = async (by: string, article: string): Promise<Draft | undefined> => {
  const [whenLeft, kept] = [
    leftDraft(by, article),
    await orNothing(database().then((db) => db.get('drafts', [by, article]))),
  ];
  return whenLeft && (!kept || whenLeft.at >= kept.at) ? whenLeft : kept;
};

/** Asks the browser not to evict what is kept. */
export const persist = () => orNothing(navigator.storage?.persist?.() ?? Promise.resolve(false));
