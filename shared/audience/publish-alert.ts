import { setting } from '../aws/environment.ts';
import { doOnce } from '../aws/ledger.ts';
import { publish } from '../aws/topic.ts';
import { Problem } from '../problem.ts';
import { type Alert, isNews, mailingOf, takenOver } from './alert.ts';
import { cancelling, type Mailing } from './mailing.ts';
import { findMailing, findMailings, mailingsOf, planMailing, saveMailing } from './mailing-store.ts';
import { publishShards } from './publish-shards.ts';

const day = 24 * 60 * 60_000;

/**
 * Milliseconds after which nobody is told any more. A publication is news for a day: a replay of last week wakes nobody. What was
 * wrong with one is owed to those who had it, for as long as the ledger knows whether they were told.
 */
const freshFor = (alert: Alert) => (isNews(alert) ? day : 29 * day);

/** Publishes an alert once: to machines on the alerts topic, and by mail to its readers. */
export async function publishAlert(alert: Alert, at: string): Promise<void> {
  if (Date.parse(at) - Date.parse(alert.at) > freshFor(alert))
    return console.warn(JSON.stringify({ alert: alert.id, notSent: `it is of ${alert.at}` }));
  const message = { version: 1, ...alert, url: `${setting('SITE_ORIGIN')}${alert.path}` };
  const attributes = { section: alert.section, kind: alert.kind };
  await doOnce('alert', alert, at, async () => {
    // Planned before its shards are asked for: they look for it.
    const mailing = await plan(alert, at);
    if (mailing) await publishShards(mailing);
    await publish(setting('ALERTS_TOPIC'), message, attributes);
  });
}

/** How often it is planned anew when other alerts of the article are planned at the same moment. */
const mostTries = 10;

/**
 * Plans the mailing of an alert, knowing all earlier ones of its article: it takes over from those under way. Undefined for a
 * correction or a retraction of what nobody was mailed. The same is returned when it was planned already.
 */
async function plan(alert: Alert, at: string): Promise<Mailing | undefined> {
  for (let tries = 0; tries < mostTries; tries++) {
    const there = await findMailing(alert.id);
    if (there) return there;
    const before = await mailingsOf(alert.articleId);
    const earlier = await findMailings(before.ids);
    const mailing = mailingOf(alert, earlier, at);
    if (mailing.audience.lists.length === 0) return undefined;
    const open = isNews(alert) ? takenOver(earlier) : [];
    // From then on no batch of it is begun: whom it has reached stands.
    const over = alert.kind === 'retraction' ? takenOver(earlier) : [];
    const isOver = await Promise.all(over.map((one) => saveMailing(cancelling(one, 'retracted'))));
    if (!isOver.includes(false) && (await planMailing(mailing, before, open))) return mailing;
    // Those under way save themselves at each stop.
    await new Promise((done) => setTimeout(done, 20 * tries * Math.random()));
  }
  throw new Problem('busy', `Other alerts of ${alert.articleId} are planned at the same moment`);
}
