import { InputRule, inputRules } from 'prosemirror-inputrules';
import { numberOf } from '../../../shared/articles/lint/found.ts';
import { reshape, type Shape } from './lines.ts';
import { schema } from './schema.ts';

/** A sign at the head of a paragraph and a space give it a shape; Backspace right after takes that back. */
const rule = (sign: RegExp, shapeOf: (sign: string) => Shape) =>
  new InputRule(sign, (state, { 1: written = '' }, start, end) => {
    const { parent } = state.selection.$from;
    if (parent.type !== schema.nodes.paragraph) return null;
    return reshape(state.tr.delete(start, end), shapeOf(written)) ?? null;
  });

export const shapesBySigns = inputRules({
  rules: [
    rule(/^(##) $/, () => ({ kind: 'heading', level: 2 })),
    rule(/^(###) $/, () => ({ kind: 'heading', level: 3 })),
    rule(/^([-*•]) $/, () => ({ kind: 'list', ordered: false })),
    // Not a year: ১৯৭১. is text.
    rule(/^([0-9০-৯]{1,3})[.)] $/, (number) => {
      const start = numberOf(number);
      return { kind: 'list', ordered: true, ...(start === 1 ? {} : { start }) };
    }),
    rule(/^(>) $/, () => ({ kind: 'quote' })),
  ],
});
