import { setting } from '../aws/environment.ts';
import { doOnce } from '../aws/ledger.ts';
import { publish } from '../aws/topic.ts';
import type { NewsEvent } from '../events.ts';
import type { StaffMessage } from './staff-message.ts';

/** Publishes a message to the staff topic, once per fact. */
export const publishStaffMessage = (fact: NewsEvent, { text, attributes }: StaffMessage, at: string) =>
  doOnce('notice', fact, at, () => publish(setting('STAFF_TOPIC'), text, attributes));
