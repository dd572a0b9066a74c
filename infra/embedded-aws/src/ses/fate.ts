import type { SuppressedReason } from './configuration-sets.ts';

/** What becomes of a mail to an address after SES took it. `lost`: it arrives, and no event says so. */
export type Fate =
  | 'delivered'
  | 'bounced'
  | 'bounced for now'
  | 'delayed'
  | 'complained about'
  | 'answered out of office'
  | 'on the global suppression list'
  | 'rejected'
  | 'lost';

const simulated: Record<string, Fate> = {
  success: 'delivered',
  bounce: 'bounced',
  complaint: 'complained about',
  ooto: 'answered out of office',
  suppressionlist: 'on the global suppression list',
};

/** What SES' own mailbox simulator does with an address of it; labels (`bounce+one@…`) do not count. */
export function simulatedFate(address: string): Fate | undefined {
  const [, name = ''] = /^([^+@]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/.exec(address.toLowerCase()) ?? [];
  return Object.hasOwn(simulated, name) ? simulated[name] : undefined;
}

/** The reason for which a mailbox that met this fate is put on the account's suppression list, if its set says so. */
export const suppressedFor: Partial<Record<Fate, SuppressedReason>> = {
  bounced: 'BOUNCE',
  'complained about': 'COMPLAINT',
};
