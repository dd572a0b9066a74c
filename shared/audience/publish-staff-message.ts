import { setting } from '../aws/environment.ts';
import { publish } from '../aws/topic.ts';
import { doOnce } from './ledger-store.ts';
import type { StaffMessage } from './staff-message.ts';

/** Publishes a message to the staff topic, once per fact. */
export const publishStaffMessage = (factId: string, { text, attributes }: StaffMessage, at: string) =>
  doOnce('notice', factId, at, () => publish(setting('STAFF_TOPIC'), text, attributes));
