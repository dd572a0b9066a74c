import type { ServiceContext } from '../service.ts';
import type { ListedMail, Mail, MailPage, MailQuery, Outcome, RenderingFailed, TagCount } from './mail.ts';

/** A mail as it is stored; `recipients` are the bare addresses of `to`. */
export type StoredMail = Mail & { recipients: string[] };

export type Mails = ReturnType<typeof openMails>;

/** All sent mail, and what became of it. Functions that write must be called inside `store.write`. */
export function openMails({ store, clock }: Pick<ServiceContext, 'store' | 'clock'>) {
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS ses_mail (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT, at INTEGER, mail TEXT) STRICT;
    CREATE INDEX IF NOT EXISTS ses_mail_id ON ses_mail (id);
    CREATE TABLE IF NOT EXISTS ses_tagged (seq INTEGER PRIMARY KEY, at INTEGER, tags TEXT) STRICT;
    CREATE TABLE IF NOT EXISTS ses_failure (seq INTEGER PRIMARY KEY AUTOINCREMENT, failure TEXT) STRICT;
    CREATE TABLE IF NOT EXISTS ses_outcome (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, mail TEXT, what TEXT, at INTEGER, tags TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS ses_outcome_mail ON ses_outcome (mail)`);

  /** Tags stand apart as well: counting them reads no texts. */
  const put = ({ id, at, ...mail }: StoredMail) => {
    const { lastInsertRowid: seq } = store
      .sql('INSERT INTO ses_mail (id, at, mail) VALUES (?, ?, ?)')
      .run(id, Date.parse(at), JSON.stringify(mail));
    if (mail.tags)
      store
        .sql('INSERT INTO ses_tagged VALUES (?, ?, ?)')
        .run(seq, Date.parse(at), JSON.stringify(mail.tags));
  };

  const putFailure = (failure: RenderingFailed) =>
    store.sql('INSERT INTO ses_failure (failure) VALUES (?)').run(JSON.stringify(failure));

  const putOutcome = ({ id, tags = {} }: Pick<Mail, 'id' | 'tags'>, what: Outcome['what']) =>
    store
      .sql('INSERT INTO ses_outcome (mail, what, at, tags) VALUES (?, ?, ?, ?)')
      .run(id, what, clock.now(), JSON.stringify(tags));

  const failures = (): RenderingFailed[] =>
    store
      .sql('SELECT failure FROM ses_failure ORDER BY seq DESC')
      .all()
      .map(({ failure }) => JSON.parse(String(failure)));

  const list = (): Mail[] => store.sql('SELECT * FROM ses_mail ORDER BY seq DESC').all().map(mailOf);

  const find = (id: string): StoredMail | undefined => {
    const row = store.sql('SELECT * FROM ses_mail WHERE id = ?').get(id);
    return row && storedOf(row);
  };

  const outcomesOf = (id: string): Outcome[] =>
    store
      .sql('SELECT what, at FROM ses_outcome WHERE mail = ? ORDER BY seq')
      .all(id)
      .map(({ what, at }) => ({ what: what as Outcome['what'], at: iso(at) }));

  /** Reads of each mail only what a list shows; whole mails are searched as text before they are parsed. */
  const page = ({ limit, before = Number.MAX_SAFE_INTEGER, search = '', tag }: MailQuery): MailPage => {
    const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    const rows = store
      .sql(
        `SELECT seq, id, at, json_extract(mail, '$.from') AS sender, json_extract(mail, '$.to') AS receivers,
           json_extract(mail, '$.subject') AS subject, json_extract(mail, '$.tags') AS tags
         FROM ses_mail WHERE seq < :before
           AND (:value IS NULL
             OR seq IN (SELECT seq FROM ses_tagged WHERE json_extract(tags, :path) = :value AND seq < :before))
           AND (:search = '' OR (mail LIKE :raw ESCAPE '\\' AND EXISTS (
             SELECT 1 FROM json_tree(mail)
             WHERE atom LIKE :found ESCAPE '\\' OR (path = '$.headers' AND key LIKE :found ESCAPE '\\'))))
         ORDER BY seq DESC LIMIT :limit`,
      )
      .all({
        before,
        search,
        found: like(search),
        raw: like(JSON.stringify(search).slice(1, -1)),
        limit: limit + 1,
        value: tag?.value ?? null,
        path: pathOf(tag?.name ?? ''),
      });
    const mails = rows.slice(0, limit).map(listed);
    const last = mails.at(-1);
    return rows.length > limit && last ? { mails, before: last.seq } : { mails };
  };

  const counts = new Map<string, Counts>();

  /** Counts mails by the values of a tag, the newest first. What was counted is not read again. */
  const countsOf = (name: string): TagCount[] => {
    const so = counts.get(name) ?? { mails: 0, outcomes: 0, failures: 0, byValue: new Map() };
    counts.set(name, so);
    const of = (value: unknown, at: number) => {
      const one = so.byValue.get(String(value)) ?? { lastAt: at, mails: 0, outcomes: {} };
      so.byValue.set(String(value), one);
      one.lastAt = Math.max(one.lastAt, at);
      return one;
    };
    for (const row of store
      .sql(
        `SELECT json_extract(tags, ?) AS value, count(*) AS mails, max(at) AS at, max(seq) AS seq
         FROM ses_tagged WHERE seq > ? GROUP BY value`,
      )
      .all(pathOf(name), so.mails)) {
      so.mails = Math.max(so.mails, Number(row.seq));
      if (row.value !== null) of(row.value, Number(row.at)).mails += Number(row.mails);
    }
    for (const row of store
      .sql(
        `SELECT json_extract(tags, ?) AS value, what, count(*) AS times, max(at) AS at, max(seq) AS seq
         FROM ses_outcome WHERE seq > ? GROUP BY value, what`,
      )
      .all(pathOf(name), so.outcomes)) {
      so.outcomes = Math.max(so.outcomes, Number(row.seq));
      if (row.value === null) continue;
      const { outcomes } = of(row.value, Number(row.at));
      outcomes[String(row.what)] = (outcomes[String(row.what)] ?? 0) + Number(row.times);
    }
    for (const row of store
      .sql(
        `SELECT json_extract(json_extract(failure, '$.tags'), ?) AS value, json_extract(failure, '$.at') AS at, seq
         FROM ses_failure WHERE seq > ? ORDER BY seq`,
      )
      .all(pathOf(name), so.failures)) {
      so.failures = Number(row.seq);
      if (row.value === null) continue;
      const { outcomes } = of(row.value, Date.parse(String(row.at)));
      outcomes['not rendered'] = (outcomes['not rendered'] ?? 0) + 1;
    }
    return [...so.byValue]
      .map(([value, one]) => ({ ...one, value, lastAt: iso(one.lastAt), outcomes: { ...one.outcomes } }))
      .sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1));
  };

  return { put, putFailure, putOutcome, failures, list, find, outcomesOf, page, countsOf };
}

/** Up to which row each table was counted, and what there was. `lastAt` in milliseconds. */
type Counts = {
  mails: number;
  outcomes: number;
  failures: number;
  byValue: Map<string, { lastAt: number; mails: number; outcomes: Record<string, number> }>;
};

type Row = Record<string, unknown>;

/** Where a tag stands in the JSON of all tags of a mail. */
const pathOf = (tag: string) => `$.${JSON.stringify(tag)}`;

const iso = (at: unknown) => new Date(Number(at)).toISOString();

function storedOf({ id, at, mail }: Row): StoredMail {
  const stored = JSON.parse(String(mail));
  // Of a mail from before they were kept.
  const recipients = stored.recipients ?? stored.to.map((one: string) => one.replace(/^.*<(.*)>$/, '$1'));
  return { id: String(id), at: iso(at), ...stored, recipients };
}

function mailOf(row: Row): Mail {
  const { recipients: _, ...mail } = storedOf(row);
  return mail;
}

const listed = ({ seq, id, at, sender, receivers, subject, tags }: Row): ListedMail => ({
  seq: Number(seq),
  id: String(id),
  at: iso(at),
  from: String(sender),
  to: JSON.parse(String(receivers)),
  subject: String(subject),
  ...(tags === null ? {} : { tags: JSON.parse(String(tags)) }),
});
