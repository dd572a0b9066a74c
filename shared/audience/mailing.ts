import * as z from 'zod';
import { instant } from '../instant.ts';
import { Section } from '../newsroom.ts';
import { Interest } from './interest.ts';

/** Mailings of one lane share a part of SES's rate, and an inbox of their own: breaking news waits for no other. */
export const Lane = z.enum(['breaking', 'alerts']);
export type Lane = z.infer<typeof Lane>;

/** Each list of readers, and each mailing, is spread over this many shards: the same reader is in the same of all. */
export const shards = 16;

/**
 * What became of a reader of a mailing. `had`: an earlier mailing brought it; `gone`: they left before it was sent; `away`:
 * they have paused their mail; `cancelled`: the mailing was, before their turn.
 */
const memberStates = [
  'due',
  'failing',
  'sent',
  'failed',
  'gone',
  'away',
  'had',
  'unknown',
  'cancelled',
] as const;
export const MemberState = z.enum(memberStates);
export type MemberState = z.infer<typeof MemberState>;

/** What SES says of the mails of a mailing. */
export const Health = z.object({
  delivered: z.int().default(0),
  bounced: z.int().default(0),
  complained: z.int().default(0),
});
export type Health = z.infer<typeof Health>;

/** Why a mailing stands still. Nobody needs to do anything for those that have a time at which it goes on. */
export const Pause = z.object({
  reason: z.enum(['quota', 'account', 'throttled', 'faults', 'stale', 'bounces', 'complaints', 'by hand']),
  /** What SES said, or a person. */
  detail: z.string().optional(),
  /** What SES had said of its mails, if it stands still for that. */
  health: Health.optional(),
  /** When it is tried again. Without it somebody has to resume it. */
  goesOnAt: instant.optional(),
});
export type Pause = z.infer<typeof Pause>;

/** What somebody did with a mailing. */
const Deed = z.object({
  what: z.enum(['paused', 'resumed', 'cancelled']),
  by: z.string(),
  at: instant,
  note: z.string().optional(),
});

/**
 * Who gets a mailing. Readers of any of `lists`, each once; without those that the mailings in `except` reached, or may
 * have. Or, if `of` is given, only the readers of those mailings that are in one of its states, and had a revision before
 * `before`.
 */
export const Audience = z.object({
  lists: z.array(Interest).min(1),
  except: z.array(z.string()).default([]),
  of: z
    .object({
      mailings: z.array(z.string()).min(1),
      states: z.array(MemberState).min(1),
      before: z.int().optional(),
    })
    .optional(),
});
export type Audience = z.infer<typeof Audience>;

/**
 * One alert, on its way to all its readers. It has no text: each batch says what readers have of the article at that
 * moment.
 */
export const Mailing = z.object({
  id: z.string(),
  version: z.int().positive(),
  /** `cancelling`: nobody is sent to any more, and those who are left are counted. */
  state: z.enum(['sending', 'paused', 'cancelling', 'done', 'cancelled']),
  kind: z.enum(['section', 'breaking', 'correction', 'retraction']),
  articleId: z.string(),
  section: Section,
  audience: Audience,
  /** The revision of the correction that its letter is of; without it, the audience says so. */
  corrects: z.int().optional(),
  at: instant,
  /** Who asked for it; without it, an article's publication did. */
  by: z.string().optional(),
  pause: Pause.optional(),
  /** What SES had said when somebody had looked at it, and resumed it nevertheless. */
  excused: Health.optional(),
  /** The table that it was planned in, or resumed in by somebody. */
  table: z.string().optional(),
  /** How often in a row it stood still by itself. */
  stops: z.int().default(0),
  /** Why it was cancelled. */
  cancelled: z.string().optional(),
  endedAt: instant.optional(),
  deeds: z.array(Deed).default([]),
});
export type Mailing = z.infer<typeof Mailing>;

export const laneOf = ({ kind }: Pick<Mailing, 'kind'>): Lane => (kind === 'section' ? 'alerts' : 'breaking');

/** Whether somebody may still be sent to. */
export const isOpen = ({ state }: Pick<Mailing, 'state'>) => state === 'sending' || state === 'paused';

