import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anHtml, aPictureDesk } from '../media/a-picture-desk.ts';
import { aBrowser } from './a-reader.ts';
import { attempts, creative, exits } from './creatives.ts';

let desk: Awaited<ReturnType<typeof aPictureDesk>>;
let browser: Browser;
/** Somewhere else: every connection and request that gets there is noted. */
let elsewhere: Server;
let other: string;
const reached: string[] = [];

/** The same site for browsers that do not say what they ask for; and a creative as if it were a page of it. */
let older: Server;

beforeAll(async () => {
  desk = await aPictureDesk();
  browser = await aBrowser();
  elsewhere = createServer((request, response) => {
    reached.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' }).end('<p>x');
  });
  elsewhere.on('connection', () => reached.push('connection'));
  other = `http://127.0.0.1:${await open(elsewhere)}`;
  older = createServer(async ({ url = '' }, response) => {
    const { status, headers, body } = await desk.shown(url);
    if (url === '/open') response.writeHead(200, { 'content-type': 'text/html' }).end(hostile(ownOf(older)));
    else response.writeHead(status, Object.fromEntries(headers)).end(body);
  });
  await open(older);
});
afterAll(async () => {
  await browser.close();
  for (const server of [elsewhere, older]) {
    server.closeAllConnections();
    server.close();
  }
  await desk.cloud.close();
});
const open = async (server: Server) => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
};
const ownOf = (server: Server) => `http://localhost:${(server.address() as AddressInfo).port}`;
const hostile = (own: string) => creative(own, other, attempts);

