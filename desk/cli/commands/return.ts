import { step } from './step.ts';

export const sendBack = step('return', {
  summary: 'give copy back to its reporter',
  texts: {
    note: { type: 'string', placeholder: 'TEXT', description: 'what should be changed', required: true },
  },
});
