import { setting } from '../aws/environment.ts';
import { publish } from '../aws/topic.ts';
import { onceOnly } from './ledger-store.ts';
import type { Notice } from './notice.ts';

/** Publishes a notice to the topic that staff listen to, once for the fact that it tells of. */
export const publishNotice = (factId: string, { text, attributes }: Notice, at: string) =>
  onceOnly('notice', factId, at, () => publish(setting('NOTICES_TOPIC'), text, attributes));
