import { step } from './step.ts';

export const retract = step('retract', {
  summary: 'withdraw an article from readers; a notice with the reason replaces it',
  about: 'Asks. To take an article from readers without saying that it was wrong, unpublish it.',
  texts: {
    reason: { type: 'string', placeholder: 'TEXT', description: 'what the notice says', required: true },
  },
  choices: {
    'mail-retraction': { type: 'boolean', description: 'mail the reason to those who were mailed it' },
  },
  asks: 'Retract it? Readers will see the reason.',
});
