import { step } from './step.ts';

export const unpublish = step('unpublish', {
  summary: 'take an article from readers without a word that it was wrong',
  about: 'Asks. Nobody but the newsroom sees the note. It can be taken back with reinstate.',
  texts: { note: { type: 'string', placeholder: 'TEXT', description: 'why, for the newsroom' } },
  asks: 'Take it from readers?',
});
