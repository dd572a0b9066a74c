import type { Measured } from './measure.ts';
import { sum, times, type Usage } from './usage.ts';

/** A month has 30 days, and these hours. */
const days = 30;
const hours = 730;

/** What a page view asks of the CDN. */
const view = {
  /** The page, its picture in a few places, the file of ads, an impression; style and fonts are in the browser as a rule. */
  requests: 6,
  /** Kilobytes: `npm run bench` measures first visits, which are larger. */
  kilobytes: 80,
  /** Of requests, those that the edge has to ask the bucket for. */
  missed: 0.05,
  /** Runs of edge functions: two for the page, one for each picture, the file of ads and the impression. */
  functions: 7,
};

/** An hour of an open desk: it looks what happened, more rarely while it is behind another window (`desk/web/api/activity.ts`). */
const desk = {
  /** Seconds between two looks. */
  inView: 10,
  behind: 60,
  /** Of an hour, how much it is in view as a rule. Whoever minimizes it or is at another tab asks nothing. */
  share: 0.5,
};

/** How often a desk looks in an hour. */
const looks = 3_600 * (desk.share / desk.inView + (1 - desk.share) / desk.behind);

/** A newsroom's month: articles, views, and alerts of so many readers each, a day. */
export type Newsroom = {
  called: string;
  articles: number;
  views: number;
  alerts: { aDay: number; readers: number };
  /** Who has the desk open: so many people, hours a day, and days of the month each. */
  desks: { people: number; hours: number; days: number };
  /** Gigabytes that it keeps: in the table, and of pages and pictures. */
  keeps: { table: number; objects: number };
};

export const newsrooms: readonly Newsroom[] = [
  {
    called: 'a district paper',
    ...{ articles: 30, views: 20_000, alerts: { aDay: 2, readers: 500 }, keeps: { table: 0.3, objects: 10 } },
    desks: { people: 5, hours: 8, days: 26 },
  },
  {
    called: 'a regional daily',
    ...{
      articles: 120,
      views: 300_000,
      alerts: { aDay: 5, readers: 5_000 },
      keeps: { table: 1, objects: 40 },
    },
    desks: { people: 25, hours: 8, days: 26 },
  },
  {
    called: 'a national daily',
    ...{
      articles: 500,
      views: 5_000_000,
      alerts: { aDay: 10, readers: 50_000 },
      keeps: { table: 5, objects: 200 },
    },
    desks: { people: 120, hours: 9, days: 24 },
  },
];

/** What a stage has that costs while nobody works. */
export type Standing = { alarms: number; polledQueues: number; strikes: number };

/** Lambda asks an empty queue with five long polls at a time, each of twenty seconds. */
const pollsAnHour = (5 * 3_600) / 20;

export const idleMonth = ({ alarms, polledQueues, strikes }: Standing, { hour }: Measured): Usage =>
  sum(times(hours, hour), {
    alarmMonth: alarms,
    sqsRequest: polledQueues * pollsAnHour * hours,
    scheduledCall: strikes,
  });

export const thousandViews: Usage = {
  cdnRequest: 1_000 * view.requests,
  cdnGb: (1_000 * view.kilobytes) / 2 ** 20,
  edgeFunction: 1_000 * view.functions,
  s3Get: 1_000 * view.requests * view.missed,
};

/** What an open desk uses in an hour by itself, whatever its user does. Each look passes the CDN. */
export const deskHour = ({ look }: Measured): Usage => times(looks, sum(look, { cdnRequest: 1 }));

export const month = (
  { articles, views, alerts, desks, keeps }: Newsroom,
  standing: Standing,
  measured: Measured,
): Record<string, Usage> => ({
  'what stands by': idleMonth(standing, measured),
  articles: times(articles * days, sum(measured.article, measured.picture)),
  'open desks': times(desks.people * desks.hours * desks.days, deskHour(measured)),
  'alerts and their mail': times(alerts.aDay * alerts.readers * days, measured.reader),
  readers: times((views / 1_000) * days, thousandViews),
  'what is kept': { tableGbMonth: keeps.table, s3GbMonth: keeps.objects },
});
