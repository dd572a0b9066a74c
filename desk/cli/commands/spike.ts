import { step } from './step.ts';

export const spike = step('spike', {
  summary: 'end copy before publication, or drop a correction or an update',
  about: 'Asks. A reporter may spike an own draft that no desk has had. It can be taken back with unspike.',
  texts: { note: { type: 'string', placeholder: 'TEXT', description: 'why' } },
  asks: 'Spike it?',
});
