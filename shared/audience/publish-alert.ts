import { setting } from '../aws/environment.ts';
import { doOnce } from '../aws/ledger.ts';
import { publish } from '../aws/topic.ts';
import type { Alert } from './alert.ts';

/** Milliseconds after a publication in which it still is news. A replay of last week wakes nobody. */
const freshFor = 24 * 60 * 60_000;

/** Publishes an alert once to the alerts topic, which machines and the mailer subscribe to. */
export async function publishAlert(alert: Alert | undefined, at: string): Promise<void> {
  if (!alert) return;
  if (Date.parse(at) - Date.parse(alert.at) > freshFor)
    return console.warn(JSON.stringify({ alert: alert.id, notSent: `it is of ${alert.at}` }));
  const message = { ...alert, url: `${setting('SITE_ORIGIN')}${alert.path}` };
  const attributes = { section: alert.section, kind: alert.kind };
  await doOnce('alert', alert, at, () => publish(setting('ALERTS_TOPIC'), message, attributes));
}
