import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { newsroom } from '../app.ts';
import { build } from '../build/build.ts';
import { layOut } from '../build/lambda-folders.ts';
import { stageNamed } from '../stacks/stage-file.ts';
import { dollarsOf } from './dollars.ts';
import { measure } from './measure.ts';
import { deskHour, idleMonth, month, newsrooms, thousandViews } from './newsrooms.ts';
import { free, type Prices, prices, type Region, type Unit, unitNames } from './prices.ts';
import { standingOf } from './standing.ts';
import { sum } from './usage.ts';

/** What newsrooms of three sizes cost in a month, line by line, and what one costs in which nobody works. `npm run cost` */

const dollars = (amount: number) => {
  if (amount >= 0.995) return `$${amount.toFixed(2)}`;
  return amount === 0 ? '$0' : `$${amount.toPrecision(2)}`;
};
/** Whole, or with two digits that count. */
const amountOf = (amount: number) =>
  amount >= 10 ? Math.round(amount).toLocaleString('en') : amount.toPrecision(2);
const regions = Object.keys(prices) as Region[];
const line = (what: string, of: (price: Prices) => string) =>
  console.log(`${what.padEnd(34)}${regions.map((region) => of(prices[region]).padStart(14)).join('')}`);
const heading = (what: string) =>
  console.log(`\n${what.padEnd(34)}${regions.map((region) => region.padStart(14)).join('')}`);

const built = await build();
layOut();
const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));
const app = new App({
  outdir: mkdtempSync(join(tmpdir(), 'khobor-cost-')),
  context: { ...context, 'aws:cdk:disable-asset-staging': true },
});
await newsroom(app, await stageNamed(() => undefined), built);
const standing = standingOf(app.synth().stacks.map(({ template }) => template));
rmSync(app.outdir, { recursive: true });
const measured = await measure();

heading('a stage in which nobody works');
const idle = idleMonth(standing, measured);
for (const [unit, amount] of Object.entries(idle) as [Unit, number][])
  if (amount > 0) line(`  ${amountOf(amount)} ${unitNames[unit]}`, (price) => dollars(amount * price[unit]));
line('  a month', (price) => dollars(dollarsOf(idle, price)));
line('  … with what is always free', (price) => dollars(dollarsOf(idle, price, free)));

heading('each');
line('an article', (price) => dollars(dollarsOf(measured.article, price)));
line('a picture', (price) => dollars(dollarsOf(measured.picture, price)));
line('an alert, a thousand readers', (price) => dollars(1_000 * dollarsOf(measured.reader, price)));
line('an hour of an open desk', (price) => dollars(dollarsOf(deskHour(measured), price)));
line('a thousand views', (price) => dollars(dollarsOf(thousandViews, price)));

for (const one of newsrooms) {
  const { called, articles, views, alerts, desks } = one;
  const parts = month(one, standing, measured);
  const all = sum(...Object.values(parts));
  heading(called);
  console.log(
    `  ${articles} articles, ${views.toLocaleString('en')} views and ${alerts.aDay} alerts to ${alerts.readers.toLocaleString('en')} readers a day; ${desks.people} desks open for ${desks.hours} hours on ${desks.days} days`,
  );
  for (const [part, usage] of Object.entries(parts))
    line(`  ${part}`, (price) => dollars(dollarsOf(usage, price)));
  line('  a month', (price) => dollars(dollarsOf(all, price)));
  line('  … with what is always free', (price) => dollars(dollarsOf(all, price, free)));
}
