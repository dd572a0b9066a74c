import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import chromium from '@sparticuz/chromium';
import { build } from 'esbuild';
import { type Browser, chromium as playwright } from 'playwright-core';
import type { Site } from '../../shared/site/site.ts';

/** What every page of the site is served with. */
const policy =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

export const theSite: Site = {
  origin: 'https://news.example',
  style: '/assets/style.css',
  scripts: { subscription: '/assets/subscription.js' },
};

/** The style sheet, its fonts and the scripts, as readers get them, by path. */
export async function assets(): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [
      'shared/site/style.css',
      { in: 'shared/site/browser/subscription.ts', out: 'subscription' },
    ].map((entry) => (typeof entry === 'string' ? { in: entry, out: 'style' } : entry)),
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

/** Pages served with their content security policy to a real Chromium; every POST is noted and answered with `answer`. */
export async function served(pages: Record<string, string>, answer: () => number): Promise<Served> {
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
        response.writeHead(answer()).end();
      });
      return;
    }
    const found = pages[path] ?? files.get(path);
    const type = path.endsWith('.css')
      ? 'text/css'
      : path.endsWith('.js')
        ? 'text/javascript'
        : 'text/html; charset=utf-8';
    response
      .writeHead(found ? 200 : 404, { 'content-type': type, 'content-security-policy': policy })
      .end(found);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  // In one process, closing a page closes the browser.
  const args = chromium.args.filter((arg) => arg !== '--single-process');
  const browser = await playwright.launch({ args, executablePath: await chromium.executablePath() });
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