let page: Page;
/** What a page and what is in it set off: requests, windows, questions, journeys. */
let setOff: string[];
/** Attempts that got something, as they are told. */
let got: string[];
beforeEach(async () => {
  [reached.length, setOff, got] = [0, [], []];
  const context = await browser.newContext({ baseURL: desk.cloud.url });
  await context.addCookies([{ name: 'reader', value: 'secret', url: desk.cloud.url }]);
  page = await context.newPage();
  context.on('page', () => setOff.push('opened a window'));
  await page.exposeFunction('won', (name: string) => got.push(name));
  page.on('download', () => setOff.push('handed over a file'));
  page.on('dialog', (dialog) => {
    setOff.push(`asked ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  await page.goto('/imprint', { waitUntil: 'networkidle' });
  await page.evaluate(() => localStorage.setItem('reader', 'secret'));
});
afterEach(() => page.context().close());

/** Notes what is answered to whom: what a browser refuses to ask is asked of nobody. */
const watch = (asks: (frame: Frame) => boolean = () => true) =>
  page.on('response', (answer) => {
    if (!answer.url().startsWith('data:') && asks(answer.frame()))
      setOff.push(`asked ${new URL(answer.url()).pathname}`);
  });

/** Puts a creative on a page of the site, as an ad is. */
async function framed(path: string): Promise<Frame> {
  watch((frame) => frame !== page.mainFrame());
  await page.evaluate((src) => {
    const frame = Object.assign(document.createElement('iframe'), { src, id: 'ad' });
    frame.sandbox.add('allow-scripts');
    document.body.append(frame);
    return new Promise((done) => frame.addEventListener('load', done));
  }, path);
  const frame = await (await page.$('#ad'))?.contentFrame();
  if (!frame) throw new Error('There is no frame');
  return frame;
}

/** What a creative says that it got, once it has tried everything. */
async function told(frame: Frame): Promise<Record<string, string>> {
  const read = () => frame.evaluate(() => (window as unknown as { told?: Record<string, string> }).told);
  await expect.poll(read).toBeDefined();
  // What comes late; on a slow machine some of it may come later still, and is not seen.
  await page.waitForTimeout(500);
  return (await read()) ?? {};
}

const nothing = Object.fromEntries(Object.keys(attempts).map((name) => [name, 'nothing']));

describe('a hostile creative', () => {
  let path: string;
  beforeAll(async () => {
    path = (await desk.published(hostile(desk.cloud.url), anHtml)).path ?? '';
  });

  it('gets nothing of the page it stands on, of its reader or of anybody else', async () => {
    const frame = await framed(path);
    expect(await told(frame)).toEqual(nothing);
    expect(setOff).toEqual([`asked ${path}`]);
    expect(reached).toEqual([]);
    expect(new URL(page.url()).pathname).toBe('/imprint');
    expect(await page.evaluate(() => [document.cookie, localStorage.getItem('reader')])).toEqual([
      'reader=secret',
      'secret',
    ]);
  });

  it('is not there for somebody who opens it by itself: it could pass for the site', async () => {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    expect(await page.content()).not.toContain('ছাড়');
  });

  it('gets no more where a browser does not say what it asks for', async () => {
    watch();
    await page.goto(ownOf(older) + path);
    expect(await told(page.mainFrame())).toEqual(nothing);
    // A page may lead on to others, and rules may fetch them ahead. It has nothing to take along.
    expect(setOff.filter((what) => what !== 'asked /rules')).toEqual([`asked ${path}`]);
    expect(reached.filter((what) => !['connection', 'GET /rules'].includes(what))).toEqual([]);
  });

  it('cannot be framed by another site', async () => {
    await page.goto(other);
    reached.length = 0;
    const frame = await framed(`${desk.cloud.url}${path}`);
    await expect.poll(() => frame.url()).not.toContain(path);
  });
});

describe.each(Object.entries(exits))('a creative that leaves %s', (name, exit) => {
  it('leaves an empty frame behind, and its page where it was', async () => {
    const html = creative(desk.cloud.url, other, { [name]: exit });
    const { path = '' } = await desk.published(html, anHtml);
    const frame = await framed(path);
    await expect.poll(() => frame.url()).toBe('chrome-error://chromewebdata/');
    expect(reached).toEqual([]);
    expect(new URL(page.url()).pathname).toBe('/imprint');
    expect(await frame.content().catch(() => '')).not.toContain('imprint');
  });
});

it('a creative that leaves to a script as an address stays where it is', async () => {
  const script = ({ other }: { other: string }) => location.assign(`javascript:location='${other}/exit'`);
  const { path = '' } = await desk.published(creative(desk.cloud.url, other, { script }), anHtml);
  const frame = await framed(path);
  expect(await told(frame)).toEqual({ script: 'nothing' });
  expect(reached).toEqual([]);
  expect(new URL(page.url()).pathname).toBe('/imprint');
  expect(new URL(frame.url()).pathname).toBe(path);
});

it('a creative that plays by the rules is shown, with its scripts', async () => {
  const html = `<!DOCTYPE html><style>p { color: red }</style><p>আগে</p><img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
    <script>document.querySelector('p').textContent = 'ঈদের ছাড়'</script>`;
  const { path = '' } = await desk.published(html, anHtml);
  const faults: string[] = [];
  page.on('console', (message) => faults.push(message.text()));
  const frame = await framed(path);
  expect(await frame.textContent('p')).toBe('ঈদের ছাড়');
  expect(await frame.evaluate(() => getComputedStyle(document.querySelector('p') as Element).color)).toBe(
    'rgb(255, 0, 0)',
  );
  expect(faults).toEqual([]);
});

it('a hostile creative would get a lot as a page of the site: the attempts are real', async () => {
  await page.goto(`${ownOf(older)}/open`);
  await expect.poll(() => reached).toContain('GET /form-window?');
  await expect.poll(() => reached.length).toBeGreaterThan(30);
  const windows = ['opened a window', 'asked alert', 'asked prompt'];
  await expect.poll(() => setOff).toEqual(expect.arrayContaining(windows));
  const things = ['read cookies', 'fetch the site', 'show an image of the site'];
  await expect.poll(() => got).toEqual(expect.arrayContaining(things));
  await expect.poll(() => got.length).toBeGreaterThan(10);
});