/** Whether something is still to be done: readers are sent to, or counted. */
export const isUnderWay = ({ state }: Pick<Mailing, 'state'>) => isOpen({ state }) || state === 'cancelling';

const minute = 60_000;
/** A mailing that has begun nothing for so long is of a table that was restored, or was forgotten: a person decides. */
const staleAfter = 6 * 60 * minute;

export const isStale = ({ at }: Pick<Mailing, 'at'>, now: number) => now - Date.parse(at) > staleAfter;

/** When a mailing that stands still by itself is tried again: after 1, 2, 4, 8 minutes, then every 15. */
export const goesOnAt = (stops: number, now: number) =>
  new Date(now + Math.min(2 ** stops, 15) * minute).toISOString();

/**
 * Why a mailing must not go on, because SES would suspend the account: a twentieth of its mails bounces, or one in a thousand
 * is complained about. A few say nothing. Counted from where somebody looked and resumed it.
 */
export function sickness(health: Health, { excused }: Mailing) {
  const delivered = health.delivered - (excused?.delivered ?? 0);
  const bounced = health.bounced - (excused?.bounced ?? 0);
  const complained = health.complained - (excused?.complained ?? 0);
  const all = delivered + bounced;
  if (bounced >= 20 && bounced >= all / 20) return 'bounces' as const;
  return complained >= 5 && complained >= all / 1_000 ? ('complaints' as const) : undefined;
}

/** Reasons that ask for a person. */
const byHand: readonly Pause['reason'][] = ['stale', 'bounces', 'complaints'];

/** A mailing after something that lies with SES stopped it. */
export const stopped = (
  mailing: Mailing,
  reason: Pause['reason'],
  { detail, health }: Pick<Pause, 'detail' | 'health'>,
  now: number,
): Mailing => ({
  ...mailing,
  state: 'paused',
  stops: mailing.stops + 1,
  pause: {
    ...{ reason, detail },
    ...(health ? { health } : {}),
    ...(byHand.includes(reason) ? {} : { goesOnAt: goesOnAt(mailing.stops, now) }),
  },
});

/** A mailing that goes on. Whoever resumes it by hand starts counting anew. */
export function resumed({ pause, ...mailing }: Mailing, by?: DoneBy): Mailing {
  return {
    ...mailing,
    state: 'sending',
    ...(by && pause?.health ? { excused: pause.health } : {}),
    ...(by ? { stops: 0, deeds: [...mailing.deeds, deed('resumed', by)] } : {}),
  };
}

/** A mailing that somebody stops. */
export const pausedByHand = (mailing: Mailing, by: DoneBy): Mailing => ({
  ...mailing,
  state: 'paused',
  pause: { reason: 'by hand', ...(by.note === undefined ? {} : { detail: by.note }) },
  deeds: [...mailing.deeds, deed('paused', by)],
});

/** Who did something with a mailing, when, and why if they say so. */
export type DoneBy = { by: string; at: string; note?: string | undefined };

const deed = (what: z.infer<typeof Deed>['what'], { by, at, note }: DoneBy) => ({
  ...{ what, by, at },
  ...(note === undefined ? {} : { note }),
});

/** A mailing by which nobody is sent to any more, for good: `why` is what readers have of its article, or `by hand`. */
export function cancelling({ pause: _over, ...mailing }: Mailing, why: string, by?: DoneBy): Mailing {
  const deeds = by ? [...mailing.deeds, deed('cancelled', by)] : mailing.deeds;
  return { ...mailing, state: 'cancelling', cancelled: why, deeds };
}

/** A mailing whose every reader is counted. */
export const ended = ({ pause: _over, ...mailing }: Mailing, at: string): Mailing => ({
  ...mailing,
  state: mailing.state === 'cancelling' ? 'cancelled' : 'done',
  endedAt: at,
});

/** A mailing whose readers a later one takes over, and counts. */
export const superseded = ({ pause: _over, ...mailing }: Mailing, by: string, at: string): Mailing => ({
  ...mailing,
  ...{ state: 'cancelled', cancelled: `superseded by ${by}`, endedAt: at },
});

/** The revision of the correction that a mailing tells of, if it does. */
export const correctedIn = ({ corrects, audience }: Pick<Mailing, 'corrects' | 'audience'>) =>
  corrects ?? audience.of?.before;
