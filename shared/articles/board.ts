import * as z from 'zod';
import { Section } from '../newsroom.ts';
import { Article, type State } from './article.ts';

/** The states of a board, in the order in which copy goes through them. */
export const boardStates = ['draft', 'submitted', 'approved'] as const satisfies State[];

/** The first articles of a section at a state; `hasMore` when there are others behind them. */
const Pile = z.object({
  section: Section,
  state: z.enum(boardStates),
  items: z.array(Article),
  hasMore: z.boolean(),
});
export type Pile = z.infer<typeof Pile>;

/** What stands where. A section with nothing at a state has no pile of it. */
export const Board = z.object({ piles: z.array(Pile) }).meta({ id: 'Board' });
export type Board = z.infer<typeof Board>;
