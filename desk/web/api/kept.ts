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

/** Committed at once: a page that is being left waits for no answer. */
export const keepDraft = (draft: Draft) =>
  orNothing(
    database().then((db) => {
      const writing = db.transaction('drafts', 'readwrite');
      void writing.store.put(draft).catch(() => undefined);
      writing.commit();
      return writing.done;
    }),
  );
export const dropDraft = (by: string, article: string) =>
  orNothing(database().then((db) => db.delete('drafts', [by, article])));
export const draftOf = (by: string, article: string) =>
  orNothing(database().then((db) => db.get('drafts', [by, article])));

/** Asks the browser not to evict what is kept. */
export const persist = () => orNothing(navigator.storage?.persist?.() ?? Promise.resolve(false));
