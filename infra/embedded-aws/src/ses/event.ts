import { randomUUID } from 'node:crypto';
import { account, region } from '../service.ts';
import type { EventType } from './configuration-sets.ts';
import type { Fate } from './fate.ts';
import type { Mail } from './mail.ts';

/** What an event is about: a mail with the bare addresses of its recipients, and who sent it. */
export type About = Pick<Mail, 'id' | 'at' | 'from' | 'subject' | 'headers' | 'tags'> & {
  configurationSet: string;
  recipients: string[];
};

/** An event in the JSON of AWS, and its type as event destinations have it. */
export type SesEvent = { type: EventType; messageId: string; body: Record<string, unknown> };

type Detail = { type: EventType; eventType: string; key: string; detail: Record<string, unknown> };

/** The events of a mail that SES took, by what becomes of it, in order. */
export function eventsOf(about: About, fate: Fate | 'suppressed', at: number): SesEvent[] {
  return detailsOf(about.recipients, fate, at).map((one) => eventOf(about, one));
}

/** The event of a mail whose template could not be filled. */
export const renderingFailure = (about: About, reason: string): SesEvent =>
  eventOf(about, {
    type: 'RENDERING_FAILURE',
    eventType: 'Rendering Failure',
    key: 'failure',
    detail: { errorMessage: reason, templateName: '' },
  });

const sent: Detail = { type: 'SEND', eventType: 'Send', key: 'send', detail: {} };

function detailsOf(recipients: string[], fate: Fate | 'suppressed', at: number): Detail[] {
  const delivered: Detail = {
    type: 'DELIVERY',
    eventType: 'Delivery',
    key: 'delivery',
    detail: {
      timestamp: iso(at),
      processingTimeMillis: 500,
      recipients,
      smtpResponse: '250 2.6.0 Message received',
      remoteMtaIp: '127.0.0.1',
      reportingMTA: 'mta.embedded-aws.test',
    },
  };
  const bounced = (bounceType: string, bounceSubType: string, status: string, text: string): Detail => ({
    type: 'BOUNCE',
    eventType: 'Bounce',
    key: 'bounce',
    detail: {
      feedbackId: feedbackId(at),
      bounceType,
      bounceSubType,
      bouncedRecipients: recipients.map((emailAddress) => ({
        emailAddress,
        action: 'failed',
        status,
        diagnosticCode: `smtp; ${text}`,
      })),
      timestamp: iso(at),
      reportingMTA: 'dsn; mta.embedded-aws.test',
    },
  });
  switch (fate) {
    case 'lost':
      return [];
    case 'delivered':
      return [sent, delivered];
    case 'bounced':
      return [sent, bounced('Permanent', 'General', '5.1.1', '550 5.1.1 user unknown')];
    case 'bounced for now':
      return [sent, bounced('Transient', 'MailboxFull', '5.2.2', '552 5.2.2 mailbox full')];
    case 'answered out of office':
      return [sent, delivered, bounced('Transient', 'General', '5.0.0', 'out of office')];
    case 'on the global suppression list':
      return [sent, bounced('Permanent', 'Suppressed', '5.1.1', 'Amazon SES did not send the message')];
    case 'suppressed':
      return [
        sent,
        bounced(
          'Permanent',
          'OnAccountSuppressionList',
          '5.1.1',
          'Amazon SES did not send the message to this address because it is on the suppression list for your account',
        ),
      ];
    case 'rejected':
      return [{ type: 'REJECT', eventType: 'Reject', key: 'reject', detail: { reason: 'Bad content' } }];
    case 'delayed':
      return [
        sent,
        {
          type: 'DELIVERY_DELAY',
          eventType: 'DeliveryDelay',
          key: 'deliveryDelay',
          detail: {
            timestamp: iso(at),
            delayType: 'TransientCommunicationFailure',
            expirationTime: iso(at + 14 * 60 * 60_000),
            delayedRecipients: recipients.map((emailAddress) => ({
              emailAddress,
              status: '4.4.1',
              diagnosticCode: 'smtp; 421 4.4.1 Unable to connect to remote host',
            })),
          },
        },
      ];
    case 'complained about':
      return [
        sent,
        delivered,
        {
          type: 'COMPLAINT',
          eventType: 'Complaint',
          key: 'complaint',
          detail: {
            feedbackId: feedbackId(at),
            complaintSubType: null,
            complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
            timestamp: iso(at),
            userAgent: 'embedded-aws',
            complaintFeedbackType: 'abuse',
            arrivalDate: iso(at),
          },
        },
      ];
  }
}

const iso = (at: number) => new Date(at).toISOString();
const feedbackId = (at: number) => `0109${at.toString(16).padStart(12, '0')}-${randomUUID()}-000000`;

/** As in SES, headers of more than 10 KB are cut. */
const mostHeaders = 10 * 1024;

function eventOf(about: About, { type, eventType, key, detail }: Detail): SesEvent {
  const domain = about.from.replace(/^.*@/, '').replace(/>$/, '');
  const headers = Object.entries(about.headers).map(([name, value]) => ({ name, value }));
  const isCut = JSON.stringify(headers).length > mostHeaders;
  const tags = {
    'ses:source-tls-version': 'TLSv1.3',
    'ses:operation': 'SendEmail',
    'ses:configuration-set': about.configurationSet,
    'ses:source-ip': '127.0.0.1',
    'ses:from-domain': domain,
    'ses:caller-identity': 'embedded-aws',
    ...(type === 'DELIVERY' ? { 'ses:outgoing-ip': '127.0.0.1' } : {}),
    ...about.tags,
  };
  return {
    type,
    messageId: about.id,
    body: {
      eventType,
      mail: {
        timestamp: about.at,
        source: about.from,
        sourceArn: `arn:aws:ses:${region}:${account}:identity/${domain}`,
        sendingAccountId: account,
        messageId: about.id,
        destination: about.recipients,
        headersTruncated: isCut,
        headers: isCut ? [] : headers,
        commonHeaders: {
          from: [about.from],
          to: about.recipients,
          messageId: about.id,
          subject: about.subject,
        },
        tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
      },
      [key]: detail,
    },
  };
}
