/**
 * The configuration sets of mail, one for each kind, and the events that SES sends of it. Each send names its set: there are
 * no events otherwise.
 */
export const mailSets = {
  alerts: ['SEND', 'DELIVERY', 'BOUNCE', 'COMPLAINT', 'REJECT', 'RENDERING_FAILURE', 'DELIVERY_DELAY'],
  confirmations: ['BOUNCE', 'COMPLAINT', 'REJECT', 'RENDERING_FAILURE'],
} as const;

export type MailSetName = keyof typeof mailSets;
export const mailSetNames = Object.keys(mailSets) as MailSetName[];

/**
 * What SES by itself stops mail to an address for. Bounces are suppressed by us alone, for a time: its own list has no end
 * (docs/decisions/037).
 */
export const suppressedBySes = ['COMPLAINT'] as const;
