/**
 * Every key of the table, and every list of its index. `docs/table.md` is generated from this file; no other code
 * builds a key.
 */

export type Key = { pk: string; sk: string };

/**
 * One item of the table. `list` and `at` put it on a list of the index; `ttl` (epoch seconds) lets DynamoDB delete it.
 */
export type Item = Key & {
  version?: number;
  list?: string | undefined;
  at?: string | undefined;
  ttl?: number;
  record: unknown;
};

/** The names in braces of a pattern: `ARTICLE#{id}` has `id`. */
type Names<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Values<P extends string> = { [name in Names<P>]: string };

/** A pattern with its values. One that others follow has no `#`, so that no two sets of values make one key. */
const filled = <P extends string>(pattern: P, values: Values<P>) =>
  pattern.replace(/\{(\w+)\}(#?)/g, (_, name: string, end: string) => {
    const value = String(values[name as Names<P>]);
    return end ? value.replace(/[%#]/g, encodeURIComponent) + end : value;
  });

/** Reads the values back from a key by its pattern. */
function valuesIn<P extends string>(pattern: P, key: string): Values<P> {
  const found = new RegExp(`^${pattern.replace(/\{(\w+)\}/g, '(?<$1>[^#]+)')}$`).exec(key);
  if (!found) throw new Error(`${key} is no key of the form ${pattern}`);
  const values = Object.entries(found.groups ?? {});
  const ends = pattern.endsWith('}') ? values.length - 1 : values.length;
  return Object.fromEntries(
    values.map(([name, value], at) => [
      name,
      at < ends ? value.replace(/%2[35]/g, decodeURIComponent) : value,
    ]),
  ) as Values<P>;
}

/**
 * A kind of item: the patterns of its partition key and sort key, what it holds, and who reads it how. `inPk` and
 * `inSk` read the values back from a key.
 */
const item = <const Pk extends string, const Sk extends string>(
  pk: Pk,
  sk: Sk,
  about: { holds: string; read: string; lists?: string; ends?: string },
) =>
  Object.assign(
    (values: Values<Pk | Sk>) => ({
      pk: filled(pk, values as Values<Pk>),
      sk: filled(sk, values as Values<Sk>),
    }),
    {
      pk,
      sk,
      about,
      /** The partition key, for queries. */
      partition: (values: Values<Pk>) => filled(pk, values),
      /** The part of the sort key before its first value, for queries of all items of this kind in a partition. */
      prefix: sk.replace(/\{.*$/s, ''),
      inPk: (key: string) => valuesIn(pk, key),
      inSk: (key: string) => valuesIn(sk, key),
    },
  );

/** A list of the index `lists`; its entries are ordered by `at`, an instant or what a list says. */
const list = <const P extends string>(pattern: P, about: { holds: string; at: string; read: string }) =>
  Object.assign((values: Values<P>) => filled(pattern, values), { pattern, about });

/** A version for a sort key, padded so that it sorts as a number. */
export const padded = (version: number, digits = 8) => String(version).padStart(digits, '0');

export const keys = {
  article: {
    head: item('ARTICLE#{id}', 'HEAD', {
      holds: 'the article as the newsroom has it: state, version, whose copy',
      read: 'by id, for each step',
      lists: '`DESK#…`, or `DUE` under embargo; none once published',
    }),
    live: item('ARTICLE#{id}', 'LIVE', {
      holds: 'what readers have of it: which copy, its path and what lists show; or the tombstone',
      read: 'by id, for each page',
      lists: '`LIVE#…` while it is published; `ARCHIVE#…` if it is backdated',
    }),
    copy: item('ARTICLE#{id}', 'COPY#{version}', {
      holds: 'the content as saved at a version; of a long one, where it lies in the private bucket',
      read: 'by id and version',
    }),
    filed: item('ARTICLE#{id}', 'FILED', {
      holds: 'nothing: it stands on the list of who filed the article, for good',
      read: 'through its list',
      lists: '`FILED#…`',
    }),
    comment: item('ARTICLE#{id}', 'COMMENT#{comment}', {
      holds: 'an internal comment, by the version of the article that it made',
      read: 'a partition in order',
    }),
    expiry: item('ARTICLE#{id}', 'EXPIRY', {
      holds: 'nothing: it stands on its list while readers have the article until an instant',
      read: 'through its list',
      lists: '`EXPIRING`',
    }),
    working: item('ARTICLE#{id}', 'WORK#{by}', {
      holds:
        'what somebody has not saved of it, for them alone; of a long one, where it lies in the private bucket',
      read: 'by id and account',
      ends: 'fourteen days after its last change',
    }),
    lease: item('ARTICLE#{id}', 'LEASE', {
      holds: 'who is editing it',
      read: 'by id',
      ends: 'a minute after the lease',
    }),
    preview: item('ARTICLE#{id}', 'PREVIEW#{hash}', {
      holds: 'a link to a preview, under the SHA-256 of its token',
      read: 'by id and hash',
      ends: 'with the link',
    }),
    underTerm: item('TOPIC#{term}', 'AT#{publishedAt}#{id}', {
      holds: 'an article under a tag or an author, as lists show it',
      read: 'the newest of a partition, for its page',
    }),
  },
  author: item('TOPIC#author/{slug}', 'AUTHOR', {
    holds: 'what is said of an author: name, role, bio, pages elsewhere',
    read: 'by slug; with the newest articles of the partition, for its page',
    lists: '`AUTHORS`',
  }),
  /** Facts are stored in the partition of their record. */
  fact: item('{record}', 'FACT#{version}', {
    holds: 'a fact: outbox, history and audit log at once',
    read: 'a partition in order, for the history; the stream, for the outbox',
    lists: '`ACTIVITY#…` when it is about an article, else `FACTS#…`',
  }),
  pins: item('ARRANGEMENT', 'HEAD', {
    holds: 'what editors keep at the top of all fronts, and the strip of breaking news',
    read: 'once for each refresh of fronts',
    lists: '`UNPINNING` while a pin or the strip ends at an instant',
  }),
  latest: item('LATEST', '{section}', {
    holds:
      'the thirty newest published articles of a section as cards, compressed: folded forward by each publication',
    read: 'all fifteen at once, for fronts, feeds and the news sitemap',
  }),
  sealed: item('LATEST', 'SEALED', {
    holds: 'the day that archives and sitemaps are complete before',
    read: 'at each new day, which makes up for those that the clock missed',
  }),
  redirect: item('REDIRECT#{from}', 'HEAD', {
    holds: 'where an old path leads, or that it leads nowhere any more',
    read: 'by path',
    lists: '`REDIRECTS` until it is removed',
  }),
  leadingTo: item('REDIRECT#{to}', 'FROM#{from}', {
    holds: 'nothing: that a redirect leads here from another old path',
    read: 'a partition in order, for redirects that lead on',
  }),
  person: item('PERSON#{id}', 'HEAD', {
    holds: 'somebody of the newsroom: an account, and the user name that it signs in with',
    read: 'by account, for the names in messages',
    lists: '`PEOPLE`',
  }),
  asset: {
    head: item('ASSET#{id}', 'HEAD', {
      holds: 'an uploaded file',
      read: 'by id',
      lists: '`UNUSED` while it is not public; of a picture `PICTURES`, once it is checked',
    }),
    until: item('ASSET#{id}', 'UNTIL', {
      holds: 'nothing: it stands on its list until the rights to a picture are over',
      read: 'through its list',
      lists: '`LAPSING`',
    }),
    unused: item('ASSET#{id}', 'UNUSED', {
      holds: 'nothing: it stands on its list while a picture is not public',
      read: 'through its list',
      lists: '`UNUSED`',
    }),
    sameFile: item('FILE#{hash}', 'PICTURE', {
      holds: 'the first picture that was made of a file, by its SHA-256',
      read: 'by hash, when a picture is checked',
    }),
    use: item('ASSET#{id}', 'USE#{user}', {
      holds: 'that a line item or an article uses it, and whether that is cleared',
      read: 'a partition, with the file: whether readers may get it, and what a withdrawal ends',
    }),
  },
  lineItem: {
    head: item('LINEITEM#{id}', 'HEAD', {
      holds: 'a booking and how it stands',
      read: 'by id',
      lists: '`LINEITEMS#…`',
    }),
    placement: item('PLACEMENTS', 'PLACEMENT#{id}', {
      holds: 'a cleared line item as the script of the pages gets it',
      read: 'the whole partition, for `ads/slots.json`',
    }),
    count: item('LINEITEM#{id}', 'COUNT#{day}#{slot}', {
      holds: 'impressions, clicks and machines of a day in a slot, added up',
      read: 'a partition in order, for the report',
    }),
    reportLink: item('LINEITEM#{id}', 'REPORT#{hash}', {
      holds: 'a link to its report, under the SHA-256 of its token',
      read: 'by id and hash',
      ends: 'with the link',
    }),
  },
  countedLog: item('LOG#{hash}', 'COUNTED#{part}', {
    holds: 'that a part of a log of the CDN was counted, by the SHA-256 of the log',
    read: 'never: it must not exist yet',
  }),
  views: item('VIEWS', '{day}', {
    holds:
      'how often people asked for the page of each article on a day, of the five hundred read most, compressed',
    read: 'those of a week at once, for what is read most',
    ends: 'after ten days',
  }),
  viewedLog: item('LOG#{hash}', 'VIEWED', {
    holds: 'that the views in a log of the CDN were counted, by the SHA-256 of the log',
    read: 'never: it must not exist yet',
    ends: 'after thirty days',
  }),
  subscription: {
    head: item('SUBSCRIPTION#{id}', 'HEAD', {
      holds: 'a subscription; its address while it is confirmed',
      read: 'by id',
      ends: '8 days after an unconfirmed request, 30 days after its end',
    }),
    wish: item('SUBSCRIPTION#{id}', 'WISH#{hash}', {
      holds: 'what a mail asks to confirm, under the SHA-256 of its link’s secret',
      read: 'by id and hash',
      ends: 'after 8 days',
    }),
    consent: item('SUBSCRIPTION#{id}', 'CONSENT#{at}', {
      holds: 'what a reader agreed to and when, without an address',
      read: 'a partition, for an export',
      ends: 'a year after the subscription’s end',
    }),
  },
  ownLink: item('SUBSCRIPTION#{id}', 'OWN', {
    holds: 'the SHA-256 of the newest link by which a reader gets or erases what is stored of them, once',
    read: 'by id',
    ends: 'with the link, after an hour',
  }),
  mailbox: item('MAILBOX#{hash}', 'HEAD', {
    holds:
      'the subscription of a mailbox, under the keyed hash of its address, and when it was mailed for confirmation',
    read: 'by hash, for each request',
    ends: '30 days after its last mail or its end, unless confirmed',
  }),
  suppressed: {
    head: item('SUPPRESSED#{hash}', 'HEAD', {
      holds: 'that no mail goes to a mailbox, by its keyed hash: it bounced, or its reader complained',
      read: 'by hash, for each request',
      ends: '90 days after a bounce, never after a complaint',
    }),
    left: item('SUPPRESSED#{hash}', 'ERASED', {
      holds: 'when the reader of a mailbox ended their mail, or asked to be forgotten, under its keyed hash',
      read: 'before readers are brought from elsewhere; a new confirmation deletes it',
    }),
    bounces: item('SUPPRESSED#{hash}', 'BOUNCES', {
      holds: 'mails that a mailbox did not take for now, since it last took one',
      read: 'by hash, for each delivery',
      ends: '60 days after the last',
    }),
  },
  limit: item('LIMIT#{what}#{window}', 'COUNT', {
    holds: 'mails that readers ask for, in an hour or a day: of all, a domain, a network, a mailbox',
    read: 'for each request',
    ends: 'with it',
  }),
  pepper: item('PEPPER', 'HEAD', {
    holds: 'the secret of hashes and links of readers',
    read: 'once by each running function',
  }),
  queueWatch: item('QUEUEWATCH', 'HEAD', {
    holds: 'which queues have parked messages, or do not become empty, and when that was told',
    read: 'each five minutes',
  }),
  reader: item('READERS#{interest}#{shard}', '{id}', {
    holds: 'a confirmed reader of a section, or of breaking news: enough to write to them',
    read: 'a partition in order, 50 at a time',
  }),
  readerCounts: item('READERCOUNTS', 'HEAD', {
    holds: 'how many readers each topic has, as they were counted last',
    read: 'by the desk; before an alert',
  }),
  mailing: {
    head: item('MAILING#{mailing}', 'HEAD', {
      holds: 'an alert on its way to its readers: who gets it, and how it stands',
      read: 'by id, before each batch',
      lists: '`MAILINGS#…`',
      ends: 'after 400 days',
    }),
    shard: item('MAILING#{mailing}', 'SHARD#{shard}', {
      holds: 'how far a mailing is in one shard of the readers, and what became of how many',
      read: 'all sixteen at once, for how it stands',
      ends: 'after 400 days',
    }),
    ofArticle: item('MAILING#{article}', 'OF ARTICLE', {
      holds: 'the ids of all mailings of an article, in order: the next is planned knowing them',
      read: 'by article, for each alert',
      ends: 'after 400 days',
    }),
    health: item('MAILING#{mailing}', 'HEALTH', {
      holds: 'how many of its mails arrived, bounced and were complained about, added up',
      read: 'before each batch',
      ends: 'after 400 days',
    }),
    batch: item('MAILING#{mailing}', 'BATCH#{shard}#{after}', {
      holds: 'up to 50 readers that follow one in a shard, by what became of each',
      read: 'by whom it follows; the one a reader is in; in order, for a mailing that corrects this one',
      ends: 'after 90 days',
    }),
  },
  sender: item('SENDERS', 'SENDER#{lane}#{sender}', {
    holds: 'that a function is mailing: those at work share the rate that SES takes',
    read: 'the whole partition, before each batch',
    ends: 'within minutes',
  }),
  quota: item('SENDERS', 'QUOTA', {
    holds: 'what SES said last of its rate and quota',
    read: 'once a minute by each function that is mailing: SES says it to one a second',
    ends: 'within minutes',
  }),
  done: item('SEEN#{what}', '{id}', {
    holds: 'that something that cannot be repeated is being done, or was',
    read: 'by id',
    ends: 'after 30 days',
  }),
  answer: item('REQUEST#{by}#{key}', 'ANSWER', {
    holds: 'the answer to a request with an `Idempotency-Key`',
    read: 'by who asks and key',
    ends: 'after 24 hours',
  }),
  readOnly: item('READONLY', 'HEAD', {
    holds: 'whether nothing of the newsroom can be changed through the API, since when, by whom and why',
    read: 'by each running function that changes something on request, every five seconds at most',
  }),
  restoring: item('RESTORING', 'HEAD', {
    holds: 'which export is being restored into this table; it goes when all of it is there',
    read: 'by `npm run restore`, which goes on where it was left',
  }),
};

export const lists = {
  desk: list('DESK#{section}#{state}', {
    holds: 'articles of a section at a state',
    at: 'when they came to it, and id; submitted breaking news last (`~`); drafts by who works on them first (`rumana/`)',
    read: 'a desk’s queue; with a range of each section, what waits for somebody',
  }),
  filed: list('FILED#{by}', {
    holds: 'everything that somebody filed',
    at: 'when it was filed',
    read: 'somebody’s articles in every state, the newest first',
  }),
  due: list('DUE', {
    holds: 'approved articles under embargo',
    at: 'when it lifts',
    read: 'each minute, what is due; the schedule',
  }),
  expiring: list('EXPIRING', {
    holds: 'articles that readers have until an instant',
    at: 'that instant',
    read: 'each minute, what is over',
  }),
  live: list('LIVE#{section}', {
    holds: 'published articles of a section, but for those of an archive',
    at: 'when they were first published',
    read: 'those of a day, the nearest before and after: archives, sitemaps, what a page links to; the newest, for `LATEST`',
  }),
  archive: list('ARCHIVE#{section}', {
    holds: 'published articles of a section that came from an archive',
    at: 'when they were first published, elsewhere',
    read: 'those of a day, the nearest before and after: archives, sitemaps',
  }),
  activity: list('ACTIVITY#{day}', {
    holds: 'facts about articles of a day (UTC), and of when the newsroom was read-only',
    at: 'when they happened',
    read: 'since an instant, in order',
  }),
  facts: list('FACTS#{day}', {
    holds: 'other facts of a day (UTC)',
    at: 'when they happened',
    read: 'for a replay',
  }),
  unpinning: list('UNPINNING', {
    holds: 'the pins, while one of them or the strip ends at an instant',
    at: 'the next end',
    read: 'each minute',
  }),
  redirects: list('REDIRECTS', {
    holds: 'redirects',
    at: 'when they were set',
    read: 'by the newsroom, newest first',
  }),
  authors: list('AUTHORS', {
    holds: 'authors with a record',
    at: 'when they were saved',
    read: 'by the newsroom, newest first',
  }),
  people: list('PEOPLE', {
    holds: 'everybody who signed in',
    at: 'when they did last',
    read: 'by the newsroom, last first',
  }),
  unused: list('UNUSED', {
    holds: 'uploaded files that no reader ever got',
    at: 'when they are removed, unless something uses them',
    read: 'each hour, what is due',
  }),
  pictures: list('PICTURES', {
    holds: 'pictures of the newsroom that were checked, also those whose rights are over',
    at: 'when they were checked',
    read: 'the newest first, fifty at a time',
  }),
  lapsing: list('LAPSING', {
    holds: 'pictures to which the rights end',
    at: 'when they end',
    read: 'each minute, what is due',
  }),
  lineItems: list('LINEITEMS#{state}', {
    holds: 'line items at a state',
    at: 'when their flight ends',
    read: 'by ad managers; each minute, those that have flown',
  }),
  mailings: list('MAILINGS#{state}', {
    holds: 'mailings that are `open` or `over`',
    at: 'when they were asked for',
    read: 'by the newsroom, newest first; each minute, the open ones, for those that stand still',
  }),
};
