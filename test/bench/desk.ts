import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Page } from 'playwright-core';
import { build } from '../../infra/build/build.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { publishSample } from '../../infra/local/sample/sample.ts';
import { aBrowser } from '../browser/a-reader.ts';
import { quantile, say } from './figures.ts';

/**
 * What an editor waits for on a fast 3G line (150 ms there and back, 1.6 Mbit/s) with a computer four times slower than this
 * one, from the address to the first card of the board: `node test/bench/desk.ts`. Who comes for the first time has nothing
 * of the desk; who comes again has its files. Times vary with the machine and its load, so no test asserts them.
 */
const cloud = await openCloud({ built: await build() });
await publishSample(cloud);
const browser = await aBrowser();
/** The CDN compresses its files; the local front does not. The API's answers go through as they are, in AWS too. */
const line = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { host: _host, connection: _own, 'proxy-connection': _proxy, ...asked } = request.headers;
  const body = Buffer.concat(parts);
  const answer = await fetch(String(request.url), {
    method: request.method ?? 'GET',
    headers: asked as Record<string, string>,
    redirect: 'manual',
    ...(body.length > 0 ? { body } : {}),
  });
  const whole = Buffer.from(await answer.arrayBuffer());
  const { 'content-length': _length, connection: _theirs, ...headers } = Object.fromEntries(answer.headers);
  const isFile = /\/desk\/(assets\/.*\.(js|css))?$|\/desk\/\w+$/.test(String(request.url));
  response.writeHead(answer.status, {
    ...headers,
    ...(answer.headers.getSetCookie().length > 0 ? { 'set-cookie': answer.headers.getSetCookie() } : {}),
    ...(isFile ? { 'content-encoding': 'br' } : {}),
  });
  response.end(
    isFile ? brotliCompressSync(whole, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : whole,
  );
});
await new Promise<void>((ready) => line.listen(0, '127.0.0.1', ready));
const proxy = { server: `http://127.0.0.1:${(line.address() as AddressInfo).port}`, bypass: '<-loopback>' };

const load = () => `load ${(loadavg()[0] ?? 0).toFixed(1)} on ${cpus().length} cores`;
console.log(load());
const [first, again]: [number[], number[]] = [[], []];
for (let visit = 0; visit < 5; visit += 1) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, proxy });
  const page = await context.newPage();
  await page.goto(`${cloud.url}/desk/`);
  await page.getByRole('button', { name: 'প্রবেশ করুন' }).click();
  await page.locator('button[value=kamal]').click();
  await page.locator('.bar nav').waitFor();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await devtools.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 96_000 },
  });
  await devtools.send('Network.clearBrowserCache');
  first.push(await untilCards(page));
  again.push(await untilCards(page));
  await context.close();
}
say('desk: first card of the board on fast 3G, for the first time', quantile(first, 0.5), 'ms');
say('desk: first card of the board on fast 3G, the next time', quantile(again, 0.5), 'ms', { most: 1500 });
console.log(load());
await browser.close();
line.close();
await cloud.close();
process.exit();

/** From the address to the first card, in milliseconds of the page. */
async function untilCards(page: Page): Promise<number> {
  await page.goto('about:blank');
  await page.goto(`${cloud.url}/desk/board`, { waitUntil: 'commit' });
  const seen = await page.waitForFunction(() => document.querySelector('.card') && performance.now());
  return Number(await seen.jsonValue());
}
