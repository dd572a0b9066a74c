import { randomUUID } from 'node:crypto';
import { AwsError, region, type ServiceContext } from '../service.ts';
import type { ConfigurationSets } from './configuration-sets.ts';
import { type About, eventsOf, renderingFailure } from './event.ts';
import type { Events } from './events.ts';
import { type Fate, simulatedFate, suppressedFor } from './fate.ts';
import type { Mail } from './mail.ts';
import type { Mails } from './mails.ts';
import type { Sending } from './sending-rules.ts';
import type { Suppression } from './suppression.ts';

export type NewMail = Omit<Mail, 'id' | 'at'> & {
  /** The bare addresses of all recipients, `Bcc` included. */
  recipients: string[];
};

/** A mail whose template could not be filled: all that is known of it. */
export type Unfilled = Omit<NewMail, 'text' | 'html'>;

type Parts = {
  mails: Mails;
  sets: ConfigurationSets;
  events: Events;
  suppression: Suppression;
  sending: Sending;
};

export type Post = ReturnType<typeof openPost>;

/**
 * Takes mails, decides what becomes of each, and publishes the events that say so. Without a configuration set there are
 * none. Must be called inside `store.write`.
 */
export function openPost({ clock }: Pick<ServiceContext, 'clock'>, parts: Parts) {
  const { mails, sets, events, suppression, sending } = parts;

  const newId = () => `0109${clock.now().toString(16).padStart(12, '0')}-${randomUUID()}-000000`;

  const isSuppressed = (address: string, set: string | undefined) => {
    const reason = suppression.reasonFor(address);
    const reasons = (set !== undefined && sets.find(set)?.suppressedReasons) || ['BOUNCE', 'COMPLAINT'];
    return reason !== undefined && (reasons as unknown[]).includes(reason);
  };

  const tell = (about: Omit<About, 'configurationSet'> & Pick<Mail, 'configurationSet'>, fate: Told) => {
    const { configurationSet } = about;
    if (configurationSet === undefined || about.recipients.length === 0) return;
    for (const event of eventsOf({ ...about, configurationSet }, fate, clock.now()))
      events.publish(configurationSet, event);
  };

  const suppress = (recipients: string[], fate: Fate, set: string | undefined) => {
    const reason = suppressedFor[fate];
    const reasons = (set !== undefined && sets.find(set)?.suppressedReasons) || ['BOUNCE', 'COMPLAINT'];
    if (reason === undefined || !reasons.includes(reason)) return;
    for (const one of recipients) if (!simulatedFate(one)) suppression.put(one, reason);
  };

  /** Accepts a mail and returns its id. As in SES, suppressed recipients are no error: an event says so later. */
  const send = (mail: NewMail): string => {
    if (mail.recipients.length === 0) throw new AwsError('BadRequestException', 'There is no destination');
    const id = newId();
    const at = new Date(clock.now()).toISOString();
    const headers = {
      ...mail.headers,
      'Message-ID': `<${id}@${region}.amazonses.com>`,
      Date: new Date(clock.now()).toUTCString(),
    };
    const about = { ...mail, id, at, headers };
    const each = mail.recipients.map((address, i) => {
      const fate: Told = isSuppressed(address, mail.configurationSet)
        ? 'suppressed'
        : (sending.rules.fateOf(address) ?? simulatedFate(address) ?? 'delivered');
      return { address, shown: mail.to[i] ?? address, fate };
    });
    const reached = each.filter(({ fate }) => !unsent.has(fate));
    if (reached.length > 0)
      mails.put({
        ...about,
        to: reached.map(({ shown }) => shown),
        recipients: reached.map(({ address }) => address),
      });
    for (const { address, fate } of each) {
      tell({ ...about, recipients: [address] }, fate);
      if (fate === 'delivered' || fate === 'lost') continue;
      mails.putOutcome(about, fate);
      if (fate !== 'suppressed') suppress([address], fate, mail.configurationSet);
    }
    return id;
  };

  /** Accepts a mail whose template cannot be filled, as SES does: it has an id, and is never sent. */
  const drop = (mail: Unfilled, reason: string): string => {
    const id = newId();
    const at = new Date(clock.now()).toISOString();
    const { configurationSet, to, tags } = mail;
    mails.putFailure({ id, at, to, reason, ...(tags ? { tags } : {}) });
    if (configurationSet !== undefined)
      events.publish(configurationSet, renderingFailure({ ...mail, id, at, configurationSet }, reason));
    return id;
  };

  /** Lets a mail that was sent bounce, or be complained about, now. False for a mail that does not exist. */
  const report = (id: string, fate: Late): boolean => {
    const mail = mails.find(id);
    if (!mail) return false;
    const { configurationSet, recipients } = mail;
    mails.putOutcome(mail, fate);
    suppress(recipients, fate, configurationSet);
    if (configurationSet === undefined) return true;
    for (const event of eventsOf({ ...mail, configurationSet }, fate, clock.now()))
      if (event.type === 'BOUNCE' || event.type === 'COMPLAINT') events.publish(configurationSet, event);
    return true;
  };

  return { send, drop, report };
}

type Told = Fate | 'suppressed';

/** What may become of a mail long after it was sent. */
export type Late = Extract<Fate, 'bounced' | 'bounced for now' | 'complained about'>;

/** Of these no mail goes out. */
const unsent = new Set<Told>(['suppressed', 'rejected', 'on the global suppression list']);
