import * as z from 'zod';
import { instant } from '../instant.ts';
import { AlertLevel, Section, Weight } from '../newsroom.ts';

export const State = z
  .enum([
    'draft',
    'submitted',
    'approved',
    'released',
    'published',
    'retracted',
    'unpublished',
    'expired',
    'killed',
    'spiked',
  ])
  .meta({ id: 'State' });
export type State = z.infer<typeof State>;

/**
 * The newsroom's record of an article: its state, who works on it, and which saved copy it is about. The copy itself is
 * a separate item, found by `copyVersion`.
 */
export const Article = z
  .object({
    id: z.string(),
    state: State,
    /** Counts saves; every write to the record is conditional on it. */
    version: z.int().positive(),
    /** The revision readers have, or get next. */
    revision: z.int().positive(),
    section: Section,
    /** Removed when the article is killed. */
    headline: z.string().optional(),
    alert: AlertLevel,
    /** How much room fronts give it; `normal` unless an editor said otherwise. */
    weight: Weight.optional(),
    /** The version at which its current copy was saved. */
    copyVersion: z.int().positive(),
    /** SHA-256 of the copy's canonical JSON, in hex. */
    copyHash: z.string(),
    reporter: z.string(),
    savedBy: z.string(),
    /** Everyone who changed the copy since it was last released: none of them approves it. */
    changedBy: z.array(z.string()).optional(),
    /** Who works on it, if that is not its reporter. */
    assignee: z.string().optional(),
    /** Who handed it on in the last ten minutes, and when. */
    assignments: z.array(z.object({ by: z.string(), at: instant })).optional(),
    createdAt: instant,
    savedAt: instant,
    submittedAt: instant.optional(),
    /** Who returned it to its reporter, when and why, until it is submitted again. */
    returned: z.object({ by: z.string(), at: instant, note: z.string() }).optional(),
    /** When it came to its state: its place on its desk's list. */
    since: instant.optional(),
    approvedBy: z.string().optional(),
    /** The hash of the approved copy. Only that copy can be released. */
    approvedHash: z.string().optional(),
    /** The embargo: not published before this instant. Wanted until somebody changes it, whatever is edited. */
    publishAt: instant.optional(),
    /** Withdrawn from readers at this instant. Wanted until somebody changes it. */
    expireAt: instant.optional(),
    /** The instant that an article of an archive was first published at, elsewhere. It alerts nobody. */
    backdatedTo: instant.optional(),
    /** Whether its alert goes out with the revision that was approved. */
    sendAlert: z.boolean().optional(),
    /** The alerts that have gone out: each kind once. */
    alerted: z.array(AlertLevel.exclude(['none'])).optional(),
    /** When the first of them went out. */
    alertedAt: instant.optional(),
    /** How often an editor has alerted readers of it again. */
    alertsAgain: z.int().optional(),
    /** The last of these. */
    alertedAgain: z.object({ kind: AlertLevel.exclude(['none']), at: instant }).optional(),
    /** Whether those who were mailed what its correction corrects are mailed that. */
    mailCorrection: z.literal(true).optional(),
    /** Since when, and why, what was released has no page: an editor returns it, or has it rendered again. */
    renderFailed: z.object({ at: instant, reason: z.string() }).optional(),
    publishedAt: instant.optional(),
    /** Fixed at the first release. */
    path: z.string().optional(),
    /** The open correction: its note to readers, who opened it and when, and the copy version it started from. */
    correction: z.object({ note: z.string(), by: z.string(), at: instant, from: z.int() }).optional(),
    /** The open update, a change that needs no note to readers: the story goes on, or a slip was mended in minutes. */
    update: z.object({ by: z.string(), at: instant, from: z.int() }).optional(),
    /**
     * Who withdrew it from readers, or ended it, and why; of spiked copy also the state it was spiked from, of killed
     * copy the assets it used.
     */
    withdrawal: z
      .object({
        by: z.string(),
        at: instant,
        reason: z.string().optional(),
        from: State.optional(),
        pictures: z.array(z.string()).optional(),
      })
      .optional(),
    /** The assets that it says it uses: those of its copy, and until it is published again those of copies before. */
    pictures: z.array(z.string()).optional(),
    /** When a spike was taken back last: it had ended the links to previews of before. */
    unspikedAt: instant.optional(),
    /** Words of the body. */
    words: z.int().optional(),
    /** Minutes that it takes to read the body, rounded up. */
    readingMinutes: z.int().optional(),
    /** Internal comments that nobody has resolved. */
    openComments: z.int().optional(),
  })
  .meta({ id: 'Article' });
export type Article = z.infer<typeof Article>;

/** Whether the newsroom is working on copy that is neither published nor spiked. */
export const isInWork = ({ state }: Article) =>
  state === 'draft' || state === 'submitted' || state === 'approved';

/** Whether readers have it, also while a correction is in work: it was released and has not been withdrawn. */
export const isLive = ({ path, withdrawal }: Article) => path !== undefined && withdrawal === undefined;

/** The correction or update in work. */
export const openChange = ({ correction, update }: Article) => correction ?? update;

/** Whether the embargo of approved copy has lifted. Without a `publishAt` it is due at once. */
export const isDue = ({ publishAt }: Pick<Article, 'publishAt'>, at: string) =>
  publishAt === undefined || publishAt <= at;
