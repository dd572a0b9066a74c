import * as z from 'zod';

/**
 * What SES says of a mail. `failed for now`: SES gave up after hours, and the mailbox may take the next one. `bounced`: it
 * will take none. `suppressed`: SES did not try, because of an earlier bounce or complaint.
 */
export type MailNews =
  | 'sent'
  | 'delivered'
  | 'delayed'
  | 'failed for now'
  | 'bounced'
  | 'complained'
  | 'suppressed'
  | 'rejected'
  | 'not rendered';

/** An event of SES about a mail, from its own tags: `m` the mailing, `b` its batch, `r` the reader's subscription. */
export type MailEvent = {
  what: MailNews;
  messageId: string;
  /** When SES took the mail. */
  sentAt: string;
  /** When this happened to it, not before that. Of a bounce or a complaint the reader's provider says it, by its own clock. */
  at: string;
  /** Whom it is about; bare addresses. */
  recipients: string[];
  mailing?: string;
  batch?: string;
  reader?: string;
};

/** SES writes instants with and without milliseconds. */
const Instant = z.string().transform((text, { addIssue }) => {
  const instant = new Date(text);
  if (!Number.isNaN(instant.getTime())) return instant.toISOString();
  addIssue({ code: 'custom', message: 'is no instant' });
  return z.NEVER;
});

const Recipients = z.array(z.object({ emailAddress: z.string() })).default([]);

/** What is read of https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
const Body = z.object({
  eventType: z.string(),
  mail: z.object({
    timestamp: Instant,
    messageId: z.string(),
    destination: z.array(z.string()).default([]),
    tags: z.record(z.string(), z.array(z.string())).default({}),
  }),
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().nullish(),
      bouncedRecipients: Recipients,
      timestamp: Instant,
    })
    .optional(),
  complaint: z
    .object({
      complaintSubType: z.string().nullish(),
      complaintFeedbackType: z.string().nullish(),
      complainedRecipients: Recipients,
      timestamp: Instant,
    })
    .optional(),
  delivery: z.object({ timestamp: Instant }).optional(),
  deliveryDelay: z.object({ timestamp: Instant }).optional(),
});
type Body = z.infer<typeof Body>;

/** What SES sends to a topic when it becomes an event destination. */
const greeting = /^Successfully validated SNS topic/;

/**
 * Reads an event of SES; undefined for what is none, and for a type that this version does not know. Throws for one that
 * lacks what every event has; the error says where, and nothing of what it holds.
 */
export function readMailEvent(text: string): MailEvent | undefined {
  if (greeting.test(text)) return undefined;
  const parsed = Body.safeParse(jsonIn(text));
  if (!parsed.success)
    throw new Error(
      `Not an event of SES: ${parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`)}`,
    );
  const { mail, ...body } = parsed.data;
  const what = newsIn(body);
  if (!what) {
    console.warn(JSON.stringify({ unknown: `mail event ${body.eventType}`, id: mail.messageId }));
    return undefined;
  }
  const [mailing, batch, reader] = ['m', 'b', 'r'].map((name) => mail.tags[name]?.[0]);
  const { timestamp: told } = body.bounce ?? body.complaint ?? body.delivery ?? body.deliveryDelay ?? mail;
  const isMistaken = told < mail.timestamp;
  return {
    what,
    messageId: mail.messageId,
    sentAt: mail.timestamp,
    at: isMistaken ? mail.timestamp : told,
    recipients: recipientsOf(parsed.data).map(bare),
    ...(mailing === undefined ? {} : { mailing }),
    ...(batch === undefined ? {} : { batch }),
    ...(reader === undefined ? {} : { reader }),
  };
}

/**
 * An event as it can be by our clock. What a provider says of the future would outlast whoever lifts it: of that SES's own
 * instant is taken, which is the same however often the event comes.
 */
export const notOfTheFuture = (event: MailEvent, now: string): MailEvent =>
  event.at <= now ? event : { ...event, at: event.sentAt <= now ? event.sentAt : now };

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const types: Record<string, MailNews> = {
  Send: 'sent',
  Delivery: 'delivered',
  DeliveryDelay: 'delayed',
  Reject: 'rejected',
  'Rendering Failure': 'not rendered',
};

/**
 * Reports (RFC 5965) in which nobody complains: the reader has moved the mail out of the spam folder, or a provider says how
 * a signature fared.
 */
const noComplaint = ['not-spam', 'auth-failure'];

function newsIn({ eventType, bounce, complaint }: Omit<Body, 'mail'>): MailNews | undefined {
  const kind = bounce?.bounceSubType ?? complaint?.complaintSubType;
  if (kind === 'OnAccountSuppressionList') return 'suppressed';
  if (eventType === 'Bounce' && bounce)
    return bounce.bounceType === 'Permanent' ? 'bounced' : 'failed for now';
  if (eventType === 'Complaint' && complaint)
    return noComplaint.includes(complaint.complaintFeedbackType ?? '') ? undefined : 'complained';
  return Object.hasOwn(types, eventType) ? types[eventType] : undefined;
}

/**
 * The one to whom the mail went; of several, those whom SES names. Where a mail was forwarded, SES may name an address
 * that we never wrote to.
 */
const recipientsOf = ({ mail: { destination }, bounce, complaint }: Body) =>
  destination.length === 1
    ? destination
    : ((bounce?.bouncedRecipients ?? complaint?.complainedRecipients)?.map(
        ({ emailAddress }) => emailAddress,
      ) ?? destination);

const bare = (address: string) => /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address.trim();
