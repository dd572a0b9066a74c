import type { Described } from '../../shared/lambda/contract.ts';

/** Who may do what a route does, in words: `its reporter, editor`. */
export const whoMay = ({ who, roles = [] }: Described['contract']) =>
  (who ?? roles).filter((one) => one !== 'system').join(', ');
