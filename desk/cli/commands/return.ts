import { step } from '../step.ts';

export const sendBack = step('return', {
  summary: 'give copy back to its reporter',
  texts: { note: { type: 'string', value: 'TEXT', says: 'what is wanted', needed: true } },
});
