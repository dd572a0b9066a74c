import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { securityHeaders } from '../../infra/edge/headers.ts';
import type { Site } from '../../shared/site/site.ts';
import { aBrowser } from '../browser/a-reader.ts';

export const theSite: Site = {
  origin: 'https://news.example',
  style: '/assets/style.css',
  scripts: {
    subscription: '/assets/subscription.js',
    reading: '/assets/reading.js',
    onward: '/assets/onward.js',
    signUp: '/assets/sign-up.js',
    display: '/assets/display.js',
    ads: '/assets/ads.js',
  },
};

/** The style sheet, its fonts and the scripts, as readers get them, by path. */
export async function assets(): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [
      { in: 'shared/site/style.css', out: 'style' },
      { in: 'shared/site/browser/subscription.ts', out: 'subscription' },
      { in: 'shared/site/browser/reading.ts', out: 'reading' },
      { in: 'shared/site/browser/onward.ts', out: 'onward' },
      { in: 'shared/site/browser/sign-up.ts', out: 'sign-up' },
      { in: 'shared/site/browser/ads.ts', out: 'ads' },
      { in: 'shared/site/browser/display.ts', out: 'display' },
    ],
    bundle: true,
    minify: true,
    write: false,
    outdir: '/assets',
    loader: { '.woff2': 'file' },
    publicPath: '/assets',
    target: ['chrome100', 'safari15', 'firefox100'],
  });
  return new Map(outputFiles.map(({ path, contents }) => [path, contents]));
}

type Served = {
  at: string;
  browser: Browser;
  posts: { path: string; body: string }[];
  close: () => Promise<void>;
};

/** What scripts of pages ask for, where a test has nothing of it. */
const data: Record<string, string> = {
  '/ads/slots.json': '{"items":[]}',
  '/most-read.json': '{"today":[],"week":[]}',
};

/** Pages served with the headers of the edge to a real Chromium; every POST is noted and answered with `answer`. */
export async function served(
  pages: Record<string, string | Uint8Array>,
  answer: () => number,
  headers: Record<string, string> = securityHeaders,
): Promise<Served> {
  const posts: Served['posts'] = [];
  const files = await assets();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    if (request.method === 'POST') {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        posts.push({ path, body });
        response.writeHead(answer()).end('{"sections":[]}');
      });
      return;
    }
    const found = pages[path] ?? files.get(path) ?? data[path];
    const type = path.endsWith('.css')
      ? 'text/css'
      : path.endsWith('.js')
        ? 'text/javascript'
        : path.endsWith('.webp')
          ? 'image/webp'
          : 'text/html; charset=utf-8';
    response.writeHead(found ? 200 : 404, { 'content-type': type, ...headers }).end(found);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const browser = await aBrowser();
  return {
    at: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    browser,
    posts,
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
