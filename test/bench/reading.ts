import { gzipSync } from 'node:zlib';
import { build } from '../../infra/build.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { publishSample } from '../../infra/local/sample/sample.ts';
import { aBrowser } from '../browser/a-reader.ts';

/**
 * What reading the sample newsroom costs a phone four times slower than this machine: `node test/bench/reading.ts`.
 * Times vary with the machine, so no test asserts them; weights and shifts are tested.
 */
const cloud = await openCloud({ built: await build() });
await publishSample(cloud);
const browser = await aBrowser();
const article = /href="(\/national\/art_\w+)"/.exec(await (await fetch(cloud.url)).text())?.[1] ?? '/';

type Reading = { largest: number; shifted: number; longTasks: number };

console.log(`${'page'.padEnd(34)} gzip  largest paint  shift  tasks over 50 ms`);
for (const path of ['/', '/national', article, '/imprint', '/confirm?token=a']) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => {
    const reading: Reading = { largest: 0, shifted: 0, longTasks: 0 };
    Object.assign(window, { reading });
    const each = (type: string, note: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    each('largest-contentful-paint', ({ startTime }) => {
      reading.largest = startTime;
    });
    each('layout-shift', (entry) => {
      reading.shifted += (entry as PerformanceEntry & { value: number }).value;
    });
    each('longtask', () => {
      reading.longTasks += 1;
    });
  });
  await page.goto(cloud.url + path, { waitUntil: 'networkidle' });
  const { largest, shifted, longTasks } = await page.evaluate(
    () => (window as unknown as { reading: Reading }).reading,
  );
  const weight = gzipSync(await (await fetch(cloud.url + path)).text()).length;
  const figures = [
    `${weight}`.padStart(5),
    `${Math.round(largest)} ms`.padStart(14),
    shifted.toFixed(3).padStart(6),
  ];
  console.log(`${path.padEnd(33)} ${figures.join(' ')}  ${longTasks}`);
  await context.close();
}
await browser.close();
await cloud.close();
process.exit();
