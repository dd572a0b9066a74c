import * as z from 'zod';
import { instant } from '../instant.ts';
import { AlertLevel, Section } from '../newsroom.ts';

export const State = z
  .enum([
    'draft',
    'submitted',
    'approved',
    'released',
    'published',
    'retracted',
    'expired',
    'killed',
    'spiked',
  ])
  .meta({ id: 'State' });
export type State = z.infer<typeof State>;

/**
 * An article as the newsroom stands with it: who has it, at which step, and which saved copy it is about. The copy
 * itself is kept apart, by `copyVersion`.
 */
export const Article = z
  .object({
    id: z.string(),
    state: State,
    /** Counts saves; every write to the record is conditional on it. */
    version: z.int().positive(),
    /** Counts what readers have seen or are about to see. */
    revision: z.int().positive(),
    section: Section,
    /** Gone from a killed article. */
    headline: z.string().optional(),
    alert: AlertLevel,
    /** The version at which the copy that this is about was saved. */
    copyVersion: z.int().positive(),
    /** SHA-256 of the copy's canonical JSON, in hex. */
    copyHash: z.string(),
    reporter: z.string(),
    savedBy: z.string(),
    createdAt: instant,
    savedAt: instant,
    submittedAt: instant.optional(),
    approvedBy: z.string().optional(),
    /** The hash that was approved; published is this and nothing else. */
    approvedHash: z.string().optional(),
    /** The embargo: not before this instant. */
    publishAt: instant.optional(),
    /** Readers have it until this instant. */
    expireAt: instant.optional(),
    publishedAt: instant.optional(),
    /** Fixed when it first goes out. */
    path: z.string().optional(),
    /** The correction in work: its note to readers, who opened it, and the copy it started from. */
    correction: z.object({ note: z.string(), by: z.string(), at: instant, from: z.int() }).optional(),
    /** Who withdrew it from readers, or ended it, and why. */
    withdrawal: z.object({ by: z.string(), at: instant, reason: z.string().optional() }).optional(),
  })
  .meta({ id: 'Article' });
export type Article = z.infer<typeof Article>;

/** Whether there is copy that is not with readers and not dropped. */
export const isInWork = ({ state }: Article) =>
  state === 'draft' || state === 'submitted' || state === 'approved';

/** Whether readers have it, whatever is in work: it has gone out, and nothing has withdrawn it since. */
export const isLive = ({ path, withdrawal }: Article) => path !== undefined && withdrawal === undefined;

/** Whether nothing holds approved copy back any longer. Without a `publishAt` it is due at once. */
export const isDue = ({ publishAt }: Pick<Article, 'publishAt'>, at: string) =>
  publishAt === undefined || publishAt <= at;
