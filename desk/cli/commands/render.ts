import { step } from './step.ts';

export const render = step('render', {
  summary: 'try again to make the page of what could not be rendered',
});
