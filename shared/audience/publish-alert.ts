import { setting } from '../aws/environment.ts';
import { publish } from '../aws/topic.ts';
import type { Alert } from './alert.ts';
import { doOnce } from './ledger-store.ts';

/** Publishes an alert once to the alerts topic, which machines and the mailer subscribe to. */
export async function publishAlert(alert: Alert | undefined, at: string): Promise<void> {
  if (!alert) return;
  const message = { ...alert, url: `${setting('SITE_ORIGIN')}${alert.path}` };
  const attributes = { section: alert.section, kind: alert.kind };
  await doOnce('alert', alert.id, at, () => publish(setting('ALERTS_TOPIC'), message, attributes));
}
