import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathAtTheEdge } from '../../infra/local/front.ts';
import { openThrottle } from '../../infra/topology/throttle.ts';
import { type ACloud, aStillCloud } from '../a-cloud.ts';

let cloud: ACloud;
beforeAll(async () => {
  cloud = await aStillCloud();
});
afterAll(() => cloud.close());

describe('the front', () => {
  it.each([
    '/not-found',
    '/not-found/',
    '/%6eot-found',
    '/national/art_none',
    '/%',
    '/x%ff',
    '/frames/%ff',
    '/media/',
    '/media/%ff',
    '/assets/%',
    '/assets/..%2fnot-found',
  ])('answers %s with the 404 page', async (path) => {
    const { status, headers, text } = await cloud.page(path);
    expect([status, headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect(text).toContain('<html lang="bn"');
  });

  it('serves files of a deploy without its functions, as they are', async () => {
    const style = /href="(\/assets\/[^"]+\.css)"/.exec((await cloud.page('/')).text)?.[1] ?? '';
    const { status, headers } = await cloud.page(style);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('the edge', () => {
  it.each(['/index.html', '/খবর/ঢাকা', '/a b+c', '/frames', '/going/x', '/100%'])(
    'leaves a path as its reader’s browser sends it: %s',
    (path) => {
      const sent = encodeURI(path);
      const asked = { method: 'GET', path: sent, query: '', headers: {}, body: Buffer.alloc(0), ip: '' };
      expect(pathAtTheEdge(asked)).toBe(sent);
      expect(pathAtTheEdge({ ...asked, path: sent.toLowerCase() })).toBe(sent.toLowerCase());
    },
  );
});

describe('the web desk', () => {
  it.each(['/desk/', '/desk//', '/desk/board', '/desk/articles/art_7k2m9x4q1w5p', '/desk/callback'])(
    'is one page at every path of its own: %s',
    async (path) => {
      const { status, headers, text } = await cloud.page(path);
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(text).toContain('<div id="desk">');
      expect(headers.get('content-security-policy')).toMatch(/script-src 'self';.*require-trusted-types-for/);
      expect(headers.get('x-robots-tag')).toContain('noindex');
    },
  );

  it('is found without its slash', async () => {
    const answer = await fetch(`${cloud.url}/desk`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([301, '/desk/']);
  });

  it.each([
    '/%64esk/index.html',
    '/desk%2findex.html',
    '/%2fdesk/',
    '/desk/assets/none.js',
    '/desks',
    '/x/desk/',
  ])('is not at %s, where it would have other headers', async (path) => {
    expect((await cloud.page(path)).status).toBe(404);
  });

  it('has files that never change', async () => {
    const { text } = await cloud.page('/desk/');
    const [, script = ''] = /src="([^"]+)"/.exec(text) ?? [];
    const { status, headers } = await cloud.page(script);
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  });
});

describe('a preview', () => {
  it('may be shown by our own pages in a frame, and nothing else of the API may', async () => {
    const framed = async (path: string) => {
      const { headers } = await cloud.page(path);
      return [
        headers.get('x-frame-options'),
        /frame-ancestors '(\w+)'/.exec(headers.get('content-security-policy') ?? '')?.[1],
      ];
    };
    expect(await framed('/api/articles/art_7k2m9x4q1w5p/preview?token=x')).toEqual(['SAMEORIGIN', 'self']);
    expect(await framed('/api/articles/art_7k2m9x4q1w5p')).toEqual(['DENY', 'none']);
    expect(await framed('/')).toEqual(['DENY', 'none']);
  });
});

describe('a path of slashes alone', () => {
  it.each(['/', '//', '///', '/%2f', '/%2F/'])('is the home page, never the list of a bucket: %s', (path) => {
    const asked = { method: 'GET', path, query: '', headers: {}, body: Buffer.alloc(0), ip: '' };
    expect(pathAtTheEdge(asked)).toBe('/index.html');
  });
});

describe('an open route of the API', () => {
  it('is throttled by itself: a flood leaves the newsroom and the other routes alone', async () => {
    const flooded = await aStillCloud({ isThrottled: true });
    const editor = await flooded.someone('kamal', 'editor');
    const asked = async () => {
      const answer = await fetch(`${flooded.url}/api/health`);
      return { status: answer.status, body: await answer.json() };
    };
    const answers = await Promise.all(Array.from({ length: openThrottle.burstLimit + 50 }, asked));
    expect(answers).toContainEqual({ status: 429, body: { message: 'Too Many Requests' } });
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(
      openThrottle.burstLimit,
    );
    expect((await editor.get('/api/lists')).status).toBe(200);
    expect((await fetch(`${flooded.url}/api/nothing`)).status).toBe(404);
    await flooded.turnBy(1_000);
    expect((await fetch(`${flooded.url}/api/health`)).status).toBe(200);
    await flooded.close();
  });
});

describe('the names of this machine', () => {
  const statusAs = (host: string | undefined, path: string) =>
    new Promise<number | undefined>((done, failed) => {
      const headers = host === undefined ? {} : { host };
      const asked = request({ port: cloud.port, path, headers, setHost: false }, (answer) => {
        answer.resume();
        done(answer.statusCode);
      });
      asked.once('error', failed).end();
    });

  it.each(['/robots.txt', '/__local/mail', '/__local/instance.json', '/api/health'])(
    'alone get %s',
    async (path) => {
      const { port } = cloud;
      const own = [`localhost:${port}`, `127.0.0.1:${port}`];
      const foreign = [`news.example:${port}`, 'localhost', `localhost.news.example:${port}`, '', undefined];
      for (const host of own) expect(await statusAs(host, path), host).toBe(200);
      for (const host of foreign) expect([400, 421], host).toContain(await statusAs(host, path));
    },
  );
});

describe('what exists only on one machine', () => {
  it.each(['mail', 'mailbox.json', 'instance.json'])('is only read at /__local/%s', async (name) => {
    const answer = (method: string) => fetch(`${cloud.url}/__local/${name}`, { method });
    const statuses = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'].map(async (how) => (await answer(how)).status);
    expect(await Promise.all(statuses)).toEqual([200, 200, 405, 405, 405]);
    expect((await answer('POST')).headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('the folder of what exists only there', () => {
  it('leads to the mailbox', async () => {
    const { status, headers } = await fetch(`${cloud.url}/__local/`, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([302, '/__local/mail']);
  });
});

describe('the port of the AWS endpoint', () => {
  it('is another one when the one it had is taken', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address() as AddressInfo;
    const other = await aStillCloud({ awsPort: port });
    expect(other.aws.port).not.toBe(port);
    const { port: free } = other.aws;
    await other.close();
    taken.close();
    const again = await aStillCloud({ awsPort: free });
    expect(again.aws.port).toBe(free);
    await again.close();
  });
});
