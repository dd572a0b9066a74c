import { step } from './step.ts';

export const retract = step('retract', {
  summary: 'withdraw an article from readers; a notice with the reason replaces it',
  texts: {
    reason: { type: 'string', placeholder: 'TEXT', description: 'what the notice says', required: true },
  },
});
