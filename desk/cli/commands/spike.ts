import { step } from './step.ts';

export const spike = step('spike', {
  summary: 'end copy before publication, or drop a correction',
  texts: { note: { type: 'string', placeholder: 'TEXT', description: 'why' } },
});
