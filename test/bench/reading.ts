import { gzipSync } from 'node:zlib';
import { build } from '../../infra/build/build.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { publishSample } from '../../infra/local/sample/sample.ts';
import { aBrowser } from '../browser/a-reader.ts';

/**
 * What reading the sample newsroom costs a phone four times slower than this machine: `node test/bench/reading.ts`.
 * Times vary with the machine, so no test asserts them; weights and shifts are tested. The long task before the
 * first paint is the first layout: shaping Bengali in a process that has seen no letter of it, and looking for fonts;
 * half of it is there with no style at all. After the paint, a late font sets the type anew.
 */
const cloud = await openCloud({ built: await build() });
await publishSample(cloud);
const browser = await aBrowser();
const article = /href="(\/national\/art_\w+)"/.exec(await (await fetch(cloud.url)).text())?.[1] ?? '/';

type Reading = {
  largest: number;
  shifted: number;
  painted: number;
  tasks: [start: number, lasted: number][];
};

console.log(
  `${'page'.padEnd(34)} gzip  largest paint  shift  tasks over 50 ms: before the first paint, after it`,
);
for (const path of ['/', '/national', article, '/imprint', '/confirm?token=a']) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => {
    const reading: Reading = { largest: 0, shifted: 0, painted: 0, tasks: [] };
    Object.assign(window, { reading });
    const each = (type: string, note: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    each('largest-contentful-paint', ({ startTime }) => {
      reading.largest = startTime;
    });
    each('layout-shift', (entry) => {
      reading.shifted += (entry as PerformanceEntry & { value: number }).value;
    });
    each('paint', ({ startTime }) => {
      reading.painted ||= startTime;
    });
    each('longtask', ({ startTime, duration }) => {
      reading.tasks.push([startTime, duration]);
    });
  });
  await page.goto(cloud.url + path, { waitUntil: 'networkidle' });
  const { largest, shifted, painted, tasks } = await page.evaluate(
    () => (window as unknown as { reading: Reading }).reading,
  );
  const lasting = (isLate: boolean) =>
    tasks
      .flatMap(([start, lasted]) => (start > painted === isLate ? `${Math.round(lasted)} ms` : []))
      .join(', ');
  const weight = gzipSync(await (await fetch(cloud.url + path)).text()).length;
  const figures = [
    `${weight}`.padStart(5),
    `${Math.round(largest)} ms`.padStart(14),
    shifted.toFixed(3).padStart(6),
  ];
  console.log(
    `${path.padEnd(33)} ${figures.join(' ')}  ${lasting(false) || 'none'}; ${lasting(true) || 'none'}`,
  );
  await context.close();
}
await browser.close();
await cloud.close();
process.exit();
