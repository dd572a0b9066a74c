import { setting } from '../aws/environment.ts';
import { publish } from '../aws/topic.ts';
import type { Alert } from './alert.ts';
import { onceOnly } from './ledger-store.ts';

/** Publishes an alert to the alerts topic once, where machines and the reader mailer listen. */
export async function publishAlert(alert: Alert | undefined, at: string): Promise<void> {
  if (!alert) return;
  const message = { ...alert, url: `${setting('SITE_ORIGIN')}${alert.path}` };
  const attributes = { section: alert.section, kind: alert.kind };
  await onceOnly('alert', alert.id, at, () => publish(setting('ALERTS_TOPIC'), message, attributes));
}
