/** One deliberate fault in the code that mails readers, and what it would do to them. */
export type Mutant = {
  /** The file, from the root of the project. */
  file: string;
  /** The text that is right; it stands once in the file. */
  right: string;
  wrong: string;
  /** What would happen. */
  harm: string;
};

const sending = 'shared/audience/send-mailing.ts';
const store = 'shared/audience/mailing-store.ts';
const settling = 'shared/audience/settle-store.ts';
const batches = 'shared/audience/batch.ts';
const audience = 'shared/audience/audience-store.ts';
const mailing = 'shared/audience/mailing.ts';
const outcomes = 'shared/aws/mail-state.ts';
const standing = 'shared/audience/send-standing.ts';

/** Faults that the tests of `test/audience` have to catch, each by itself. `npm run mutants` tries them. */
export const mutants: readonly Mutant[] = [
  {
    file: sending,
    right: 'if (await startBatch(mailing.id, key, 0, batch)) return { batch, version: 1, readers };',
    wrong: 'return { batch, version: 0, readers };',
    harm: 'A batch is claimed only after it was sent',
  },
  {
    file: batches,
    right: "state === 'sending' && Math.abs(now - Date.parse(startedAt)) < lease;",
    wrong: 'state === "sending" && now < 0;',
    harm: 'A batch that another is sending is taken to be left by a crash',
  },
  {
    file: batches,
    right: 'Math.abs(now - Date.parse(startedAt)) < lease',
    wrong: 'now > 0 && lease > 0',
    harm: 'A batch that a crash left is held for ever',
  },
  {
    file: sending,
    right: 'const over = abandoned(batch);',
    wrong: "const over: Batch = { ...batch, state: 'waiting' };",
    harm: 'A batch that a crash left is sent again',
  },
  {
    file: sending,
    right: 'if (!published || !isToldBy(mailing, published)) {',
    wrong: 'if (!published) {',
    harm: 'An article that was withdrawn is mailed on',
  },
  {
    file: sending,
    right: "if (mailing?.state !== 'sending') return undefined;",
    wrong: 'if (!mailing) return undefined;',
    harm: 'A mailing that was stopped goes on',
  },
  {
    file: sending,
    right: 'const sick = sickness(health, mailing);',
    wrong: 'const sick = health.bounced < 0 ? sickness(health, mailing) : undefined;',
    harm: 'Bounces and complaints stop nothing',
  },
  {
    file: sending,
    right: 'if (turn.size === 0)',
    wrong: 'if (turn.size < 0)',
    harm: 'The day’s quota is not kept to',
  },
  {
    file: sending,
    right: 'if (await isForgotten(mailing, progress, shift))',
    wrong: 'if (!mailing && (await isForgotten(mailing, progress, shift)))',
    harm: 'A mailing of a restored table goes out again',
  },
  {
    file: sending,
    right: 'readers.filter((reader) => !isPaused(reader, at))',
    wrong: 'readers.filter((reader) => !isPaused(reader, at) || reader.id !== "")',
    harm: 'Readers who pause their mail get it',
  },
  {
    file: sending,
    right: 'counts: counting(progress.counts, batch),',
    wrong: 'counts: progress.counts,',
    harm: 'Readers are not counted',
  },
  {
    file: sending,
    right: 'if (isLate) return publishShards(mailing, [shard]);',
    wrong: 'if (isLate) return;',
    harm: 'What is left when the time is over has to wait for the clock',
  },
  {
    file: sending,
    right: '  await endIfDone(id, iso(shift));\n}',
    wrong: '}',
    harm: 'A mailing never ends by itself',
  },
  {
    file: sending,
    right: "const long = outcomes.find(({ wait }) => wait === 'long');",
    wrong: "const long = outcomes.find(({ wait }) => wait === 'long' && run.shard < 0);",
    harm: 'A suspended account is asked on and on',
  },
  {
    file: sending,
    right: "told.every(({ state }) => state === 'unknown')",
    wrong: "told.some(({ state }) => state === 'unknown' && run.shard < 0)",
    harm: 'After a lost answer the next call goes the same way',
  },
  {
    file: sending,
    right: 'run.throttled === mostThrottled',
    wrong: 'run.throttled === mostThrottled * 1_000',
    harm: 'A call that is throttled for ever is repeated for ever',
  },
  {
    file: sending,
    right: 'const batch = there ? left(there) : await nextLeft(mailing, progress, shift);',
    wrong: 'const batch = there ?? (await nextLeft(mailing, progress, shift));',
    harm: 'Readers of a cancelled mailing are counted in no state',
  },
  {
    file: sending,
    right: "{ id, state: 'gone' as const, reason: 'unsubscribed' },",
    wrong: "{ id, state: 'sent' as const, reason: 'unsubscribed' },",
    harm: 'Who left before their turn is counted as sent to',
  },
  {
    file: store,
    right: 'if (all.length < shards || !all.every(({ isDone }) => isDone)) return false;',
    wrong: 'if (!all.every(({ isDone }) => isDone)) return false;',
    harm: 'A mailing ends when the first shard is done',
  },
  {
    file: store,
    right: "    ifStanding({ key: keys.mailing.head({ mailing }), state: 'sending' }),\n",
    wrong: '',
    harm: 'A batch is begun after its mailing was taken over: readers get both',
  },
  {
    file: batches,
    right: "state === 'failing' && failing.includes(id) ? 'failed' : state",
    wrong: "state === 'failing' && failing.includes('') ? 'failed' : state",
    harm: 'What SES fails without a reason is tried for ever',
  },
  {
    file: batches,
    right: "const state = states.get(id) ?? 'unknown';",
    wrong: "const state = states.get(id) ?? 'sent';",
    harm: 'Readers of whom nobody knows are said to have it',
  },
  {
    file: settling,
    right: 'const counts = settledCounts(progress.counts, next.counts);',
    wrong: 'const counts = progress.counts;',
    harm: 'What events settle is not counted',
  },
  {
    file: settling,
    right: 'if (isUnderWay) throw',
    wrong: 'if (isUnderWay && now === "") throw',
    harm: 'An event that comes before its batch is saved is lost',
  },
  {
    file: settling,
    right: "bounced: 'sent',",
    wrong: 'bounced: undefined,',
    harm: 'A bounce does not tell that the mail went out',
  },
  {
    file: audience,
    right: 'readers: found.readers.filter(({ id }) => !had.has(id)),',
    wrong: 'readers: found.readers.filter(({ id }) => !had.has(id) || after !== ""),',
    harm: 'A second alert goes to those who have it',
  },
  {
    file: audience,
    right: "idsOf(batch, batch.state === 'sending' ? [...reached, 'due', 'failing'] : reached),",
    wrong: 'idsOf(batch, reached),',
    harm: 'Whom a call is under way to gets the upgrade too',
  },
  {
    file: audience,
    right: 'const all = new Map(of.flat().map((reader) => [reader.id, reader]));',
    wrong: 'const all = new Map(of.flat().map((reader, i) => [reader.id + i, reader]));',
    harm: 'Readers of two topics are mailed twice',
  },
  {
    file: audience,
    right: 'batch.revision < before ? idsOf',
    wrong: 'batch.revision < before + 1_000 ? idsOf',
    harm: 'A correction goes to those who had the right revision',
  },
  {
    file: audience,
    right: "if (of.flat().some((batch) => batch.revision < before && isHeld(batch, now))) return 'not yet';",
    wrong: "if (now < 0) return 'not yet';",
    harm: 'A retraction goes to whom a call under way does not reach',
  },
  {
    file: 'shared/audience/publish-alert.ts',
    right: 'saveMailing(cancelling(one,',
    wrong: 'at !== "" || saveMailing(cancelling(one,',
    harm: 'An alert begins batches behind the mailing of its retraction',
  },
  {
    file: mailing,
    right: 'if (bounced >= 20 && bounced >= all / 20)',
    wrong: 'if (bounced >= 20 && bounced >= all)',
    harm: 'A tenth of all mails bounces, and SES suspends the account',
  },
  {
    file: mailing,
    right: '...(by && pause?.health ? { excused: pause.health } : {}),',
    wrong: '',
    harm: 'A mailing that somebody resumed stops again at once',
  },
  {
    file: outcomes,
    right: "ACCOUNT_THROTTLED: due('a moment'),",
    wrong: "ACCOUNT_THROTTLED: { state: 'sent' },",
    harm: 'Throttled mails are written down as sent',
  },
  {
    file: outcomes,
    right: "|| { state: 'unknown' }),",
    wrong: "|| { state: 'sent' }),",
    harm: 'A status that is not known is a success',
  },
  {
    file: outcomes,
    right: "return { state: 'unknown', reason: code ?? name };",
    wrong: "return { ...due('a moment'), reason: code ?? name };",
    harm: 'After a lost answer all are sent to again',
  },
  {
    file: standing,
    right: 'now - Date.parse(heard) > silence',
    wrong: 'now - Date.parse(heard) > silence * 1_000',
    harm: 'A shard whose message is lost is never mailed',
  },
  {
    file: 'shared/audience/pace.ts',
    right: 'Math.max(1, Math.min(50, Math.floor(rate)))',
    wrong: 'Math.max(1, Math.min(60, Math.floor(rate)))',
    harm: 'A call has more recipients than SES takes',
  },
  {
    file: 'shared/audience/pace.ts',
    right: '/ Math.max(1, atWork.filter((one) => one === lane).length);',
    wrong: '/ Math.max(1, atWork.filter((one) => one !== lane).length);',
    harm: 'Functions at work do not share the rate',
  },
  {
    file: 'shared/audience/alert.ts',
    right: 'audience: { lists, except: ids } };',
    wrong: 'audience: { lists, except: [] } };',
    harm: 'An upgrade to breaking goes to those who have the alert',
  },
];
