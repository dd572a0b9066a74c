import * as z from 'zod';
import type { Fact } from '../events.ts';

export const LineItemState = z.enum(['draft', 'cleared', 'paused', 'ended']).meta({ id: 'LineItemState' });
export type LineItemState = z.infer<typeof LineItemState>;

/** The workflow of a line item: the states each step may start from, the state it ends in, and its fact. */
export const steps = {
  create: { from: [], to: 'draft', fact: 'line-item.created' },
  /** An edit voids the clearance. */
  edit: { from: ['draft', 'cleared', 'paused'], to: 'draft', fact: 'line-item.edited' },
  clear: { from: ['draft'], to: 'cleared', fact: 'line-item.cleared' },
  pause: { from: ['cleared'], to: 'paused', fact: 'line-item.paused' },
  resume: { from: ['paused'], to: 'cleared', fact: 'line-item.resumed' },
  end: { from: ['draft', 'cleared', 'paused'], to: 'ended', fact: 'line-item.ended' },
  /** As an edit does, it voids the clearance: a paused line item cannot be resumed with what was withdrawn. */
  loseCreative: {
    from: ['draft', 'cleared', 'paused'],
    to: 'draft',
    fact: 'line-item.creative-withdrawn',
  },
} as const satisfies Record<string, Step>;

export type Step = { from: readonly LineItemState[]; to: LineItemState; fact: Fact['type'] };
export type StepName = keyof typeof steps;
