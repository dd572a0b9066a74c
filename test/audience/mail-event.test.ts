import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readMailEvent } from '../../shared/audience/mail-event.ts';

const warned = vi.fn();
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(warned));
afterEach(() => void vi.restoreAllMocks());

const mail = {
  timestamp: '2026-11-27T10:00:00.500Z',
  messageId: 'message-1',
  source: 'desk@khobor.example',
  destination: ['Pathok <pathok@example.test>'],
  tags: { m: ['alert-1'], b: ['03-12'], r: ['sub_1'], 'ses:from-domain': ['khobor.example'] },
};
const event = (eventType: string, more: object = {}) => JSON.stringify({ eventType, mail, ...more });
const timestamp = '2026-11-27T10:00:07Z';
const bounce = (bounceType: string, bounceSubType = 'General') =>
  event('Bounce', {
    bounce: {
      bounceType,
      bounceSubType,
      bouncedRecipients: [{ emailAddress: 'forwarded@elsewhere.test', status: '5.1.1' }],
      timestamp,
    },
  });
const complaint = (complaintSubType: string | null = null) =>
  event('Complaint', { complaint: { complaintSubType, complainedRecipients: [], timestamp } });

describe('an event of SES', () => {
  it('says what became of which mail, and to whom we wrote', () => {
    expect(readMailEvent(bounce('Permanent'))).toEqual({
      what: 'bounced',
      messageId: 'message-1',
      sentAt: '2026-11-27T10:00:00.500Z',
      at: '2026-11-27T10:00:07.000Z',
      recipients: ['pathok@example.test'],
      mailing: 'alert-1',
      batch: '03-12',
      reader: 'sub_1',
    });
  });

  it.each([
    ['sent', event('Send', { send: {} })],
    ['delivered', event('Delivery', { delivery: { timestamp } })],
    ['delayed', event('DeliveryDelay', { deliveryDelay: { timestamp } })],
    ['rejected', event('Reject', { reject: { reason: 'Bad content' } })],
    ['not rendered', event('Rendering Failure', { failure: { errorMessage: 'x' } })],
    ['failed for now', bounce('Transient', 'MailboxFull')],
    ['failed for now', bounce('Undetermined', 'Undetermined')],
    ['bounced', bounce('Permanent', 'Suppressed')],
    ['suppressed', bounce('Permanent', 'OnAccountSuppressionList')],
    ['complained', complaint()],
    ['suppressed', complaint('OnAccountSuppressionList')],
  ])('is: %s', (what, text) => {
    expect(readMailEvent(text)?.what).toBe(what);
  });

  it.each(['not-spam', 'auth-failure'])(
    'is no complaint when its feedback is %s',
    (complaintFeedbackType) => {
      const text = event('Complaint', {
        complaint: { complaintFeedbackType, complainedRecipients: [], timestamp },
      });
      expect(readMailEvent(text)).toBeUndefined();
      expect(readMailEvent(text.replace(complaintFeedbackType, 'abuse'))?.what).toBe('complained');
    },
  );

  it('about several recipients is about those that it names', () => {
    const several = { ...mail, destination: ['a@example.test', 'b@example.test'] };
    const bouncedRecipients = [{ emailAddress: 'B <b@example.test>' }];
    const text = event('Bounce', {
      mail: several,
      bounce: { bounceType: 'Permanent', bouncedRecipients, timestamp },
    });
    expect(readMailEvent(text)?.recipients).toEqual(['b@example.test']);
  });

  it('of a type that is not known is passed over, as is what SES greets a topic with', () => {
    expect(readMailEvent(event('Subscription', { subscription: {} }))).toBeUndefined();
    expect(warned).toHaveBeenCalledOnce();
    const greeting = 'Successfully validated SNS topic for Amazon SES event publishing.';
    expect(readMailEvent(greeting)).toBeUndefined();
  });

  it.each([
    ['no JSON', '{"eventType":'],
    ['null', 'null'],
    ['no mail', '{"eventType":"Bounce"}'],
    ['no instant', event('Delivery', { delivery: { timestamp: 'pathok@example.test' } })],
  ])('that is none is refused, without its text: %s', (_what, text) => {
    expect(() => readMailEvent(text)).toThrow(/^Not an event of SES: (?!.*pathok)/);
  });

  it('has the tags it has', () => {
    const untagged = { ...mail, tags: undefined };
    expect(readMailEvent(event('Send', { mail: untagged }))).not.toHaveProperty('mailing');
  });
});
