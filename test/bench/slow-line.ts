import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { build } from '../../infra/build/build.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { publishSample } from '../../infra/local/sample/sample.ts';
import { aBrowser } from '../browser/a-reader.ts';
import { say } from './figures.ts';

/**
 * What readers of the sample newsroom wait for on a slow 3G line (400 ms there and back, 400 kbit/s) with a phone four times
 * slower than this machine, how far pages move meanwhile, and what they download at three widths beside what those need:
 * `node test/bench/slow-line.ts`. Times vary with the machine and its load, so no test asserts them.
 */
const cloud = await openCloud({ built: await build() });
await publishSample(cloud);
const browser = await aBrowser();
// The CDN compresses texts; the local front does not.
const front = createServer(async ({ url }, response) => {
  const answer = await fetch(cloud.url + url, { redirect: 'manual' });
  const body = Buffer.from(await answer.arrayBuffer());
  const { 'content-length': _whole, connection: _own, ...headers } = Object.fromEntries(answer.headers);
  const isText = /^(?:text\/|application\/|image\/svg)/.test(headers['content-type'] ?? '');
  response
    .writeHead(answer.status, { ...headers, ...(isText ? { 'content-encoding': 'gzip' } : {}) })
    .end(isText ? gzipSync(body) : body);
});
await new Promise<void>((ready) => front.listen(0, '127.0.0.1', ready));
const site = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
const home = await (await fetch(cloud.url)).text();
const article = /href="(\/[a-z]+\/art_\w+)"/.exec(home)?.[1] ?? '/';

type Reading = { largest: number; shifted: number };
/** A picture that was loaded: its file, the files it was chosen from with their widths, and how wide it is shown, in pixels. */
type Loaded = { chosen: string; files: [path: string, width: number][]; shown: number };

const load = () => `load ${(loadavg()[0] ?? 0).toFixed(1)} on ${cpus().length} cores`;
console.log(load());
for (const [name, path] of [
  ['home', '/'],
  ['article', article],
] as const) {
  const { largest, shifted } = await read(browser, path, 360, true);
  say(`${name}: largest paint on a slow line`, largest, 'ms', { most: 2500 });
  say(`${name}: layout shift on a slow line`, shifted, '', { most: 0.02 });
  for (const width of [360, 768, 1280]) {
    const { bytes, needed } = await read(browser, path, width, false);
    say(`${name} at ${width} px: downloaded`, bytes / 1000, 'KB');
    say(`${name} at ${width} px: downloaded beside what it needs`, bytes / needed, 'x', { most: 1.3 });
  }
}
console.log(load());
await browser.close();
front.close();
await cloud.close();
process.exit();

/** Reads a page as a first visit of a phone of this width, with two device pixels to each of the style's. */
async function read(browser: Browser, path: string, width: number, isSlow: boolean) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  if (isSlow) {
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const line = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
    await cdp.send('Network.emulateNetworkConditions', line);
  }
  const paths = new Map<string, string>();
  const sizes = new Map<string, number>();
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) =>
    paths.set(requestId, new URL(request.url).pathname),
  );
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(paths.get(requestId) ?? '', encodedDataLength),
  );
  await page.addInitScript(() => {
    const reading: Reading = { largest: 0, shifted: 0 };
    Object.assign(window, { reading });
    const each = (type: string, note: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    each('largest-contentful-paint', ({ startTime }) => {
      reading.largest = startTime;
    });
    each('layout-shift', (entry) => {
      reading.shifted += (entry as PerformanceEntry & { value: number }).value;
    });
  });
  await page.goto(site + path, { waitUntil: 'networkidle' });
  const reading = await page.evaluate(() => (window as unknown as { reading: Reading }).reading);
  const loaded = await page.evaluate(() =>
    [...document.querySelectorAll('img')]
      .filter((image) => image.currentSrc !== '' && image.complete)
      .map((image): Loaded => {
        const source = image.parentElement?.querySelector('source[srcset]')?.getAttribute('srcset') ?? '';
        const files = `${image.srcset},${source}`.split(',').flatMap((one): [string, number][] => {
          const [file = '', wide = ''] = one.trim().split(/\s+/);
          return wide.endsWith('w') ? [[file, Number.parseInt(wide, 10)]] : [];
        });
        return {
          chosen: new URL(image.currentSrc).pathname,
          files,
          shown: image.getBoundingClientRect().width * devicePixelRatio,
        };
      }),
  );
  await context.close();
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  let needed = bytes;
  for (const { chosen, files, shown } of loaded) {
    const enough = files.toSorted(([, a], [, b]) => a - b).find(([, wide]) => wide >= shown);
    const had = sizes.get(chosen);
    if (!enough || had === undefined || enough[0] === chosen) continue;
    const least = (await (await fetch(cloud.url + enough[0])).arrayBuffer()).byteLength;
    needed += Math.min(0, least - had);
  }
  return { ...reading, bytes, needed };
}
