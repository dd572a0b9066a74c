import { step } from './step.ts';

export const unschedule = step('unschedule', {
  summary: 'take approved copy off the schedule, back to the desk',
});
