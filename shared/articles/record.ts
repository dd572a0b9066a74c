import * as z from 'zod';
import { instant } from '../instant.ts';
import { Alteration } from './alteration.ts';
import { Article } from './article.ts';
import { Content } from './content.ts';
import { lint } from './lint/lint.ts';
import { Warning } from './lint/warning.ts';
import { Live } from './live.ts';

/**
 * Who is editing an article, so that two people notice each other before their changes conflict. It blocks nobody from
 * saving.
 */
export const Lease = z.object({ by: z.string(), since: instant, until: instant }).meta({ id: 'Lease' });
export type Lease = z.infer<typeof Lease>;

/** An article with its copy, as the API answers it. */
export const ArticleWithCopy = z
  .object({
    ...Article.shape,
    ...Content.shape,
    corrections: Live.shape.corrections,
    /** Who is editing it, if anyone is. */
    lease: Lease.optional(),
    /** What was left out or changed of what was sent; only in answers to a filing and an edit. */
    alterations: z.array(Alteration).optional(),
    /** Warnings for the editor; only in answers to submit and approve. */
    lint: z.array(Warning).optional(),
    /**
     * Pictures that nothing else uses, each with the route that withdraws it: readers can still get them at addresses of
     * their own. Only in the answer to a kill.
     */
    picturesLeft: z.array(z.object({ asset: z.string(), withdraw: z.string() })).optional(),
  })
  .meta({ id: 'ArticleWithCopy' });

/** A killed article without its copy: all that anybody but a publisher sees. */
const Withheld = Article.extend({ state: z.literal('killed') }).meta({ id: 'KilledArticle' });

export const ArticleRecord = z.union([ArticleWithCopy, Withheld]);
export type ArticleRecord = z.infer<typeof ArticleRecord>;
export type ArticleWithCopy = z.infer<typeof ArticleWithCopy>;

/** The record with the warnings of a lint of its copy. */
export const linted = (record: ArticleRecord): ArticleRecord =>
  'body' in record ? { ...record, lint: lint(record, record.savedAt) } : record;
